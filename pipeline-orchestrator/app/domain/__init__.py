"""What the orchestrator is about: tasks, speakers, claims, erasures. No web, no database."""
