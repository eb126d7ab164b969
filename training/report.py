"""The figures of a training run, with speaker-bootstrap intervals, and the model card."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import identity
from .corpus import RatedUtterance
from .evidence import Measured
from .runtime import heads, phone_set, weights
from .synth import HELD_OUT_VOICES, TRAINING_VOICES, SyntheticUtterance

N_RESAMPLES = 400
UTTERANCE_SCORES = ("accuracy", "fluency", "prosody", "total")
GATE = 0.8
"""Probability from which the diff calls a phone wrong, its setting's default."""


def figures(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    quality: dict[str, Any],
    models: dict[str, Any],
    match: dict[str, float],
) -> dict[str, Any]:
    """Every figure of the model card: {name: [value, low, high]}, or a plain number."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "quality": _quality_figures(corpus, quality["predictions"]),
        "identity": _identity_figures(plan, measures, models),
        "match": match,
    }


def _pcc(predicted: np.ndarray, rated: np.ndarray) -> float:
    return float(np.corrcoef(predicted, rated)[0, 1])


def _mse(predicted: np.ndarray, rated: np.ndarray) -> float:
    return float(np.square(predicted - rated).mean())


def _interval(
    groups: dict[str, list[tuple[np.ndarray, np.ndarray]]],
    figure: Callable[[np.ndarray, np.ndarray], float],
) -> list[float]:
    """[value, 2.5 %, 97.5 %] over resampled speakers; `groups` maps them to (predicted, rated)."""
    joined = {
        speaker: tuple(np.concatenate(part) for part in zip(*pieces, strict=True))
        for speaker, pieces in groups.items()
    }
    speakers = sorted(joined)

    def over(chosen: Any) -> float:
        pieces = [joined[speaker] for speaker in chosen]
        return figure(
            np.concatenate([piece[0] for piece in pieces]),
            np.concatenate([piece[1] for piece in pieces]),
        )

    rng = np.random.default_rng(0)
    resampled = [over(rng.choice(speakers, len(speakers))) for _ in range(N_RESAMPLES)]
    return [over(speakers), *(float(each) for each in np.quantile(resampled, [0.025, 0.975]))]


def _quality_figures(
    corpus: dict[str, RatedUtterance], predictions: dict[str, Any]
) -> dict[str, list[float]]:
    def grouped(pick: Callable[[str], tuple[np.ndarray, np.ndarray]]):
        groups: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}
        for each, utterance in corpus.items():
            groups.setdefault(utterance.speaker, []).append(pick(each))
        return groups

    phones = grouped(lambda each: (predictions[each][0], corpus[each].phone_scores))
    words = grouped(
        lambda each: (predictions[each][1], np.array([w.total for w in corpus[each].words]))
    )
    result = {
        "phone PCC": _interval(phones, _pcc),
        "phone MSE": _interval(phones, _mse),
        "word total PCC": _interval(words, _pcc),
        "wrong phones, recall at precision 0.80": _interval(
            phones,
            lambda predicted, rated: identity.recall_at_precision(
                -predicted, (rated < identity.WRONG_SCORE).astype(int), 0.8
            )[0],
        ),
    }
    for index, name in enumerate(UTTERANCE_SCORES):
        groups = grouped(
            lambda each, index=index: (
                predictions[each][2][index : index + 1],
                np.array([corpus[each].scores[index]]),
            )
        )
        result[f"utterance {name} PCC"] = _interval(groups, _pcc)
    return result


def _identity_figures(
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    models: dict[str, Any],
) -> dict[str, Any]:
    held_out = [each for each in plan if each.held_out]
    error_rows, named_right, heard_probability, heard_right = [], [], [], []
    insertions: list[tuple[np.ndarray, np.ndarray]] = []
    n_native_phones = n_native_errors = n_native_insertions = 0
    kinds: dict[str, list[int]] = {"sub": [0, 0], "del": [0, 0], "ins": [0, 0]}
    for each in held_out:
        measured = measures[each.id, -1]
        error, deletion, spoken, insertion = identity.slip_labels(each, measured)
        probability = identity.probabilities(
            identity.raw_scores(models["error"], measured.identity), models["error_calibration"]
        )
        missing = probability * identity.probabilities(
            identity.raw_scores(models["deletion"], measured.identity),
            models["deletion_calibration"],
        )
        inserted = identity.probabilities(
            identity.raw_scores(models["insertion"], measured.insertion),
            models["insertion_calibration"],
        )
        error_rows.append((probability, error))
        insertions.append((inserted, insertion))
        spread = heads.heard_distribution(
            measured.gains,
            measured.places.phone,
            probability,
            missing,
            temperature=models["name_temperature"],
        )
        for index in np.flatnonzero(probability >= GATE):
            best = int(spread[index].argmax())
            said_missing = missing[index] > spread[index][best]
            right = deletion[index] == 1 if said_missing else spoken[index] == best
            heard_probability.append(missing[index] if said_missing else spread[index][best])
            heard_right.append(right)
            if error[index] == 1:
                named_right.append(right)
        if not each.slips:
            n_native_phones += len(error)
            n_native_errors += int((probability >= GATE).sum())
            n_native_insertions += int((inserted[insertion >= 0] >= GATE).sum())
        for slip in each.slips:
            found = _found(slip, measured, probability, inserted)
            kinds[slip.kind][0] += found
            kinds[slip.kind][1] += 1
    probability, error = (np.concatenate(part) for part in zip(*error_rows, strict=True))
    inserted, insertion = (np.concatenate(part) for part in zip(*insertions, strict=True))
    known = insertion >= 0
    return {
        "slips, recall at precision 0.80": identity.recall_at_precision(probability, error, 0.8)[0],
        "slips, recall at the gate": float((probability[error == 1] >= GATE).mean()),
        "slips, precision at the gate": float((error[probability >= GATE] == 1).mean()),
        "named right, of slips found": float(np.mean(named_right)),
        "insertions, recall at precision 0.80": identity.recall_at_precision(
            inserted[known], insertion[known], 0.8
        )[0],
        "recall at the gate by kind": {
            kind: found / max(1, total) for kind, (found, total) in kinds.items()
        },
        "native, wrong phones per 100": 100 * n_native_errors / n_native_phones,
        "native, inserted phones per 100": 100 * n_native_insertions / n_native_phones,
        "error probability, calibration error": identity.calibration_error(probability, error),
        "heard probability, calibration error": identity.calibration_error(
            np.array(heard_probability), np.array(heard_right, dtype=float)
        ),
        "phones": len(error),
        "slips": int(sum(total for _, total in kinds.values())),
    }


def _found(slip, measured: Measured, probability: np.ndarray, inserted: np.ndarray) -> bool:
    if slip.kind == "ins":
        gap = measured.gaps.index((slip.word, slip.position))
        return bool(inserted[gap] >= GATE)
    places = measured.places
    at = (places.word == slip.word) & (places.position == slip.position)
    return bool(probability[at][0] >= GATE)


def write_model_card(result: dict[str, Any]) -> None:
    path: Path = weights.PATH.parent / "MODEL_CARD.md"
    quality = "\n".join(
        f"| {name} | {value:.3f} | {low:.3f}–{high:.3f} |"
        for name, (value, low, high) in result["quality"].items()
    )
    identity_rows = "\n".join(
        f"| {name} | {value:.3f} |"
        for name, value in result["identity"].items()
        if isinstance(value, float)
    )
    match_rows = "\n".join(
        f"| {name.replace('_', ' ')} | {value:.3f} |" for name, value in result["match"].items()
    )
    kinds = ", ".join(
        f"{kind} {value:.2f}"
        for kind, value in result["identity"]["recall at the gate by kind"].items()
    )
    path.write_text(
        CARD.format(
            version=weights.VERSION,
            date=result["date"],
            quality=quality,
            identity=identity_rows,
            match=match_rows,
            kinds=kinds,
            n_phones=result["identity"]["phones"],
            n_slips=result["identity"]["slips"],
            gate=GATE,
            training_voices=len(TRAINING_VOICES),
            held_out=", ".join(HELD_OUT_VOICES),
            n_classes=phone_set.N_CLASSES,
        ),
        encoding="utf-8",
    )


CARD = """# {version}

