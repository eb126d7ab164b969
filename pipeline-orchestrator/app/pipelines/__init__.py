"""The stages of a recording, and what is made of their results."""
