"""The step `speakers`: recordings of one and of two people → the weights that tell them apart, figures, card.

Who is judged was never heard: learners by fifths of the speakers, voices by those kept out of all training.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from shared.acoustics import phone_set
from shared.acoustics import speakers as runtime
from shared.audio.decode import RATE_HZ
from shared.gates import SEVERAL_SPEAKERS

from ...corpora.speechocean import N_FOLDS, audio_path
from ...frames import encode
from ...frames.classifier import classifier_of
from ...frames.folds import Classifiers, learner_folds, left_out, runtime_classifier, voice_fold
from ...run.arrays import read_audio, save_array
from ...run.context import RunContext
from ...stats import equal_error_rate, share_with_interval

HELD_VOICES = -1
"""Stands for the fold of the voices kept out of all training."""
N_EACH = {"joined": 40, "pair": 40, "alternating": 30}
"""Recordings a fold: several utterances of one speaker, one each of two, and turns of two."""
N_DIMENSIONS = 24
PRIOR = 0.02
"""Share of recordings of two people that the probability is calibrated for; learners record alone."""
_RIDGE = 1e-2
_WITHIN_RIDGE = 0.05
_GAIN_DB = 4.0
"""A speaker's level changes by up to this from one utterance to the next."""
_PAUSE_S = (0.15, 0.7)
GATE = SEVERAL_SPEAKERS


@dataclass(frozen=True, slots=True)
class MadeRecording:
    id: str
    fold: int
    kind: str
    speakers: tuple[str, ...]
    """Of each utterance in turn."""
    utterances: tuple[str, ...]

    @property
    def several(self) -> bool:
        return len(set(self.speakers)) > 1


@dataclass(frozen=True, slots=True)
class StretchRows:
    recordings: list[MadeRecording]
    features: np.ndarray

    def labels(self) -> np.ndarray:
        return np.array([each.several for each in self.recordings], dtype=float)

    def folds(self) -> np.ndarray:
        return np.array([each.fold for each in self.recordings])


def plan(utterances_of: dict[tuple[int, str], list[str]], *, seed: int = 31) -> list[MadeRecording]:
    """Recordings of one fold's people each. `utterances_of`: (fold, speaker) → utterances."""
    recordings: list[MadeRecording] = []
    for fold in sorted({fold for fold, _ in utterances_of}):
        rng = np.random.default_rng([seed, fold + 1])
        people = [name for owner, name in utterances_of if owner == fold]
        for kind, count in N_EACH.items():
            for number in range(count):
                recordings.append(_recording(kind, number, fold, people, utterances_of, rng))
    return recordings


def _recording(
    kind: str,
    number: int,
    fold: int,
    people: Sequence[str],
    utterances_of: dict[tuple[int, str], list[str]],
    rng: np.random.Generator,
) -> MadeRecording:
    one, other = (people[int(index)] for index in rng.permutation(len(people))[:2])
    choices: dict[str, list[str]] = {
        "joined": [one] * int(rng.integers(2, 5)),
        "pair": [one, other],
        "alternating": [one, other, one],
    }
    turns = choices[kind]
    pools = {
        name: list(rng.permutation(utterances_of[fold, name])) for name in dict.fromkeys(turns)
    }
    chosen = tuple(str(pools[name].pop()) for name in turns)
    return MadeRecording(f"{kind}-{fold}-{number:03d}", fold, kind, tuple(turns), chosen)


def speak(recording: MadeRecording, paths: dict[str, Path], rng: np.random.Generator) -> np.ndarray:
    """float32 at 16 kHz: the utterances with pauses between, each at its own level."""
    pieces: list[np.ndarray] = []
    for utterance in recording.utterances:
        samples = read_audio(paths[utterance])
        rms = float(np.sqrt(np.mean(np.square(samples))))
        gain = 0.08 / max(rms, 1e-4) * 10 ** (rng.uniform(-_GAIN_DB, _GAIN_DB) / 20)
        pause = 1e-4 * rng.normal(size=round(rng.uniform(*_PAUSE_S) * RATE_HZ))
        pieces += [np.clip(samples * gain, -1, 1), pause]
    return np.concatenate(pieces[:-1]).astype(np.float32)


