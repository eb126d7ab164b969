"""The index: turns and their words in SQLite, their vectors beside it, and what is found by both."""
