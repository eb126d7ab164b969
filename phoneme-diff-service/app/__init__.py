"""Compares what was heard with the American target: issues, severity and scores."""
