"""Translation, whatever engine does it: sentences, what must come out as it went in, and what is told of the result."""
