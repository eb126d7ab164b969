"""Requests of the diff service and its OpenAPI examples."""
