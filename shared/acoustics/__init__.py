"""Hearing phones: Whisper's encoder, and which phone each 20 ms sounds like, whatever was to be said."""
