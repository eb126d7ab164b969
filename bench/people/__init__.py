"""How well the services hear real people, held against what linguists heard."""
