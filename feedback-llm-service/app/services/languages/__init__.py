"""What the coach knows in each language of feedback: tips, drills and its own sentences, one checked file a language."""

from .errors import LanguageError
from .first_languages import FirstLanguage, FirstLanguages
from .library import SHIPPED, Language, load_language, load_languages, spoken
from .phrasebook import Phrasebook
from .tips import FamilyTip, Tip, TipLibrary

__all__ = [
    "FamilyTip",
    "SHIPPED",
    "FirstLanguage",
    "FirstLanguages",
    "Language",
    "LanguageError",
    "Tip",
    "TipLibrary",
    "Phrasebook",
    "load_language",
    "load_languages",
    "spoken",
]
