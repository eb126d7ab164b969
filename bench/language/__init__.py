"""How well language-service knows languages."""
