"""Pure helpers of this service."""
