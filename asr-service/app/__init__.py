"""What was said, word by word."""
