"""What the sentences of a language model claim, and whether a measure of that class bears each out."""

from .clauses import Allowed, Place
from .lexicon import ClaimLexicon, load_lexicons
from .measures import Measures, measure_recording
from .sentences import problems_of
from .writing import problems_of_writing

__all__ = [
    "Allowed",
    "ClaimLexicon",
    "Measures",
    "Place",
    "load_lexicons",
    "measure_recording",
    "problems_of",
    "problems_of_writing",
]
