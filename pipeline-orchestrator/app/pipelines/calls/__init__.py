"""The calls pipeline: a call in; who said what, how it went, how clearly the agent spoke and which moments are worth a coach's minute, out."""
