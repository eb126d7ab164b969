"""Makes the weights of alignment-service's `whisper-phones` engine. Needs torch; nothing else here does."""
