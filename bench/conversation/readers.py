"""Pairs of real adult readers of speechocean762 (CC BY 4.0), whose recordings stay where they are."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from training.corpora.speechocean import audio_path

from .dialogs import RATE_HZ

GENDERS = ("ff", "mm", "fm")
N_PAIRS = 12


@dataclass(frozen=True, slots=True)
class ReaderPair:
    speakers: tuple[str, str]
    recordings: tuple[list[np.ndarray], list[np.ndarray]]
    """float32 (n_samples,) at 16 kHz."""


def reader_pairs(folder: Path, part: str, *, n_pairs: int = N_PAIRS) -> list[ReaderPair]:
    """No speaker is in both parts, nor in two pairs of one; pairs of two women, two men and one of each in turn."""
    by_speaker = _adults(folder)
    of_gender: dict[str, list[str]] = {"f": [], "m": []}
    for gender, speaker in sorted(by_speaker):
        of_gender[gender].append(speaker)
    first = 0 if part == "development" else 1
    left = {gender: iter(speakers[first::2]) for gender, speakers in of_gender.items()}
    pairs: list[ReaderPair] = []
    for number in range(n_pairs):
        genders = GENDERS[number % len(GENDERS)]
        one, other = ((gender, next(left[gender])) for gender in genders)
        recordings = tuple(
            [_read(folder, utterance) for utterance in by_speaker[each]] for each in (one, other)
        )
        pairs.append(ReaderPair((one[1], other[1]), (recordings[0], recordings[1])))
    return pairs


def _adults(folder: Path) -> dict[tuple[str, str], list[str]]:
    """(gender, speaker) → utterances, in the order of their ids."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    adults: dict[tuple[str, str], list[str]] = {}
    for utterance, label in sorted(labels.items()):
        if int(label["age"]) >= 18:
            adults.setdefault((label["gender"], label["speaker"]), []).append(utterance)
    return adults


def _read(folder: Path, utterance: str) -> np.ndarray:
    samples, rate_hz = soundfile.read(audio_path(folder, utterance), dtype="float32")
    if rate_hz != RATE_HZ:
        raise ValueError(f"{utterance} has {rate_hz} Hz")
    return samples
