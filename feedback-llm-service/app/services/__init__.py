"""The coach and its prompts."""
