"""Whether every recording of a corpus is answered."""
