"""Pure helpers of the orchestrator."""
