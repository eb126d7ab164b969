"""Which stored sentence means the same: candidates by embeddings, a decision by the gate."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from shared.embeddings import Embedder

from ....translation.units import Direction, SourceSentence
from .gate import Gate, Nearness, Wording, features
from .memory import LANGUAGES, MemoryRow, memory_rows, sayings
from .slots import SlotValue, as_compared, assign, compared, slot_values
from .turning import alike

VECTORS = Path(__file__).with_name("vectors.npz")
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    row: MemoryRow
    values: tuple[SlotValue, ...]
    slots: tuple[str, ...]
    """The slot that each value stands in."""
    figures: tuple[float, ...]
    """The gate's features."""


class StoredSentences:
    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rows = memory_rows()

    @cached_property
    def _vectors(self) -> dict[str, np.ndarray]:
        """float32 (n_sayings, n_dimensions) of each language. Raises ValueError where they are not of these sentences or this embedder."""
        with np.load(VECTORS, allow_pickle=False) as stored:
            if str(stored["made_of"]) != made_of(self._embedder.version):
                raise ValueError(f"{VECTORS.name} is of other sentences or weights: python -m bench.translation.vectors")  # fmt: skip
            return {each: stored[each].astype(np.float32) for each in LANGUAGES}

    @cached_property
    def _row_of(self) -> dict[str, np.ndarray]:
        """int (n_sayings,) of each language."""
        return {each: np.array([say.row for say in sayings(each)]) for each in LANGUAGES}

    @cached_property
    def _wordings(self) -> dict[str, list[Wording]]:
        return {
            each: [Wording.of(compared(say.text), each) for say in sayings(each)]
            for each in LANGUAGES
        }

    def candidates(self, sentence: SourceSentence, direction: Direction) -> list[Candidate]:
        """The nearest rows that have the sentence's slots, the nearest first; at most `MOST_CANDIDATES`."""
        # What no slot holds would be lost.
        if any(each.kind in {"tag", "url", "picture"} for each in sentence.protected):
            return []
        values = tuple(slot_values(sentence, direction.source, direction.target))
        slots: dict[int, tuple[str, ...]] = {}
        for at, row in enumerate(self._rows):
            # A name is no slot that is known by its signs: see names.py.
            if "name" not in row.slots and (found := assign(values, row.slots)) is not None:
                slots[at] = tuple(found)
        if not slots:
            return []
        text = as_compared(sentence.text, values, next(iter(slots.values())))
        [own] = self._embedder.embed([text])
        return self._nearest(text, own, direction, values, slots)

    def _nearest(
        self,
        text: str,
        own: np.ndarray,
        direction: Direction,
        values: tuple[SlotValue, ...],
        slots: dict[int, tuple[str, ...]],
    ) -> list[Candidate]:
        here = self._vectors[direction.source] @ own
        best_here = self._best(here, direction.source)
        best_there = self._best(self._vectors[direction.target] @ own, direction.target)
        allowed = np.array(sorted(slots))
        order = allowed[np.argsort(-(best_here + best_there)[allowed], kind="stable")]
        asked = Wording.of(text, direction.source)
        found: list[Candidate] = []
        for at in map(int, order[:MOST_CANDIDATES]):
            saying = self._nearest_alike(at, here, asked, direction.source)
            if saying is None:
                continue
            others = np.delete(best_here, at).max()
            near = Nearness(float(here[saying]), float(others), float(best_there[at]))
            wording = self._wordings[direction.source][saying]
            figures = features(asked, wording, near, direction.source)
            found.append(Candidate(self._rows[at], values, slots[at], tuple(figures)))
        return found

    def _nearest_alike(
        self, row: int, here: np.ndarray, asked: Wording, language: str
    ) -> int | None:
        """The nearest way to say a row that no word turns into another meaning; None where there is none."""
        places = [int(at) for at in np.flatnonzero(self._row_of[language] == row)]
        wordings = [self._wordings[language][at].words for at in places]
        left = [places[at] for at in alike(asked.words, wordings, language)]
        return max(left, key=lambda at: here[at], default=None)

    def _best(self, scores: np.ndarray, language: str) -> np.ndarray:
        """float (n_rows,): of each row the score of the nearest saying."""
        best = np.full(len(self._rows), -1.0)
        np.maximum.at(best, self._row_of[language], scores)
        return best


def best_of(candidates: Sequence[Candidate], gate: Gate) -> tuple[Candidate, float] | None:
    """The likeliest, with its probability; None where there is none."""
    told = [(each, gate.probability(each.figures)) for each in candidates]
    return max(told, key=lambda each: each[1], default=None)


def made_of(version: str) -> str:
    """What the stored vectors belong to."""
    told = "\n".join(compared(each.text) for language in LANGUAGES for each in sayings(language))
    return f"{version} {hashlib.sha256(told.encode()).hexdigest()[:16]}"
