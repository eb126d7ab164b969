"""What several questions need: the services as served, one fleet, made speech and noise, tables."""