def fit_speakers(run: RunContext) -> None:
    """Join, encode, fit, and report."""
    speech = run.own_speech
    speech.spoken.mkdir(exist_ok=True)
    corpus, synthetic = run.corpus, run.read("synthesis", "plan.pkl")
    fold_of = learner_folds(corpus)
    person = {each.id: each.speaker for each in corpus.values()}
    person |= {each.id: each.voice for each in synthetic}
    fold_of |= {each.id: HELD_VOICES if each.held_out else voice_fold(each) for each in synthetic}
    paths = {each: audio_path(run.data, each) for each in corpus}
    paths |= {each.id: run.synthetic.spoken_path(each.id) for each in synthetic}
    utterances_of: dict[tuple[int, str], list[str]] = {}
    voices = {each.id for each in synthetic}
    for utterance, fold in fold_of.items():
        if utterance not in voices or fold == HELD_VOICES:
            utterances_of.setdefault((fold, person[utterance]), []).append(utterance)
    recordings = plan(utterances_of)
    joined = {each.id: speech.spoken_path(each.id) for each in recordings}
    for number, each in enumerate(recordings):
        if not joined[each.id].exists():
            samples = speak(each, paths, np.random.default_rng([7, number]))
            save_array(joined[each.id], np.round(samples * 32767).astype(np.int16))
    counts = encode.encode_all(
        [encode.Recording(name, path) for name, path in joined.items()],
        model_bin=run.whisper,
        folder=speech.frames,
        processes=run.threads,
        whitening=run.read("whitening", "whitening.pkl"),
    )
    run.tell(counts, len(recordings), "encoded")
    ears = SpeakerModels(run.read("classifiers", "classifiers.pkl"))
    stretches = gather_stretches(fold_of, person, ears, run.frames)
    print(f"  {len(stretches.person)} stretches of {len(set(stretches.person))} people", flush=True)
    singles = [
        MadeRecording(utterance, fold, "utterance", (person[utterance],), (utterance,))
        for utterance, fold in fold_of.items()
        if utterance not in voices or fold == HELD_VOICES
    ]
    rows = measure(recordings, singles, stretches, ears, speech.frames, run.frames)
    model = stretches.fit(None)
    coefficients = fit_logistic(rows.features, rows.labels(), rows_weights(rows))
    write_weights(replace(model, coefficients=coefficients), run.folder / f"{runtime.VERSION}.npz")
    figures = figures_of(rows)
    run.write("speakers.json", figures)
    write_card(figures, run.folder / "SPEAKERS_CARD.md")


class SpeakerModels:
    """Frame classifiers that have not heard whom they judge."""

    def __init__(self, classifiers: Classifiers) -> None:
        self._members = classifiers[0]
        self._runtime = runtime_classifier(classifiers)

    def of(self, fold: int) -> Any:
        return (
            self._runtime if fold == HELD_VOICES else classifier_of(self._members[left_out(fold)])
        )


@dataclass(slots=True)
class StretchTable:
    """Stretches of everybody's utterances, before anything is taken off."""

    means: np.ndarray
    """float32 (n, 384): mean frame."""
    shares: np.ndarray
    """float32 (n, n_classes): how much of it is each phone."""
    n_frames: np.ndarray
    person: np.ndarray
    fold: np.ndarray
    phone_sums: dict[int, tuple[np.ndarray, np.ndarray]]
    """Fold → sums of the frames of each phone, and how many."""

    def fit(self, held_out: int | None) -> Any:
        """The model without its logistic, from all but one fold and the held-out voices."""
        kept = (self.fold != HELD_VOICES) & (self.fold != held_out)
        folds = [fold for fold in self.phone_sums if fold not in (HELD_VOICES, held_out)]
        sums = np.sum([self.phone_sums[fold][0] for fold in folds], axis=0)
        counts = np.sum([self.phone_sums[fold][1] for fold in folds], axis=0)
        phone_means = (sums / np.maximum(counts, 1)[:, None]).astype(np.float32)
        points = self.means[kept] - self.shares[kept] @ phone_means
        return _discriminants(points, self.person[kept], phone_means)


def _discriminants(points: np.ndarray, person: np.ndarray, phone_means: np.ndarray) -> Any:
    offset = points.mean(axis=0)
    centred = points - offset
    names, owner = np.unique(person, return_inverse=True)
    counts = np.bincount(owner)
    centres = np.stack([centred[owner == index].mean(axis=0) for index in range(len(names))])
    inside = centred - centres[owner]
    within = inside.T @ inside / (len(points) - len(names))
    within += _WITHIN_RIDGE * np.trace(within) / len(within) * np.eye(len(within))
    values, vectors = np.linalg.eigh(within)
    whiten = vectors / np.sqrt(values)
    between = np.cov((centres @ whiten).T)
    variances, axes = np.linalg.eigh(between)
    order = np.argsort(-variances)[:N_DIMENSIONS]
    spread = variances[order] - np.mean(1 / counts)
    return runtime.Speakers(
        phone_means=phone_means,
        offset=offset.astype(np.float32),
        projection=(whiten @ axes[:, order]).astype(np.float32),
        between=np.maximum(spread, 1e-3).astype(np.float32),
        coefficients=np.zeros(runtime.N_FEATURES + 1),
    )


