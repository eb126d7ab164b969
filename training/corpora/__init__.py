"""Rated learner speech, whatever its layout."""
