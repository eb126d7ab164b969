"""Phones of words that no dictionary has: a language model of graphones and a network that looks at all letters, taught by us.

Weights: `weights/graphones-1.npz` and `weights/letter-tags-1.npz`, made from the CMU Pronouncing Dictionary by
`training/spelling`; what they get wrong is in `weights/G2P_CARD.md`.
"""

import string
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from shared.gates import RIVAL_READING
from shared.phonetics.graphones import END, START, Floats, GraphoneModel, Ints, Phones, Reading
from shared.phonetics.letter_tagger import JOINED, LetterTagger, tag_of
from shared.phonetics.syllables import with_primary_stress

WEIGHTS = Path(__file__).parent / "weights"
VERSION = "g2p-1"
TAGGER_WEIGHT = 2.0
"""Of the network's logarithms beside the graphones': chosen among 0.5 to 5 on words kept for that (`Split.develop`)."""
MOST_READINGS = 3
_CACHED_WORDS = 20_000
_BATCH = 32
_LONGEST = 45
"""Letters of a word that are read; what comes after is cut off."""


@dataclass(frozen=True, slots=True)
class _TagColumns:
    """Where the tagger tells of each graphone."""

    first: Ints
    """Column of its first letter's tag."""
    has_two: Floats
    """1 for a graphone of two letters, else 0."""
    joined: int
    """Column of the tag of a second letter."""

    @classmethod
    def of(cls, graphones: GraphoneModel, tagger: LetterTagger) -> "_TagColumns":
        column = {tag: index for index, tag in enumerate(tagger.tags)}
        first = np.full(len(graphones.phones_of), len(column))
        has_two = np.zeros(len(first), np.float32)
        for letters, (low, high) in graphones.chunks.items():
            if letters in {START, END}:
                continue
            for token in range(low, high + 1):
                first[token] = column[tag_of(letters, graphones.phones_of[token])]
            has_two[low : high + 1] = len(letters) - 1
        return cls(first, has_two, column[JOINED])


@dataclass(slots=True)
class GraphemeToPhoneme:
    graphones: GraphoneModel
    tagger: LetterTagger
    _columns: _TagColumns
    _known: dict[str, list[Reading]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> "GraphemeToPhoneme":
        """Raises OSError where a file is missing or damaged."""
        graphones = GraphoneModel.load(folder / "graphones-1.npz")
        tagger = LetterTagger.load(folder / "letter-tags-1.npz")
        return cls(graphones, tagger, _TagColumns.of(graphones, tagger))

    def predict(self, words: Sequence[str]) -> list[tuple[Phones, ...]]:
        """The likeliest reading of each word, and those that may as well be right: ARPAbet with stress.

        Letters other than a–z are passed over; a word without one has no reading.
        """
        plain = [plain_letters(word) for word in words]
        return [
            tuple(phones for phones, log_p in readings if log_p >= readings[0][1] + RIVAL_READING)
            for readings in self.readings(plain)
        ]

    def readings(self, words: Sequence[str]) -> list[list[Reading]]:
        """At most `MOST_READINGS` of each word of letters a–z, likeliest first. Results are remembered."""
        known = {word: self._known[word] for word in words if word in self._known}
        unknown = sorted({word for word in words if word and word not in known}, key=_by_length)
        for start in range(0, len(unknown), _BATCH):
            batch = unknown[start : start + _BATCH]
            found = self.graphones.read(batch, seen=self._seen(batch))
            known |= {word: _whole(each) for word, each in zip(batch, found, strict=True)}
        with self._lock:
            if len(self._known) + len(known) > _CACHED_WORDS:
                self._known.clear()
            self._known.update(known)
        return [known.get(word, []) for word in words]

    def _seen(self, words: Sequence[str]) -> Floats:
        """(n_words, longest, n_graphones): what the tagger thinks of each graphone at each letter."""
        told = self.tagger.log_probabilities(words)
        unseen = np.zeros((*told.shape[:2], 1), np.float32)
        of_first = np.concatenate([told, unseen], axis=2)[:, :, self._columns.first]
        of_second = np.roll(told[:, :, self._columns.joined], -1, axis=1)[:, :, None]
        seen = TAGGER_WEIGHT * (of_first + self._columns.has_two * of_second)
        return seen.astype(np.float32, copy=False)


def plain_letters(word: str) -> str:
    return "".join(each for each in word.lower() if each in string.ascii_lowercase)[:_LONGEST]


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _whole(readings: list[Reading]) -> list[Reading]:
    """Each with a primary stress; those that differ in nothing else are one."""
    sums: dict[Phones, float] = {}
    for phones, log_p in readings[: 2 * MOST_READINGS]:
        sums.setdefault(with_primary_stress(phones), log_p)
    return list(sums.items())[:MOST_READINGS]
