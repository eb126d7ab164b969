"""Whether an honest caller is served among thousands of connections that stand still."""
