"""What the service does, and the engines that do it."""
