"""Which syllable stood out."""
