"""What a visitor of the web client waits for."""
