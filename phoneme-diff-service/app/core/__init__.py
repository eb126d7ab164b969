"""Settings of the diff service."""
