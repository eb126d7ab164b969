"""Words left out, said twice, broken off: measured, not taught."""
