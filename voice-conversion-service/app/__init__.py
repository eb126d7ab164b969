"""Moves the reference recording towards the speaker's own voice, with their consent."""
