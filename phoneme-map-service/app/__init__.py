"""How each word of a text is said."""
