"""HTTP surface of the diff service."""
