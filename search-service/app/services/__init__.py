"""The use cases, the index and its engines."""
