"""How far live words lag behind the speaker, whether any is taken back, and what they cost against the batch answer."""
