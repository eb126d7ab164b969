"""The use case and its engines."""
