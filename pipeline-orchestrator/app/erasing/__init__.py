"""Erasing, whatever is away."""
