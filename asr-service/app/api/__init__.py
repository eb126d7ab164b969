"""The web room: parse, one call into logic, respond."""
