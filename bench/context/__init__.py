"""How short the recogniser may listen."""
