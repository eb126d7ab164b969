"""Alignment: when each phone was spoken, and what was heard in its place."""
