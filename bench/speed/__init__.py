"""How long a recording takes through the fleet, stage by stage."""
