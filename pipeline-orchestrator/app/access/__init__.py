"""The door: who asks, what they may ask for, and what is kept of it."""
