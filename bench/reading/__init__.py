"""How right a text is read: numbers, dates, money, abbreviations and the like."""
