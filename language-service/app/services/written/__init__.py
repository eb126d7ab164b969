"""What a transcript looks like written down: which spans of it change, and into what."""
