"""Whether search finds the turn that a question means."""
