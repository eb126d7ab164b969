"""Pure helpers of the TTS service."""
