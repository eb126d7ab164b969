"""One person or several."""
