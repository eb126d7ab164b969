"""What the coach knows in each language of feedback: tips, drills and its own sentences, one checked file a language."""

from .errors import LanguageError
from .library import SHIPPED, Language, load_language, load_languages
from .tips import Tip, TipLibrary
from .wording import Wording

__all__ = [
    "SHIPPED",
    "Language",
    "LanguageError",
    "Tip",
    "TipLibrary",
    "Wording",
    "load_language",
    "load_languages",
]
