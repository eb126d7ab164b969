"""Whether figures read in any usual way are heard as read."""
