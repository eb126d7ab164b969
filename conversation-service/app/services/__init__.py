"""The use cases and their engines."""
