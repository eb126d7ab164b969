"""Which models there are, which of them tasks are given, and what becomes of them."""
