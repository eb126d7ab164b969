"""HTTP surface of the feedback service."""
