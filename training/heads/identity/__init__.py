"""Which phone was said."""
