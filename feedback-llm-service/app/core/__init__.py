"""Settings of the feedback service."""
