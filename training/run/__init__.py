"""A training run: its steps, what they are made from, its folder."""
