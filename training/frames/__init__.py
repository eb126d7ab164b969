"""Encoder frames, their labels, and the classifiers of single frames."""