def gather_stretches(
    fold_of: dict[str, int], person: dict[str, str], ears: SpeakerModels, frames_dir: Path
) -> StretchTable:
    n_classes = phone_set.N_CLASSES
    means, shares, counts, people, folds = [], [], [], [], []
    sums: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    listen = {fold: ears.of(fold) for fold in set(fold_of.values())}
    for utterance, fold in fold_of.items():
        frames = np.load(frames_dir / f"{utterance}.npy").astype(np.float32)
        phones = listen[fold](frames).argmax(axis=1)
        total = sums.setdefault(fold, (np.zeros((n_classes, frames.shape[1])), np.zeros(n_classes)))
        np.add.at(total[0], phones, frames)
        total[1][:] += np.bincount(phones, minlength=n_classes)
        for piece in runtime.stretch_frames(phones != phone_set.SILENCE):
            means.append(frames[piece].mean(axis=0))
            shares.append(np.bincount(phones[piece], minlength=n_classes) / len(piece))
            counts.append(len(piece))
            people.append(person[utterance])
            folds.append(fold)
    return StretchTable(
        np.array(means, np.float32),
        np.array(shares, np.float32),
        np.array(counts),
        np.array(people),
        np.array(folds),
        sums,
    )


def measure(
    recordings: Sequence[MadeRecording],
    singles: Sequence[MadeRecording],
    stretches: StretchTable,
    ears: SpeakerModels,
    joined_dir: Path,
    frames_dir: Path,
) -> StretchRows:
    kept: list[MadeRecording] = []
    features: list[np.ndarray] = []
    for fold in (HELD_VOICES, *range(N_FOLDS)):
        model, listen = stretches.fit(fold), ears.of(fold)
        for folder, part in ((joined_dir, recordings), (frames_dir, singles)):
            for each in part:
                if each.fold != fold:
                    continue
                frames = np.load(folder / f"{each.id}.npy").astype(np.float32)
                pieces = runtime.cut_stretches(frames, listen(frames), model.phone_means)
                found = model.features(pieces)
                if found is not None:
                    kept.append(each)
                    features.append(found)
    return StretchRows(kept, np.array(features))


def rows_weights(rows: StretchRows) -> np.ndarray:
    """Recordings of two weigh PRIOR together, those of one the rest."""
    labels = rows.labels()
    return np.where(labels > 0, PRIOR / labels.sum(), (1 - PRIOR) / (1 - labels).sum())


