"""Synthetic speech whose phones we chose, and what spoils it."""
