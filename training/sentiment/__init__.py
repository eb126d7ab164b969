"""The head that tells how a turn of a call felt: its turns, and how it is taught."""
