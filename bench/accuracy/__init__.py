"""`make bench-accuracy`: how right the served code is, figure by figure, with intervals."""
