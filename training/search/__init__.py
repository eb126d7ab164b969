"""What search-service takes from its vectors."""
