"""The heads for what ARPAbet has no symbol for: fitted, calibrated, measured.

A ridge logistic regression a detail over synthetic stops. Its strength and its calibration come from what
a fold of voices says of those left out; figures are of voices and sentences that no fold has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from shared.acoustics import boundaries
from shared.acoustics import stop_realisation as details
from shared.contracts import StopRealisationName
from shared.phonetics.arpabet import strip_stress

from ...corpora.speechocean import speaker_folds
from ...run.arrays import SpeechFolders, read_audio
from ..logistic import balanced, fit_logistic, logistic_loss
from ..measured import align
from .speech import DetailUtterance, SaidStops, without_puffs

RIDGES = (30.0, 100.0, 300.0, 1000.0, 3000.0)
"""Penalty on the squared weights of standardised features."""
N_FOLDS = 5
PRIOR = 0.2
"""Share of stops with a detail that probabilities are calibrated for: most of an Indian speaker's, none of
an American's."""
NAMES: tuple[StopRealisationName, ...] = (details.UNASPIRATED, details.RETROFLEX)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop that something is asked of."""

    group: str
    """Voice or speaker."""
    origin: str
    phone: str
    features: np.ndarray
    labels: Mapping[StopRealisationName, bool | None]
    """By detail; None where not known or not asked."""


@dataclass(frozen=True, slots=True)
class StopModels:
    """What recordings are aligned with."""

    classifier: Any
    prior: np.ndarray

    def align(self, whitened: np.ndarray, words: Sequence[Sequence[str]]) -> tuple[list[Any], Any]:
        """Segments and their times in seconds."""
        bare = [[tuple(map(strip_stress, word))] for word in words]
        _, emissions, path = align(whitened, bare, self.classifier, self.prior)
        return path.segments, boundaries.segment_times(emissions, path.segments)

    def stops(
        self,
        audio: Path,
        white: Path,
        *,
        texts: Sequence[str],
        words: Sequence[Sequence[str]],
        said: Sequence[SaidStops] | None,
        group: str,
        origin: str,
    ) -> Iterator[Stop]:
        """`said` is None where nothing was changed on purpose and nothing is known."""
        samples, whitened = read_audio(audio), np.load(white).astype(np.float32)
        segments, times = self.align(whitened, words)
        sites = details.measure_sites(
            texts, words, segments, times, whitened=whitened, samples=samples
        )
        known = {(each.word, each.position): each for each in said or ()}
        for index, names, row in zip(sites.segment, sites.names, sites.features, strict=True):
            segment = segments[index]
            each = known.get((segment.word, segment.position))
            labels: dict[StopRealisationName, bool | None] = {
                name: getattr(each, name) if each is not None and name in names else None
                for name in NAMES
            }
            word = words[int(segment.word)]
            phone = strip_stress(word[int(segment.position)])
            asked: dict[StopRealisationName, bool | None] = {
                name: value for name, value in labels.items() if name in names
            }
            yield Stop(group, origin, phone, row.astype(np.float16), asked)


def plain_said(utterance: Any) -> list[SaidStops]:
    """Of a voice reading as written: every site, with nothing to it."""
    return [
        SaidStops(
            number,
            position,
            unaspirated=False if details.UNASPIRATED in names else None,
            retroflex=False if details.RETROFLEX in names else None,
        )
        for number, (text, phones) in enumerate(zip(utterance.texts, utterance.words, strict=True))
        for position, names in details.sites_of(text, phones).items()
    ]


@dataclass(frozen=True, slots=True)
class FittedStops:
    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    calibration: np.ndarray
    ridges: tuple[float, ...]

    def model(self) -> Any:
        return details.StopModel(self.mean, self.scale, NAMES, self.weights, self.calibration)


def fit(stops: Sequence[Stop]) -> FittedStops:
    rows = np.stack([stop.features for stop in stops]).astype(np.float32)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    scaled = np.clip((rows - mean) / scale, -details.CLIP, details.CLIP)
    fold_of = speaker_folds([stop.group for stop in stops])
    fold = np.array([fold_of[stop.group] for stop in stops])
    rows_of_weights, calibration, ridges = [], [], []
    for name in NAMES:
        known = np.array([stop.labels.get(name) is not None for stop in stops])
        labels = np.array([float(stop.labels.get(name) or 0) for stop in stops])[known]
        x, balance = scaled[known], balanced(labels)
        best: tuple[float, float, np.ndarray] | None = None
        for ridge in RIDGES:
            unseen = np.zeros(len(labels))
            for left_out in np.unique(fold[known]):
                kept = fold[known] != left_out
                w = fit_logistic(x[kept], labels[kept], balance[kept], ridge=ridge)
                unseen[~kept] = x[~kept] @ w[:-1] + w[-1]
            platt = _platt(unseen, labels, balance)
            loss = logistic_loss(platt[0] * unseen + platt[1], labels, balance)
            if best is None or loss < best[0]:
                best = (loss, ridge, platt)
        assert best is not None
        _, ridge, platt = best
        w = fit_logistic(x, labels, balance, ridge=ridge)
        shift = np.log(PRIOR / (1 - PRIOR))
        rows_of_weights.append(w[:-1])
        calibration.append((platt[0], platt[0] * w[-1] + platt[1] + shift))
        ridges.append(ridge)
    return FittedStops(
        mean,
        scale,
        np.array(rows_of_weights, dtype=np.float32),
        np.array(calibration, dtype=np.float32),
        tuple(ridges),
    )


def _platt(odds: np.ndarray, labels: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Factor and offset."""

    def loss(c: np.ndarray) -> float:
        return logistic_loss(c[0] * odds + c[1], labels, weight)

    return minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x


def write_weights(fitted: FittedStops, path: Path) -> None:
    np.savez_compressed(
        path,
        version=details.VERSION,
        names=np.array(NAMES),
        mean=fitted.mean.astype(np.float16),
        scale=fitted.scale.astype(np.float16),
        weights=fitted.weights.astype(np.float16),
        calibration=fitted.calibration,
    )


def chances(model: Any, stops: Sequence[Stop]) -> np.ndarray:
    """float64 (n_stops, n_details): probabilities; NaN where not asked."""
    if not stops:
        return np.zeros((0, len(NAMES)))
    rows = np.stack([stop.features for stop in stops]).astype(np.float32)
    names = [tuple(stop.labels) for stop in stops]
    found = model.probabilities(details.Sites(np.arange(len(stops)), names, rows))
    table = np.full((len(stops), len(NAMES)), np.nan)
    for index, own in found.items():
        for name, chance in own.items():
            table[index, NAMES.index(name)] = round(chance, 4)  # as it is served
    return table


def cut_copies(
    plan: Sequence[DetailUtterance], ears: StopModels, speech: SpeechFolders
) -> Iterator[tuple[DetailUtterance, np.ndarray]]:
    """Of American and British voices, once more with puffs cut out; float32 samples at 16 kHz."""
    for utterance in plan:
        if utterance.voice[0] == "h":
            continue
        samples = read_audio(speech.spoken_path(utterance.id))
        whitened = np.load(speech.frames_path(utterance.id)).astype(np.float32)
        segments, times = ears.align(whitened, utterance.words)
        at = {(s.word, s.position): span for s, span in zip(segments, times, strict=True)}
        yield without_puffs(utterance, samples, at)
