"""What of a conversation's words is somebody's own: numbers with checksums, addresses, dates of birth; pure functions, without a model."""
