"""The aligner as it is served, but for its classifiers: none of them heard the speaker.

Ratings come from the five folds of the training, and take the place of the engine's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.common.engines import EngineAlignment, KnownAligner, recording_too_short
from bench.common.progress import progress
from shared.acoustics.aligner_weights import VERSION, TrainedWeights
from shared.acoustics.frames import FrameClassifier
from shared.acoustics.segments import SegmentClassifier
from shared.acoustics.weights import PATH as LISTENING
from shared.acoustics.weights import VERSION as LISTENING_VERSION
from shared.acoustics.weights import members, read_archive
from shared.audio import Audio
from shared.contracts import AlignedWord, UtteranceQuality
from training.corpora.speechocean import RatedUtterance, audio_path
from training.export import ALIGNER_FOLDER
from training.frames.folds import RUNTIME_PAIRS, learner_folds
from training.heads.measured import Listeners
from training.run.arrays import read_audio
from training.run.folder import RunFolder

from .rate_served import Prediction, spoken_words

RATE_HZ = 16_000
Network = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class RuntimeMembers:
    """The classifiers that are averaged at run time, in the order of RUNTIME_PAIRS, which they are made without."""

    frames: Sequence[Network]
    segments: Sequence[Network]
    gaps: Sequence[Network]
    log_prior: np.ndarray

    @classmethod
    def of_run(cls, run: RunFolder) -> "RuntimeMembers":
        networks, prior = run.read("classifiers", "classifiers.pkl")
        segments = run.read("segments", "segments.pkl")
        frames, segment, gap = (
            [of_pairs[pair].as_tuple() for pair in RUNTIME_PAIRS]
            for of_pairs in (networks, segments["segments"], segments["gaps"])
        )
        return cls(frames, segment, gap, prior)

    @classmethod
    def shipped(cls) -> "RuntimeMembers":
        listening = read_archive(LISTENING, LISTENING_VERSION)
        aligner = read_archive(ALIGNER_FOLDER / f"{VERSION}.npz", VERSION)
        return cls(
            members(listening, "classifier"),
            members(aligner, "segments"),
            members(aligner, "gaps"),
            listening["log_prior"],
        )

    def without(self, fold: int) -> Listeners:
        """Those that heard nobody of `fold`: one or two."""
        chosen = [index for index, pair in enumerate(RUNTIME_PAIRS) if fold in pair]
        return Listeners(
            FrameClassifier([self.frames[index] for index in chosen]),
            SegmentClassifier([self.segments[index] for index in chosen]),
            SegmentClassifier([self.gaps[index] for index in chosen]),
        )


def align_left_out(
    corpus: Mapping[str, RatedUtterance],
    aligner: KnownAligner,
    classifiers: RuntimeMembers,
    *,
    data: Path,
    hidden: Path,
) -> Iterator[tuple[str, EngineAlignment]]:
    """(utterance, what the engine answers), rated by the shipped heads; without those too short for their phones."""
    fold_of, too_short = learner_folds(dict(corpus)), recording_too_short()
    for name in progress(list(corpus), "utterances as served"):
        samples = read_audio(audio_path(data, name))
        audio = Audio(samples, RATE_HZ, len(samples) / RATE_HZ)
        states = np.load(hidden / f"{name}.npy").astype(np.float32)
        weights = _with(aligner.weights, classifiers.without(fold_of[name]), classifiers.log_prior)
        try:
            yield (
                name,
                aligner.with_weights(weights, states).align(audio, spoken_words(corpus[name])),
            )
        except too_short:
            continue


def _with(weights: TrainedWeights, listeners: Listeners, log_prior: np.ndarray) -> TrainedWeights:
    return replace(
        weights,
        classifier=listeners.frames,
        segments=listeners.segments,
        gaps=listeners.gaps,
        log_prior=log_prior,
    )


def rated_anew(
    words: Sequence[AlignedWord], prediction: Prediction
) -> tuple[list[AlignedWord], UtteranceQuality]:
    """The evidence with the ratings of `prediction`; what the engine did not rate stays so."""
    phones, totals, whole = prediction
    starts = np.cumsum([0, *(len(word.phones) for word in words)])
    rated = [
        word.model_copy(
            update={
                "quality": _instead(word.quality, totals[number], 2),
                "phones": [
                    phone.model_copy(update={"quality": _instead(phone.quality, score, 3)})
                    for phone, score in zip(word.phones, phones[start:stop], strict=True)
                ],
            }
        )
        for number, (word, start, stop) in enumerate(
            zip(words, starts[:-1], starts[1:], strict=True)
        )
    ]
    accuracy, fluency, prosody, total = (round(float(score), 2) for score in whole)
    return rated, UtteranceQuality(accuracy=accuracy, fluency=fluency, prosody=prosody, total=total)


def _instead(before: float | None, rating: Any, digits: int) -> float | None:
    return None if before is None else round(float(rating), digits)
