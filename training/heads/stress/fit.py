"""The heads for word stress and for vowels that should be reduced: fitted, calibrated, measured.

Both learn from synthetic words whose stress or vowel we chose, and from learners' words rated right. Five
members each leave out a fifth of the voices and speakers; calibration is fitted on what a member has not
heard, and figures are those of voices, words and speakers that no member has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.optimize import minimize
from torch import nn

from shared.acoustics import boundaries, stress
from shared.audio.decode import RATE_HZ
from shared.audio.pitch import track_pitch
from shared.phonetics.arpabet import stress_of, strip_stress
from shared.phonetics.phonology import REDUCED_VOWELS

from ...corpora.speechocean import N_FOLDS, RatedUtterance, speaker_folds
from ...run.arrays import SpeechFolders, read_audio
from ..measured import align
from .speech import StressUtterance, primary_of, vowels_of

HIDDEN = 32
DROPOUT = 0.4
EPOCHS = 20
BATCH = 64
LEARNER_WEIGHT = 0.5
MOVED_PRIOR = 0.1
"""Share of words with their stress elsewhere that probabilities are calibrated for: speechocean762 rates
4.6 % of its learners' words so, and Indian English moves more."""
UNREDUCED_PRIOR = 0.25
_FULL = frozenset(["AA", "AE", "AO", "AW", "AY", "EH", "EY", "OW", "OY"])


@dataclass(frozen=True, slots=True)
class StressWord:
    """One word of several syllables, measured; or one vowel of any."""

    group: str
    """Voice or speaker."""
    origin: str
    """`voice`, `learner`, or what else it came from."""
    features: np.ndarray
    """float32 (n_syllables, n_features)."""
    target: int
    spoken: int
    """Which syllable was given the stress; -1 for a learner's word rated wrong."""
    target_digits: tuple[int, ...]
    text: str
    full: tuple[float, ...]
    """1 where a reduced target was said in full, 0 where not, NaN elsewhere or where not known."""
    plainly_full: tuple[float, ...]
    """1 for vowels without primary stress that are full in the target and were said so, NaN elsewhere: there
    are many, and they teach how a full vowel sounds; nothing is measured on them."""


@dataclass(frozen=True, slots=True)
class StressModels:
    """What recordings are aligned with."""

    classifier: Any
    prior: np.ndarray
    usual_s: np.ndarray
    """float32 (40,): median length of each phone class."""

    def measure(self, audio: Path, whitened_path: Path, targets: Sequence[Sequence[str]]) -> Any:
        """The vowels of a recording as the engine measures them."""
        samples = read_audio(audio)
        whitened = np.load(whitened_path).astype(np.float32)
        bare = [[[strip_stress(phone) for phone in word]] for word in targets]
        _, emissions, found = align(whitened, bare, self.classifier, self.prior)
        return stress.measure_vowels(
            found.segments,
            boundaries.segment_times(emissions, found.segments),
            whitened,
            levels=stress.levels_db(samples, RATE_HZ),
            track=track_pitch(samples, RATE_HZ),
            usual_s=self.usual_s,
        )


def _full_labels(target: list[str], spoken: list[str]) -> tuple[float, ...]:
    labels: list[float] = []
    for index in vowels_of(target):
        due, said = target[index], spoken[index]
        neither = said != due and strip_stress(said) in {"AH", "IH", "ER"}
        if due not in REDUCED_VOWELS or said.endswith("1") or neither:
            labels.append(np.nan)
        else:
            labels.append(float(said != due))
    return tuple(labels)


def _plainly_full(target: list[str], spoken: list[str]) -> tuple[float, ...]:
    return tuple(
        1.0
        if target[index] == spoken[index]
        and not target[index].endswith("1")
        and strip_stress(target[index]) in _FULL
        else np.nan
        for index in vowels_of(target)
    )


def words_of_voices(
    plan: list[StressUtterance], speech: SpeechFolders, ears: StressModels
) -> Iterator[StressWord]:
    for utterance in plan:
        vowels = ears.measure(
            speech.spoken_path(utterance.id),
            speech.frames_path(utterance.id),
            utterance.targets,
        )
        for number, target in enumerate(utterance.targets):
            said = utterance.spoken.words[number]
            where, stressed = primary_of(target), primary_of(said)
            digits = tuple(stress_of(target[i]) or 0 for i in vowels_of(target))
            yield StressWord(
                utterance.spoken.voice,
                utterance.id.rsplit("-", 2)[0],
                vowels.features[vowels.word == number],
                -1 if where is None else where,
                -1 if stressed is None else stressed,
                digits,
                utterance.spoken.texts[number],
                _full_labels(target, said),
                _plainly_full(target, said),
            )


