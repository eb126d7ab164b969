"""Phones, their features, and how words are said."""
