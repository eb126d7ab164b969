"""Speaks the target phones in an American voice."""
