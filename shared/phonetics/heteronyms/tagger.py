"""The part of speech that a place in a sentence asks for, whatever word stands there."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shared.once import once
from shared.phonetics.heteronyms.features import Surroundings, rows_of

TAGS = ("NN", "NNS", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "JJ", "RB")
"""Of the Penn Treebank, proper nouns among the nouns and grades among their positives: columns of the weights."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTagger:
    weights: npt.NDArray[np.int8]
    """(N_ROWS, tags), in multiples of `scale`."""
    scale: float
    classes: dict[str, str]

    @classmethod
    def load(cls) -> "PlaceTagger":
        """Loaded once a process, with the first heteronym. Raises OSError or ValueError."""
        return _load()

    def shares(self, sentence: Sequence[str], at: int) -> dict[str, float]:
        """The probability of each tag at place `at` of the tokens."""
        rows = rows_of(Surroundings(sentence, self.classes).features(at))
        scores = self.scale * self.weights[rows].sum(axis=0, dtype=np.int32)
        odds = np.exp(scores - scores.max())
        return dict(zip(TAGS, (odds / odds.sum()).tolist(), strict=True))


@once
def _load() -> PlaceTagger:
    with np.load(_HERE / "weights.npz") as stored:
        weights, scale = stored["weights"], float(stored["scale"])
    with (_HERE / "classes.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return PlaceTagger(
            weights, scale, {word: row["tag"] for row in rows for word in row["words"].split()}
        )
