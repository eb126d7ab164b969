"""HTTP: parse, one call into logic, respond."""
