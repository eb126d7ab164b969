"""Whether the moments worth coaching are found in calls."""
