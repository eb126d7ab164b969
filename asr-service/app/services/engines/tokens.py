"""Words of the tokens that a model was taught to write: pieces of words, of which a word's first says that it is."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .base import RecognisedWord

UNTOLD = 0.0
"""Confidence of a word whose model tells none."""
LONGEST_TOKEN_S = 0.32
"""Only its start is told: a token ends where the next begins, or after so long."""
_WORD_BEGINS = (" ", "\u2581")
_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")
_MARK = re.compile(r"<[^<>]+>")
"""Stands for no text: `<unk>`, `<sos/eos>`."""


@dataclass(frozen=True, slots=True)
class Tokens:
    texts: Sequence[str]
    starts_s: Sequence[float]
    log_probabilities: Sequence[float]
    """Empty from a model that tells none."""


def words_of(tokens: Tokens, from_s: float, until_s: float) -> list[RecognisedWord]:
    """Words of tokens whose times count from `from_s`; none ends after `until_s`."""
    words: list[list[int]] = []
    for number, text in enumerate(tokens.texts):
        if words and not text.startswith(_WORD_BEGINS):
            words[-1].append(number)
        else:
            words.append([number])
    told = [(_written([tokens.texts[each] for each in word]), word) for word in words]
    return [_word(text, word, tokens, from_s, until_s) for text, word in told if text]


def _word(
    text: str, word: Sequence[int], tokens: Tokens, from_s: float, until_s: float
) -> RecognisedWord:
    start_s = min(until_s, from_s + tokens.starts_s[word[0]])
    end_s = tokens.starts_s[word[-1]] + LONGEST_TOKEN_S
    if word[-1] + 1 < len(tokens.starts_s):
        end_s = min(end_s, tokens.starts_s[word[-1] + 1])
    confidence = UNTOLD
    if tokens.log_probabilities:
        mean = sum(tokens.log_probabilities[each] for each in word) / len(word)
        confidence = min(1.0, math.exp(mean))
    return RecognisedWord(f" {text}", start_s, max(start_s, min(until_s, from_s + end_s)), confidence)  # fmt: skip


def _written(texts: Sequence[str]) -> str:
    """What tokens of one word say; of characters in several tokens, each is a byte."""
    whole = "".join(texts)
    whole = _BYTES.sub(lambda found: _decoded(found.group()), whole)
    return _MARK.sub("", whole).strip("".join(_WORD_BEGINS))


def _decoded(told: str) -> str:
    return bytes.fromhex(told.replace("<0x", "").replace(">", "")).decode("utf-8", errors="ignore")