def words_of_learners(
    corpus: dict[str, RatedUtterance],
    rated: dict[str, list[int]],
    data: Path,
    white: Path,
    ears: StressModels,
) -> Iterator[StressWord]:
    """`rated`: the stress rating of each word of an utterance, 10 right, 5 wrong."""
    for utterance in corpus.values():
        targets = [list(word.phones) for word in utterance.words]
        several = [len(vowels_of(each)) > 1 and primary_of(each) is not None for each in targets]
        if not any(several):
            continue
        path = data / "flac" / f"{utterance.id}.flac"
        vowels = ears.measure(path, white / f"{utterance.id}.npy", targets)
        for number, target in enumerate(targets):
            where = primary_of(target)
            if not several[number] or where is None:
                continue
            right = rated[utterance.id][number] == 10
            digits = tuple(stress_of(target[i]) or 0 for i in vowels_of(target))
            yield StressWord(
                utterance.speaker,
                "learner",
                vowels.features[vowels.word == number],
                where,
                where if right else -1,
                digits,
                utterance.words[number].text,
                tuple(np.nan for _ in digits),
                tuple(np.nan for _ in digits),
            )


@dataclass(frozen=True, slots=True)
class FittedStress:
    usual_s: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    stress: list[tuple[np.ndarray, ...]]
    fullness: list[tuple[np.ndarray, ...]]
    stress_calibration: np.ndarray
    fullness_calibration: np.ndarray

    def model(self) -> Any:
        return stress.StressModel(
            self.usual_s,
            self.mean,
            self.scale,
            _network(self.stress),
            self.stress_calibration,
            _network(self.fullness),
            self.fullness_calibration,
        )


def _network(members: list[tuple[np.ndarray, ...]]) -> Any:
    return stress.Network(*(np.stack(parts) for parts in zip(*members, strict=True)))


def fit(words: list[StressWord], usual_s: np.ndarray, *, seed: int = 71) -> FittedStress:
    """Members and calibration from words to train on."""
    rows = np.concatenate([word.features for word in words])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    fold_of = speaker_folds([word.group for word in words])
    scaled = [np.clip((word.features - mean) / scale, -5, 5).astype(np.float32) for word in words]
    fold = np.array([fold_of[word.group] for word in words])
    several = np.array([len(w.features) > 1 and w.spoken >= 0 and w.target >= 0 for w in words])
    stresses, fullnesses = [], []
    unseen_stress: list[np.ndarray] = [np.zeros(0)] * len(words)
    unseen_full: list[np.ndarray] = [np.zeros(0)] * len(words)
    for left_out in range(N_FOLDS):
        kept = [i for i in range(len(words)) if fold[i] != left_out]
        stresses.append(
            _fit_stress([(words[i], scaled[i]) for i in kept if several[i]], seed + left_out)
        )
        fullnesses.append(
            _fit_fullness([(words[i], scaled[i]) for i in kept], seed + 10 + left_out)
        )
        for i in np.flatnonzero(fold == left_out):
            unseen_stress[i] = _network(stresses[-1:])(scaled[i])
            unseen_full[i] = _network(fullnesses[-1:])(scaled[i])
        print(f"  member {left_out + 1}/{N_FOLDS}", flush=True)
    used = np.flatnonzero(several)
    return FittedStress(
        usual_s,
        mean.astype(np.float32),
        scale.astype(np.float32),
        stresses,
        fullnesses,
        _calibrate_stress([words[i] for i in used], [unseen_stress[i] for i in used]),
        _calibrate_fullness(words, unseen_full),
    )


def _layers(width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(DROPOUT), nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT),
        nn.Linear(HIDDEN, 1),
    )  # fmt: skip


def _weights(network: nn.Sequential) -> tuple[np.ndarray, ...]:
    inner, outer = network[1], network[4]
    assert isinstance(inner, nn.Linear)
    assert isinstance(outer, nn.Linear)
    return (
        inner.weight.detach().numpy().T.copy(),
        inner.bias.detach().numpy().copy(),
        outer.weight.detach().numpy()[0].copy(),
        outer.bias.detach().numpy()[0].copy(),
    )


