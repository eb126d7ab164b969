"""People's speech that a team adds: recordings with their text, and phones that somebody annotated."""
