"""Use cases: the pipeline, the queue and what callers do with tasks."""
