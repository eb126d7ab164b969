"""How a conversation went, from its turns alone: pure functions, without a model."""
