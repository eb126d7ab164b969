"""What failing storage and databases do to callers and to what is kept."""
