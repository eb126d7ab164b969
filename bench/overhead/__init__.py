"""What the orchestrator adds to the services' own time."""
