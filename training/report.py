"""The figures of a training run, with speaker-bootstrap intervals, and the model card."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import heads, phone_set
from shared.gates import PHONE_ERROR

from .corpora.speechocean import RatedUtterance
from .heads.identity import model as identity
from .heads.identity.labels import WRONG_SCORE, slip_labels
from .heads.measured import Measured
from .people_card import corpora_lines, people_figures, people_table
from .speech.synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    TRAINING_VOICES,
    Slip,
    SyntheticUtterance,
)
from .stats import (
    Interval,
    calibration_error,
    correlation,
    mean_square_error,
    paired_interval,
    recall_at_precision,
)

UTTERANCE_SCORES = ("accuracy", "fluency", "prosody", "total")
GATE = PHONE_ERROR
"""Probability from which the diff calls a phone wrong, its setting's default."""


def figures(
    corpus: dict[str, RatedUtterance],
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    quality: dict[str, Any],
    models: dict[str, Any],
    match: dict[str, float],
    *,
    added: list[dict[str, Any]],
) -> dict[str, Any]:
    """Every figure of the model card: {name: [value, low, high]}, or a plain number."""
    return {
        "date": time.strftime("%Y-%m-%d"),
        "quality": quality_figures(corpus, quality["predictions"]),
        "identity": _identity_figures(plan, measures, models),
        "identity, Hindi voices": _identity_figures(
            plan, measures, models, voices=HELD_OUT_HINDI_VOICES
        ),
        "match": match,
        "added": added,
        "people": people_figures(models["people"]) if added else {},
    }


def quality_figures(
    corpus: dict[str, RatedUtterance], predictions: dict[str, Any]
) -> dict[str, Interval]:
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
        "phone PCC": paired_interval(phones, correlation),
        "phone MSE": paired_interval(phones, mean_square_error),
        "word total PCC": paired_interval(words, correlation),
        "wrong phones, recall at precision 0.80": paired_interval(
            phones,
            lambda predicted, rated: _recall(-predicted, rated < WRONG_SCORE, 0.8),
        ),
    }
    for index, name in enumerate(UTTERANCE_SCORES):
        groups = grouped(
            lambda each, index=index: (
                predictions[each][2][index : index + 1],
                np.array([corpus[each].scores[index]]),
            )
        )
        result[f"utterance {name} PCC"] = paired_interval(groups, correlation)
    return result


@dataclass(frozen=True, slots=True)
class Said:
    """What the identity heads say of one held-out utterance, beside what was spoken."""

    utterance: SyntheticUtterance
    measured: Measured
    error: np.ndarray
    """Probability that each phone is wrong, and whether it is."""
    is_error: np.ndarray
    missing: np.ndarray
    is_missing: np.ndarray
    spread: np.ndarray
    """float (n_phones, 40): which phone was heard."""
    spoken: np.ndarray
    """Class; -1 for a dropped phone."""
    inserted: np.ndarray
    is_inserted: np.ndarray
    """-1 where a gap's neighbour would do as well."""


def said_of(utterance: SyntheticUtterance, measured: Measured, models: dict[str, Any]) -> Said:
    def probability(kind: str, table: np.ndarray) -> np.ndarray:
        scores = identity.raw_scores(models[kind], table)
        return identity.probabilities(scores, models[f"{kind}_calibration"])

    error = probability("error", measured.identity)
    missing = error * probability("deletion", measured.identity)
    shares = heads.rival_shares(
        measured.gains, measured.posteriors, measured.places.phone, heads.Naming(*models["naming"])
    )
    is_error, is_missing, spoken, is_inserted = slip_labels(
        utterance, measured.places, measured.gaps
    )
    return Said(
        utterance,
        measured,
        error,
        is_error,
        missing,
        is_missing,
        heads.heard_distribution(shares, measured.places.phone, error, missing),
        spoken,
        probability("insertion", measured.insertion),
        is_inserted,
    )


def _identity_figures(
    plan: list[SyntheticUtterance],
    measures: dict[tuple[str, int], Measured],
    models: dict[str, Any],
    *,
    voices: tuple[str, ...] = HELD_OUT_VOICES,
) -> dict[str, Any]:
    said = [
        said_of(each, measures[each.id, -1], models)
        for each in plan
        if each.held_out and each.voice in voices
    ]
    native = [each for each in said if not each.utterance.slips]
    error, is_error = _joined(said, "error", "is_error")
    inserted, is_inserted = _joined(said, "inserted", "is_inserted")
    known = is_inserted >= 0
    inserted, is_inserted = inserted[known], is_inserted[known]
    missing, spoken = _joined(said, "missing", "spoken")
    everything = np.concatenate([error, inserted]), np.concatenate([is_error, is_inserted])
    edits = np.concatenate([missing, inserted]), np.concatenate([spoken == -1, is_inserted])
    heard_probability, heard_right, was_slip = (np.array(part) for part in _heard(said))
    n_native_phones = sum(len(each.error) for each in native)
    kinds: dict[str, list[bool]] = {"sub": [], "del": [], "ins": []}
    for each in said:
        for slip in each.utterance.slips:
            kinds[slip.kind].append(_found(slip, each))
    flagged = everything[0] >= GATE
    return {
        "slips, recall at precision 0.80": _recall(*everything, 0.8),
        "slips, recall at precision 0.90": _recall(*everything, 0.9),
        "slips, recall at the gate": float(flagged[everything[1] == 1].mean()),
        "slips, precision at the gate": float(everything[1][flagged].mean()),
        "wrong phones, recall at precision 0.80": _recall(error, is_error, 0.8),
        "named right, of slips found": float(heard_right[was_slip == 1].mean()),
        "dropped and inserted, recall at precision 0.80": _recall(*edits, 0.8),
        "native, wrong phones per 100": 100
        * sum(int((each.error >= GATE).sum()) for each in native)
        / n_native_phones,
        "native, inserted phones per 100": 100
        * sum(int((each.inserted >= GATE).sum()) for each in native)
        / n_native_phones,
        "error probability, calibration error": calibration_error(error, is_error),
        "heard probability, calibration error": calibration_error(heard_probability, heard_right),
        "recall at the gate by kind": {
            kind: float(np.mean(found)) for kind, found in kinds.items() if found
        },
        "phones": len(error),
        "slips": sum(len(found) for found in kinds.values()),
    }


