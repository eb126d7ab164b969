"""Pure helpers of the voice conversion service."""
