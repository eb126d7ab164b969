"""What a conversation was like: who spoke when, how each turn felt, and what of it must not be kept."""
