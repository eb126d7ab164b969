"""Requests of the feedback service and its OpenAPI examples."""
