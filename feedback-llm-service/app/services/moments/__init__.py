"""Moments of a call in a language model's words, where these hold."""
