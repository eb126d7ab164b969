"""What callers do with speakers."""
