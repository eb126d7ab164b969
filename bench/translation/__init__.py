"""How often the translation memory finds a sentence that means the same, and how often it takes another for it."""
