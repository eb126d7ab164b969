"""Whether a word looks as if it came from an Indian language: its letters by threes, against the dictionary's."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shared.once import once
from shared.phonetics.names import INDIAN, listed_names

PATH = Path(__file__).parent / "weights" / "letters-1.npz"
"""How often letters follow two others in the dictionary's words; made by `training/spelling`."""
SPELLINGS = Path(__file__).parent / "indian_spellings.txt"
_N = 27
"""Letters a–z, and what is before and after a word."""
_WIDTH = 8.0
"""Letters that a shorter context's share counts as, against what a longer one saw (Witten & Bell 1991, held fixed)."""

Counts = npt.NDArray[np.float64]


def letter_counts(words: Iterable[str]) -> Counts:
    """(27, 27, 27): how often a letter follows two others, of words of letters a–z."""
    counts = np.zeros((_N, _N, _N))
    for word in words:
        ids = _ids(word)
        np.add.at(counts, (ids[:-2], ids[1:-1], ids[2:]), 1.0)
    return counts


def _ids(word: str) -> npt.NDArray[np.int64]:
    return np.array([0, 0, *(ord(letter) - 96 for letter in word), 0], np.int64)


def _log_shares(counts: Counts) -> Counts:
    """Of a letter after two others: each order is filled up with the shorter one's shares."""
    shares = (counts.sum((0, 1)) + 1.0) / (counts.sum() + _N)
    for seen in (counts.sum(0), counts):
        total = seen.sum(-1, keepdims=True)
        shares = (seen + _WIDTH * shares) / (total + _WIDTH)
    return np.log(shares)


@dataclass(frozen=True, slots=True)
class OriginModel:
    log_ratio: Counts
    """Of each letter after two others: how much likelier in an Indian word, in nats."""

    @classmethod
    def learned(cls, indian: Iterable[str], english: Counts) -> "OriginModel":
        return cls(_log_shares(letter_counts(indian)) - _log_shares(english))

    def evidence(self, word: str) -> float:
        """Nats a letter for an Indian word, of letters a–z."""
        ids = _ids(word)
        return float(self.log_ratio[ids[:-2], ids[1:-1], ids[2:]].mean())


@once
def origin_model() -> OriginModel:
    """Learned from the list and the dictionary; made once a process. Raises OSError where the counts are missing."""
    with np.load(PATH, allow_pickle=False) as stored:
        english = stored["counts"].astype(np.float64)
    return OriginModel.learned(indian_words(), english)


def indian_words() -> set[str]:
    """Of the list of names and of the longer one of spellings alone."""
    lines = SPELLINGS.read_text(encoding="utf-8").splitlines()
    spelled = {word for line in lines if not line.startswith("#") for word in line.split()}
    listed = {each.word for each in listed_names().values() if each.kind in INDIAN}
    return {word for word in spelled | listed if word.isascii() and word.isalpha()}
