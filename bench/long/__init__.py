"""What long recordings cost."""
