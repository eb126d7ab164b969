"""Coaches from what was measured."""
