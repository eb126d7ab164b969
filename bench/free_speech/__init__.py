"""Speech without a text whose slips make other words, and what is told of it."""
