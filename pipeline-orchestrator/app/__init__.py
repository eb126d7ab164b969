"""The orchestrator: one recording through seven services."""
