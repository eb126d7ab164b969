"""What the witnesses of shared/acoustics/accent.py see of voices that were told what to say, and of rated learners."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import accent, evidence, features, segments

from ...corpora.speechocean import RatedUtterance
from ...frames import folds
from ...run.context import RunContext
from ...speech.accents import AccentUtterance
from ...speech.synth import spoiled_id
from ..identity.model import probabilities, raw_scores
from ..measured import Listeners, align, bare, stress_digits, usual_frame_counts
from .fit import AccentRows
from .learners import RATED_RIGHT, best_learners


@dataclass(frozen=True, slots=True)
class AccentWitnesses:
    """What a recording is aligned and heard with, as at run time."""

    listeners: Listeners
    prior: np.ndarray
    frame_counts: np.ndarray
    error_trees: Any
    error_calibration: np.ndarray

    @classmethod
    def of_run(cls, run: RunContext) -> "AccentWitnesses":
        classifiers = run.read("classifiers", "classifiers.pkl")
        networks = run.read("segments", "segments.pkl")
        identity = run.read("identity", "identity.pkl")
        return cls(
            Listeners(
                folds.runtime_classifier(classifiers),
                *(
                    segments.SegmentClassifier(
                        [networks[name][pair].as_tuple() for pair in folds.RUNTIME_PAIRS]
                    )
                    for name in ("segments", "gaps")
                ),
            ),
            classifiers[1],
            usual_frame_counts(run.read("realignment", "alignments.pkl")),
            identity["error"],
            identity["error_calibration"],
        )

    def rows(
        self,
        frames: Path,
        words: Sequence[Sequence[str]],
        changed: np.ndarray,
        *,
        group: str,
        utterance: str,
    ) -> AccentRows:
        """Of one recording, by its whitened frames; `words` carry stress digits."""
        targets = [list(word) for word in words]
        whitened = np.load(frames).astype(np.float32)
        log_posteriors, emissions, path = align(
            whitened, bare(targets), self.listeners.frames, self.prior
        )
        tests = evidence.run_local_tests(emissions, path.segments)
        measures = evidence.measure_segments(log_posteriors, whitened, path.segments)
        posteriors = segments.segment_posteriors(
            whitened,
            path.segments,
            tests,
            phones=self.listeners.segments,
            gaps=self.listeners.gaps,
        )
        places = features.places_of(path.segments, stress_digits(targets))
        table = features.identity_table(
            places, measures, tests, posteriors, frame_counts=self.frame_counts
        )
        spans = [(segment.start, segment.stop) for segment in path.segments]
        return AccentRows(
            accent.leading(segments.span_table(whitened, spans)),
            places.phone,
            accent.contrasts(posteriors.phones, places.phone),
            probabilities(raw_scores(self.error_trees, table), self.error_calibration),
            changed,
            np.full(len(spans), group),
            np.full(len(spans), utterance),
        )


def rows_of_voices(
    plan: Sequence[AccentUtterance], frames: Path, witnesses: AccentWitnesses
) -> AccentRows:
    """Clean and spoiled."""
    return AccentRows.joined(
        [
            witnesses.rows(
                frames / f"{name}.npy",
                each.words,
                each.changes(),
                group=each.voice,
                utterance=each.id,
            )
            for each in plan
            for name in (each.id, spoiled_id(each.id))
        ]
    )


def rows_of_learners(
    corpus: dict[str, RatedUtterance], frames: Path, witnesses: AccentWitnesses
) -> AccentRows:
    """Right phones of the best learners."""
    pieces: list[AccentRows] = []
    for each in best_learners(corpus):
        words = [word.phones for word in each.words]
        scores = each.phone_scores
        rows = witnesses.rows(
            frames / f"{each.id}.npy",
            words,
            np.zeros(len(scores), dtype=int),
            group=each.speaker,
            utterance=each.id,
        )
        pieces.append(rows.where(scores >= RATED_RIGHT))
    return AccentRows.joined(pieces)