def _recall(score: np.ndarray, is_so: np.ndarray, precision: float) -> float:
    return recall_at_precision(score, is_so, precision, ties_together=False)[0]


def _joined(said: list[Said], *names: str) -> tuple[np.ndarray, ...]:
    return tuple(np.concatenate([getattr(each, name) for each in said]) for name in names)


def _heard(said: list[Said]) -> tuple[list[float], list[float], list[int]]:
    """Of each phone above the gate: probability of what is named, whether that is right, was it a slip."""
    probability, right, slip = [], [], []
    for each in said:
        for index in np.flatnonzero(each.error >= GATE):
            best = int(each.spread[index].argmax())
            nothing = each.missing[index] > each.spread[index][best]
            named = -1 if nothing else best
            probability.append(each.missing[index] if nothing else each.spread[index][best])
            right.append(float(each.spoken[index] == named))
            slip.append(int(each.is_error[index] == 1))
    return probability, right, slip


def _found(slip: Slip, said: Said) -> bool:
    if slip.kind == "ins":
        gap = said.measured.gaps.index((slip.word, slip.position))
        return bool(said.inserted[gap] >= GATE)
    places = said.measured.places
    at = (places.word == slip.word) & (places.position == slip.position)
    return bool(said.error[at][0] >= GATE)


def model_card(result: dict[str, Any]) -> str:
    quality = "\n".join(
        f"| {name} | {value:.3f} | {low:.3f}–{high:.3f} |"
        for name, (value, low, high) in result["quality"].items()
    )
    american, hindi = result["identity"], result["identity, Hindi voices"]
    identity_rows = "\n".join(
        f"| {name} | {value:.3f} | {hindi[name]:.3f} |"
        for name, value in american.items()
        if isinstance(value, float)
    )
    match_rows = "\n".join(
        f"| {name.replace('_', ' ')} | {value:.3f} |" for name, value in result["match"].items()
    )
    kinds = ", ".join(
        f"{kind} {value:.2f}" for kind, value in american["recall at the gate by kind"].items()
    )
    return CARD.format(
        added=corpora_lines(result["added"]),
        people=people_table(result["people"]),
        version=weights.VERSION,
        date=result["date"],
        quality=quality,
        identity=identity_rows,
        match=match_rows,
        kinds=kinds,
        n_phones=american["phones"],
        n_slips=american["slips"],
        n_hindi_phones=hindi["phones"],
        n_hindi_slips=hindi["slips"],
        gate=GATE,
        training_voices=len(TRAINING_VOICES),
        held_out=", ".join(HELD_OUT_VOICES),
        held_out_hindi=", ".join(HELD_OUT_HINDI_VOICES),
        n_classes=phone_set.N_CLASSES,
    )


CARD = """# {version}

Phone evidence for English read or spoken by learners: a frame classifier over {n_classes} classes (39 phones and
silence) on the frozen encoder of Whisper base, a segment classifier over the same classes, heads that rate as a human
panel would (quality; they also see how well Whisper's decoder expected each word), and heads that say which phone was
heard (identity; they don't). Made by `make train`; figures of {date}, 2 CPU cores.

## Data
- speechocean762, training split (OpenSLR 101, CC BY 4.0): 2,500 utterances of 125 Mandarin-L1 speakers, half of them
  children, rated by five experts. Quality heads, both classifiers, and part of the identity heads. No audio is in
  this repository.
- Synthetic speech by Kokoro-82M (Apache-2.0), spoken from phones: {training_voices} American, British and Hindi voices, as
  written and with known slips; each recording once more with noise, a room, a telephone or a codec put on it. Both
  classifiers and the identity heads. Made again by the training command from a seed.
- Encoder and decoder: Whisper base (MIT), frozen, not included here.{added}

## Quality: speakers never seen, five folds by speaker
The interval is the speaker bootstrap's 95 %. The variance of the phone scores is .190: with the correlation above, a
lower squared error than .19 × (1 − PCC²) is not possible.

| figure | value | interval |
|---|---|---|
{quality}

## Identity: voices and sentences never trained on
One slip a sentence, other sentences as written. American: {held_out}; {n_phones} target phones, {n_slips} slips.
Hindi voices given American phones: {held_out_hindi}; {n_hindi_phones} phones, {n_hindi_slips} slips. The gate is a
probability of {gate}.

| figure | American voices | Hindi voices |
|---|---|---|
{identity}

Recall at the gate by kind of slip, American voices: {kinds}.
{people}
## Was this text read, was this word said
Wrong texts under learners' recordings, five folds by speaker; `native` is synthetic speech, only judged.

| figure | value |
|---|---|
{match}

## Limits
- The rated speakers are Mandarin-L1; no rated Indian English was to be had. Identity is measured on synthetic slips,
  which are cleaner than people's. Human recordings will score lower.
- A phone has one of 39 names; two finer details have a model of their own (DETAILS_CARD.md).
- Frames are 20 ms; a phone shorter than two frames has little evidence.
"""
