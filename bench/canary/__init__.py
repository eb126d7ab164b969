"""Whether a canary is given its share, ends when it is worse, and every result names its model."""
