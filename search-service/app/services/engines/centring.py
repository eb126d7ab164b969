"""Vectors of texts without what texts of their script have in common.

All vectors of e5 lie in a narrow cone, and those of one script in a narrower one: a short turn near its middle is near to every question, and a question is
nearer to unrelated turns in its own script than to the right one in another. What is left without most of the mean tells texts apart.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MEANS = Path(__file__).with_name("script_means.npz")
"""Written by `make train-search`."""
SHARE = 0.75
"""Of the mean that is taken away. Chosen on the questions of bench/search/questions.tsv, where .75 and .9 are alike; docs/search.md
has the figures on others."""
VERSION = "1"
"""Of the means and of what is done with them: vectors of others can't be compared."""


@dataclass(frozen=True, slots=True)
class ScriptMeans:
    """Mean vectors by script, of one kind of text."""

    scripts: tuple[str, ...]
    """As Unicode names letters: `LATIN`, `DEVANAGARI`."""
    means: np.ndarray
    """float32 (n_scripts, n_dimensions)."""

    def centred(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """float32 (n_texts, n_dimensions), of length 1 again. Texts in another script lose the mean of all."""
        others = self.means.mean(axis=0)
        taken = [
            self.means[self.scripts.index(script)] if script in self.scripts else others
            for script in map(script_of, texts)
        ]
        left = vectors - SHARE * np.stack(taken)
        lengths = np.linalg.norm(left, axis=1, keepdims=True)
        return (left / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)


def script_of(text: str) -> str:
    """Of most of its letters; empty where there are none."""
    letters = Counter(
        unicodedata.name(each, "").partition(" ")[0] for each in text if each.isalpha()
    )
    return letters.most_common(1)[0][0] if letters else ""


def mean_vectors(texts: Sequence[str], vectors: np.ndarray) -> ScriptMeans:
    scripts = np.array([script_of(text) for text in texts])
    named = tuple(sorted(set(scripts.tolist()) - {""}))
    means = np.stack([vectors[scripts == each].mean(axis=0) for each in named])
    return ScriptMeans(named, means.astype(np.float32))


def saved(questions: ScriptMeans, passages: ScriptMeans) -> None:
    np.savez_compressed(
        MEANS,
        scripts=np.array(questions.scripts),
        questions=questions.means.astype(np.float16),
        passages=passages.means.astype(np.float16),
    )


def loaded() -> tuple[ScriptMeans, ScriptMeans]:
    """Of questions, and of passages."""
    with np.load(MEANS, allow_pickle=False) as kept:
        scripts = tuple(map(str, kept["scripts"]))
        return (
            ScriptMeans(scripts, kept["questions"].astype(np.float32)),
            ScriptMeans(scripts, kept["passages"].astype(np.float32)),
        )
