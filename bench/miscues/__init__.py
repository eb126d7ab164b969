"""Whether miscues are found, whatever the length of the reading."""