def _fit_stress(words: list[tuple[StressWord, np.ndarray]], seed: int) -> tuple[np.ndarray, ...]:
    """A softmax over the syllables of each word."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    most = max(len(features) for _, features in words)
    width = words[0][1].shape[1]
    inputs = torch.zeros(len(words), most, width)
    absent = torch.ones(len(words), most, dtype=torch.bool)
    for row, (_, features) in enumerate(words):
        inputs[row, : len(features)] = torch.from_numpy(features)
        absent[row, : len(features)] = False
    spoken = torch.tensor([word.spoken for word, _ in words])
    importance = torch.tensor(
        [LEARNER_WEIGHT if word.origin == "learner" else 1.0 for word, _ in words]
    )
    network = _layers(width)

    def loss(index: torch.Tensor) -> torch.Tensor:
        odds = network(inputs[index])[..., 0].masked_fill(absent[index], -30.0)
        each = nn.functional.cross_entropy(odds, spoken[index], reduction="none")
        return (each * importance[index]).sum() / importance[index].sum()

    _descend(network, loss, len(words), rng)
    return _weights(network)


def _fit_fullness(words: list[tuple[StressWord, np.ndarray]], seed: int) -> tuple[np.ndarray, ...]:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    features, labels = _full_rows(words)
    inputs, targets = torch.from_numpy(features), torch.from_numpy(labels.astype(np.float32))
    network = _layers(inputs.shape[1])

    def loss(index: torch.Tensor) -> torch.Tensor:
        return nn.functional.binary_cross_entropy_with_logits(
            network(inputs[index])[:, 0], targets[index]
        )

    _descend(network, loss, len(inputs), rng)
    return _weights(network)


def _full_rows(words: Sequence[tuple[StressWord, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    features = np.concatenate([each for _, each in words])
    labels = np.concatenate([np.fmax(word.full, word.plainly_full) for word, _ in words])
    known = ~np.isnan(labels)
    return features[known], labels[known]


def _descend(network: nn.Sequential, loss: Any, n: int, rng: np.random.Generator) -> None:
    n_steps = EPOCHS * -(-n // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=3e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=n_steps)
    network.train()
    for _ in range(EPOCHS):
        order = torch.from_numpy(rng.permutation(n))
        for start in range(0, n, BATCH):
            optimiser.zero_grad()
            loss(order[start : start + BATCH]).backward()
            optimiser.step()
            schedule.step()
    network.eval()


def _calibrate_stress(words: list[StressWord], odds: list[np.ndarray]) -> np.ndarray:
    """(factor, lead of the target) of greatest likelihood where MOVED_PRIOR of the words are moved."""
    moved = np.array([word.spoken != word.target for word in words])
    share = moved.mean()
    importance = np.where(moved, MOVED_PRIOR / share, (1 - MOVED_PRIOR) / (1 - share))

    def loss(parameters: np.ndarray) -> float:
        total = 0.0
        for word, each, weight in zip(words, odds, importance, strict=True):
            known = parameters[0] * each.astype(np.float64)
            known[word.target] += parameters[1]
            total -= weight * (known[word.spoken] - np.logaddexp.reduce(known))
        return total / len(words)

    return minimize(loss, np.array([0.8, 2.0]), method="Nelder-Mead").x.astype(np.float32)


def _calibrate_fullness(words: list[StressWord], odds: list[np.ndarray]) -> np.ndarray:
    labels = np.concatenate([word.full for word in words])
    every = np.concatenate(odds)
    known = ~np.isnan(labels)
    labels, every = labels[known], every[known].astype(np.float64)
    share = labels.mean()
    importance = np.where(labels == 1, UNREDUCED_PRIOR / share, (1 - UNREDUCED_PRIOR) / (1 - share))

    def loss(parameters: np.ndarray) -> float:
        signed = np.where(labels == 1, 1, -1) * (parameters[0] * every + parameters[1])
        return float((importance * np.logaddexp(0, -signed)).mean())

    return minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x.astype(np.float32)


def write_weights(fitted: FittedStress, path: Path) -> None:
    arrays: dict[str, np.ndarray] = {
        "version": np.array(stress.VERSION),
        "usual_s": fitted.usual_s,
        "mean": fitted.mean,
        "scale": fitted.scale,
        "stress/calibration": fitted.stress_calibration,
        "fullness/calibration": fitted.fullness_calibration,
    }
    for name, members in (("stress", fitted.stress), ("fullness", fitted.fullness)):
        for part, values in zip(
            ("w_in", "b_in", "w_out", "b_out"), zip(*members, strict=True), strict=True
        ):
            stacked = np.stack(values)
            arrays[f"{name}/{part}"] = stacked.astype(
                np.float16 if stacked.ndim == 3 else np.float32
            )
    np.savez_compressed(path, allow_pickle=False, **arrays)
    print(f"  {path.name}: {path.stat().st_size / 1e3:.0f} kB", flush=True)
