"""Turns of recordings, found again by their words and by what they mean."""
