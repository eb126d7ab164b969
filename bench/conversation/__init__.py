"""How well a conversation is told: who spoke when, how each turn felt, and what of it must not be kept."""
