"""The rules data and what reads it."""

from pathlib import Path

from .book import Change, Rule, RuleBook, RuleError, load_book
from .site import Site

SHIPPED = Path(__file__).parent
"""Folder of the rules that come with the service."""

__all__ = ["SHIPPED", "Change", "Rule", "RuleBook", "RuleError", "Site", "load_book"]
