"""How stops were said."""
