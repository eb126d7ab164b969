"""What the coach knows: tips, drills and its own sentences, read from data files and checked."""

from pathlib import Path

from .library import Tip, TipError, TipLibrary, load_tips
from .wording import Wording, load_wording

SHIPPED = Path(__file__).parent
"""Folder of the tips that come with the service."""

__all__ = ["SHIPPED", "Tip", "TipError", "TipLibrary", "Wording", "load_tips", "load_wording"]
