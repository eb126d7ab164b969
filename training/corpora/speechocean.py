"""speechocean762: rated learner speech (OpenSLR 101, CC BY 4.0)."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

N_FOLDS = 5


@dataclass(frozen=True, slots=True)
class RatedWord:
    text: str
    phones: tuple[str, ...]
    """ARPAbet with stress digits, as the raters saw them."""
    phone_scores: tuple[float, ...]
    """0 wrong or missing, 1 heavily accented, 2 right."""
    total: float
    """0–10."""


@dataclass(frozen=True, slots=True)
class RatedUtterance:
    id: str
    speaker: str
    text: str
    words: tuple[RatedWord, ...]
    scores: tuple[float, float, float, float]
    """Accuracy, fluency, prosodic, total; 0–10."""

    @property
    def phones(self) -> list[str]:
        return [phone for word in self.words for phone in word.phones]

    @property
    def phone_scores(self) -> np.ndarray:
        return np.array([score for word in self.words for score in word.phone_scores])


def load_corpus(folder: Path) -> dict[str, RatedUtterance]:
    """All rated utterances by id, in the order of their ids."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return {utterance: _read(utterance, labels[utterance]) for utterance in sorted(labels)}


def _read(utterance: str, entry: dict) -> RatedUtterance:
    words = tuple(
        RatedWord(
            word["text"],
            tuple(word["phones"]),
            tuple(float(score) for score in word["phones-accuracy"]),
            float(word["total"]),
        )
        for word in entry["words"]
    )
    return RatedUtterance(
        utterance,
        entry["speaker"],
        entry["text"],
        words,
        (
            float(entry["accuracy"]),
            float(entry["fluency"]),
            float(entry["prosodic"]),
            float(entry["total"]),
        ),
    )


def first_speakers(corpus: dict[str, RatedUtterance], n_speakers: int) -> dict[str, RatedUtterance]:
    """The utterances of the first so many speakers, in the order of their names."""
    kept = sorted({utterance.speaker for utterance in corpus.values()})[:n_speakers]
    return {each: utterance for each, utterance in corpus.items() if utterance.speaker in kept}


def audio_path(folder: Path, utterance: str) -> Path:
    return folder / "flac" / f"{utterance}.flac"


def speaker_folds(speakers: list[str], *, seed: int = 762) -> dict[str, int]:
    """Speaker → fold, the folds nearly equal in speakers."""
    order = np.random.default_rng(seed).permutation(sorted(set(speakers)))
    return {str(speaker): index % N_FOLDS for index, speaker in enumerate(order)}
