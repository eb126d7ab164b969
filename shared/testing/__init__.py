"""Test doubles and fixtures that several services use."""

from shared.testing.service import service_client

__all__ = ["service_client"]
