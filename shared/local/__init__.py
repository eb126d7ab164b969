"""Running the whole fleet on one machine, and showing a result in a terminal."""
