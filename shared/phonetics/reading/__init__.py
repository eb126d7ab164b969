"""One reading of a text for everybody: target, aligner, reference voice, and the recogniser's figures."""

from shared.phonetics.reading.folding import fold
from shared.phonetics.reading.grammar import read_aloud
from shared.phonetics.reading.tokens import MOST_READINGS, ReadText, ReadWord, Token

__all__ = ["MOST_READINGS", "ReadText", "ReadWord", "Token", "fold", "read_aloud"]
