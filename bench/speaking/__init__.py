"""How soon streamed speech is heard."""