Phone evidence for English read or spoken by learners: a frame classifier over {n_classes} classes (39 phones and
silence) on the frozen encoder of Whisper base, heads that rate as a human panel would (quality), and heads that say
which phone was heard (identity). Made by `make train`; figures of {date}, 2 CPU cores.

## Data
- speechocean762, training split (OpenSLR 101, CC BY 4.0): 2,500 utterances of 125 Mandarin-L1 speakers, half of them
  children, rated by five experts. Quality heads, frame classifier, and part of the identity heads. No audio is in
  this repository.
- Synthetic speech by Kokoro-82M (Apache-2.0), spoken from phones: {training_voices} American voices, as written and with
  known slips. Frame classifier and identity heads. Made again by the training command from a seed.
- Encoder: Whisper base (MIT), frozen, not included here.

## Quality: speakers never seen, five folds by speaker
The interval is the speaker bootstrap's 95 %.

| figure | value | interval |
|---|---|---|
{quality}

## Identity: voices ({held_out}) and sentences never trained on
{n_phones} target phones, {n_slips} slips, three a sentence at most. The gate is a probability of {gate}.

| figure | value |
|---|---|
{identity}

Recall at the gate by kind of slip: {kinds}.

## Was this text read, was this word said
Wrong texts under learners' recordings, five folds by speaker; `native` is synthetic speech, only judged.

| figure | value |
|---|---|
{match}

## Limits
- The rated speakers are Mandarin-L1; no rated Indian English was to be had. Identity is measured on synthetic slips,
  which are cleaner than people's. Human recordings will score lower.
- Place of articulation within one ARPAbet symbol (dental or retroflex T, D) and aspiration are not told apart.
- Frames are 20 ms; a phone shorter than two frames has little evidence.
- Clean and moderately noisy close-microphone speech only; telephone band and reverberation were not trained on.
"""
