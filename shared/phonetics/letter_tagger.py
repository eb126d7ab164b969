"""A network that tells, for each letter of a word, which phones it says: residual dilated convolutions, in numpy.

Taught by `training/spelling/tagger.py`. Beside the graphones' language model, which knows what follows what, it sees all letters around.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

WIDTH = 256
DILATIONS = (1, 2, 3, 1, 2)
"""Letters to the left and right that each block joins: nine in all."""
JOINED = "+"
"""Tag of a letter that is said with the one before it."""
_OUTSIDE = 27
"""Number of what is before and after a word; 0 fills up shorter words."""


def tag_of(letters: str, phones: Sequence[str]) -> str:
    """Tag of a graphone's first letter: `1 F`, `2 SH`, `1 ` for a silent one."""
    return f"{len(letters)} {' '.join(phones)}"


def letter_ids(word: str) -> Ints:
    """Numbers of the letters a–z of a word, 1 … 26, and of what is outside it at both ends."""
    return np.array([_OUTSIDE, *(ord(letter) - 96 for letter in word), _OUTSIDE], np.int64)


@dataclass(frozen=True, slots=True)
class LetterTagger:
    tags: tuple[str, ...]
    weights: dict[str, Floats]

    @classmethod
    def load(cls, path: Path) -> "LetterTagger":
        """Raises OSError where the file is missing or damaged."""
        with np.load(path, allow_pickle=False) as stored:
            tags = tuple(str(stored["tags"]).split("\n"))
            weights = {
                name: stored[name].astype(np.float32) for name in stored.files if name != "tags"
            }
        return cls(tags, weights)

    def log_probabilities(self, words: Sequence[str]) -> Floats:
        """(n_words, longest + 1, n_tags) of words of letters a–z; what is beyond a shorter word's end means nothing."""
        w = self.weights
        ids = np.zeros((len(words), max(map(len, words)) + 2), np.int64)
        for row, word in zip(ids, words, strict=True):
            numbers = letter_ids(word)
            row[: len(numbers)] = numbers
        within = (ids > 0)[:, :, None]
        x = w["letters_weight"][ids]
        for number, dilation in enumerate(DILATIONS):
            block = f"blocks_{number}"
            h = _normed(x, w[f"{block}_norm_weight"], w[f"{block}_norm_bias"]) * within
            padded = np.pad(h, ((0, 0), (dilation, dilation), (0, 0)))
            wide = np.concatenate([padded[:, : h.shape[1]], h, padded[:, 2 * dilation :]], axis=2)
            inner = np.maximum(wide @ w[f"{block}_inner_weight"].T + w[f"{block}_inner_bias"], 0)
            x = x + inner @ w[f"{block}_outer_weight"].T + w[f"{block}_outer_bias"]
        logits = _normed(x, w["norm_weight"], w["norm_bias"])[:, 1:] @ w["tags_weight"].T
        logits += w["tags_bias"]
        logits -= logits.max(axis=2, keepdims=True)
        return logits - np.log(np.exp(logits).sum(axis=2, keepdims=True))


def _normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    centred = x - x.mean(axis=2, keepdims=True)
    return centred / np.sqrt(np.square(centred).mean(axis=2, keepdims=True) + 1e-5) * weight + bias
