"""What teachers and their classes do."""
