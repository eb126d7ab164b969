"""How long the rule coach takes."""
