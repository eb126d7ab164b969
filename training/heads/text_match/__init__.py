"""Was this text read."""