def fit_logistic(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n_features + 1,) coefficients on the features as they are, offset last."""
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    standard = np.column_stack([(features - centre) / scale, np.ones(len(features))])
    signs = 2 * labels - 1
    weights = weights / weights.sum()

    def loss(c: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (standard @ c)
        gradient = -(weights * signs * expit(-margin)) @ standard
        ridge = np.append(c[:-1], 0.0) * _RIDGE * PRIOR
        return float(-(weights * log_expit(margin)).sum() + 0.5 * ridge @ c), gradient + ridge

    found = minimize(loss, np.zeros(standard.shape[1]), jac=True, method="BFGS").x
    slope = found[:-1] / scale
    return np.append(slope, found[-1] - slope @ centre)


def held_out_probabilities(rows: StretchRows) -> np.ndarray:
    """Of each recording, by a logistic model that has not seen its fold; voices by that of the learners."""
    folds, labels, weights = rows.folds(), rows.labels(), rows_weights(rows)
    out = np.zeros(len(folds))
    for fold in np.unique(folds):
        taught = (folds != fold) & (folds != HELD_VOICES)
        c = fit_logistic(rows.features[taught], labels[taught], weights[taught])
        out[folds == fold] = expit(rows.features[folds == fold] @ c[:-1] + c[-1])
    return out


def figures_of(rows: StretchRows) -> dict[str, Any]:
    """Shares called several at the gate, by kind of recording, with intervals."""
    found = held_out_probabilities(rows)
    groups = {"learners": rows.folds() != HELD_VOICES, "voices": rows.folds() == HELD_VOICES}
    figures: dict[str, Any] = {"gate": GATE, "prior": PRIOR}
    for group, member in groups.items():
        for kind in ("utterance", *N_EACH):
            chosen = [
                index
                for index, each in enumerate(rows.recordings)
                if member[index] and each.kind == kind
            ]
            people = [rows.recordings[index].speakers[0] for index in chosen]
            if chosen:
                figures[f"{group}, {kind}"] = _rate(found[chosen] >= GATE, people)
        figures[f"{group}, equal error rate"] = equal_error_rate(
            found[member], rows.labels()[member]
        )
    figures["reliability"] = list(_reliability(found, rows))
    return figures


def _rate(called: np.ndarray, people: Sequence[str]) -> dict[str, Any]:
    """Share called several; groups are the speakers, the first one of a recording."""
    return (share_with_interval(people, called, seed=3) or {}) | {"called": int(called.sum())}


def _reliability(found: np.ndarray, rows: StretchRows) -> Iterator[dict[str, float]]:
    """Learners: what was said and what was so, at the prior that the probability is for."""
    learners = rows.folds() != HELD_VOICES
    weights, labels = rows_weights(rows), rows.labels()
    for low, high in pairwise((0.0, 0.01, 0.1, 0.5, 0.9, 1.0001)):
        inside = learners & (found >= low) & (found < high)
        if inside.any():
            mass = weights[inside].sum()
            yield {
                "from": low,
                "said": float((weights * found)[inside].sum() / mass),
                "so": float((weights * labels)[inside].sum() / mass),
                "n": int(inside.sum()),
            }


def write_weights(model: Any, path: Path) -> None:
    np.savez_compressed(
        path,
        version=runtime.VERSION,
        phone_means=model.phone_means.astype(np.float16),
        offset=model.offset.astype(np.float16),
        projection=model.projection.astype(np.float16),
        between=model.between,
        coefficients=model.coefficients,
    )


_KINDS = {
    "utterance": "one utterance",
    "joined": "2–4 utterances of one speaker",
    "pair": "two speakers, an utterance each",
    "alternating": "two speakers by turns, three utterances",
}


def write_card(figures: dict[str, Any], path: Path) -> None:
    rates = [
        f"| {group} | {text} | {_percent(figures[f'{group}, {kind}'])} |"
        for group in ("learners", "voices")
        for kind, text in _KINDS.items()
        if f"{group}, {kind}" in figures
    ]
    reliability = [
        f"| from {each['from']:g} | {each['said']:.3f} | {each['so']:.3f} | {each['n']} |"
        for each in figures["reliability"]
    ]
    path.write_text(
        _CARD.format(
            version=runtime.VERSION,
            n_dims=N_DIMENSIONS,
            gate=figures["gate"],
            prior=figures["prior"],
            learner_eer=100 * figures["learners, equal error rate"],
            voice_eer=100 * figures["voices, equal error rate"],
            rates="\n".join(rates),
            reliability="\n".join(reliability),
        ),
        encoding="utf-8",
    )


def _percent(rate: dict[str, float]) -> str:
    return (
        f"{100 * rate['share']:.1f} % ({100 * rate['low']:.1f}–{100 * rate['high']:.1f}) "
        f"| {rate['called']} of {rate['n']}"
    )


_CARD = """# {version}: do several people talk?

Written by `python -m training`, step `speakers`.

**What it is.** Means of Whisper-base encoder frames over stretches of about 1.2 s of speech, less the mean of
their phones, projected to {n_dims} dimensions where speakers differ (LDA), weighed by the two-covariance model
of speaker verification; a logistic model over five measures of the best division into two.

**Data.** speechocean762, training half: 125 learners, Mandarin speakers (OpenSLR 101, CC BY 4.0); synthetic
American, British and Hindi voices (Kokoro-82M, Apache-2.0). Recordings of two were joined from utterances of
two people with 0.15–0.7 s of silence between, each utterance at its own level (±4 dB). No utterance overlaps
another.

**Calibration.** For recordings of which {prior:.0%} are of two people. Below 2.4 s of speech nothing is said.

**Held out.** Learners: 5 folds by speaker, for the projection, the frame classifier and the logistic model
alike. Voices: six that no training heard. Share called several at the gate of {gate}; interval: 95 %,
bootstrap over speakers.

| who | recording | called several | |
|---|---|---|---|
{rates}

Equal error rate: learners {learner_eer:.1f} %, voices {voice_eer:.1f} %.

| probability (learners) | said | so | n |
|---|---|---|---|
{reliability}

**Limits.** Two people on one device were never recorded for this: learners' recordings differ in room and
microphone too, which makes them easier to tell apart, and synthetic voices vary less than people do. A second
voice that speaks for less than 1.2 s, that overlaps the first, or that resembles it is missed. It serves to
refuse a recording, never to tell who speaks: no voice print is kept.
"""
