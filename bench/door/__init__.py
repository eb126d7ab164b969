"""What the door costs a request: keys, limits, quotas."""
