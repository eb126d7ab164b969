"""What the coach says of known readings, held against what a teacher would say."""
