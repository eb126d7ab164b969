"""What was said in a whole segment."""
