"""How well accents are told of voices that nothing was taught with, and the card that says so."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import accent
from shared.acoustics.phone_set import CLASSES

from ...speech.synth import HELD_OUT_HINDI_VOICES, HELD_OUT_VOICES
from ...stats import Interval, area_under_curve, interval, share_with_interval
from .fit import AccentRows, taught_phones, weighed

HELD_OUT = frozenset([*HELD_OUT_VOICES, *HELD_OUT_HINDI_VOICES])
LEAST_MEASURED = 6
"""Phones of either label: below, a target's curve is not told."""
LEVELS = (0.0, 1.0, 2.0)
"""Nats of evidence that shares are told beyond."""
_OF = {"hindi": "Hindi voices", "american": "American voices"}
_LABELS = {1: "said as another", 0: "right"}


def is_held_out(rows: AccentRows) -> np.ndarray:
    return np.isin(rows.group, list(HELD_OUT))


def figures_of(
    model: accent.AccentModel, voices: AccentRows, learners: AccentRows
) -> dict[str, Any]:
    """Of `model`, fitted on those of `voices` that are not held out."""
    held_out = is_held_out(voices)
    training, held = voices.where(~held_out), voices.where(held_out)
    of = {"hindi": held.where(~held.native), "american": held.where(held.native)}
    taught = taught_phones(training)
    return {
        "n_utterances": len(set(voices.utterance)),
        "n_held_out": len(set(held.utterance)),
        "n_training": {
            str(label): int((training.changed == label).sum()) for label in sorted(_LABELS)
        },
        "n_learners": len(learners),
        "n_speakers": len(set(learners.group)),
        "taught": [CLASSES[phone] for phone in taught],
        "by_phone": {
            CLASSES[phone]: {
                name: _curves(model, rows.where(rows.phone == phone)) for name, rows in of.items()
            }
            for phone in taught
        },
        "all_phones": {name: _whole_curve(model, rows) for name, rows in of.items()},
        "beyond": {
            name: {
                str(label): _shares(model, rows.where(rows.changed == label)) for label in _LABELS
            }
            for name, rows in of.items()
        },
        "learners_beyond": _shares(model, learners),
    }


def evidence_of(model: accent.AccentModel, rows: AccentRows) -> np.ndarray:
    """As AccentModel.evidence has it."""
    return np.clip(weighed(model, rows) - model.usual[rows.phone], -accent.MOST, accent.MOST)


def _curves(model: accent.AccentModel, rows: AccentRows) -> dict[str, Any] | None:
    """Areas under the curve of one target's phones, and how many there are; None of too few."""
    changed, right = rows.changed == 1, rows.changed == 0
    if min(changed.sum(), right.sum()) < LEAST_MEASURED:
        return None
    taught, whole = model.taught(rows.features, rows.phone), weighed(model, rows)
    return {
        "taught": area_under_curve(taught[changed], taught[right]),
        "evidence": area_under_curve(whole[changed], whole[right]),
        "n_changed": int(changed.sum()),
        "n_right": int(right.sum()),
    }


def _whole_curve(model: accent.AccentModel, rows: AccentRows) -> Interval:
    """Area under the curve of evidence over all phones, and its interval over recordings."""
    nats = evidence_of(model, rows)
    known = ~np.isnan(nats) & (rows.changed >= 0)
    groups = [
        (nats[own & (rows.changed == 1)], nats[own & (rows.changed == 0)])
        for name in np.unique(rows.utterance)
        for own in [known & (rows.utterance == name)]
    ]

    def area(chosen: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
        changed, right = (np.concatenate(part) for part in zip(*chosen, strict=True))
        found = area_under_curve(changed, right)
        return float("nan") if found is None else found

    return interval(groups, area)


def _shares(model: accent.AccentModel, rows: AccentRows) -> list[dict[str, Any] | None]:
    """Of phones whose evidence is known, those beyond each of LEVELS, with intervals over voices or speakers."""
    nats = evidence_of(model, rows)
    known = ~np.isnan(nats)
    return [share_with_interval(rows.group[known], nats[known] > level) for level in LEVELS]


def write_card(figures: dict[str, Any], path: Path) -> None:
    n_right, n_changed = (figures["n_training"][str(label)] for label in sorted(_LABELS))
    curves = "; ".join(
        f"{_OF[name]} {_with_interval(*found)}" for name, found in figures["all_phones"].items()
    )
    path.write_text(
        f"""# {accent.VERSION}: which phones sound like a learner's

A log-likelihood ratio a phone, in nats, of what learners say over what natives do, from three witnesses: the error
head, the segment classifier's best learner's variant over the target, and the model of this archive, a ridge
logistic regression a target over the phone's encoder frames. Made by `python -m training`, step `accents`.

**Data.** {figures["n_utterances"]} utterances of Kokoro-82M speech (Apache-2.0), each clean and spoiled, in which every voice says both
American phones and others in their place, most of them Indian English's. Taught: {n_changed} phones said as another,
{n_right} right ones, {len(figures["taught"])} targets: {", ".join(figures["taught"])}.
What right phones reach is taken off: the mean of American and British training voices and of {figures["n_learners"]} phones
rated right of {figures["n_speakers"]} learners of speechocean762 (OpenSLR 101, CC BY 4.0), those rated best. Held out of all of it
for the figures: {figures["n_held_out"]} utterances, of voices ({", ".join(sorted(HELD_OUT))})
and sentences that nothing was fitted on.

**Licence.** Apache-2.0, as the project.

Area under the curve of the evidence, all phones, held out (95 % interval over recordings): {curves}.

Share beyond so many nats (95 % interval over voices or speakers, n; clean and spoiled count apart):

{_table_of_shares(figures)}

Area under the curve by target, held out, of the taught model, of the whole evidence, and of how many phones said as
another and right; – where there are fewer than {LEAST_MEASURED} of either:

{_table_of_curves(figures)}

**Limits.** No human said these phones to order: voices are synthetic, and make of a symbol that is strange to them what
they can, American ones of `ʋ` or `ʈ` most of all. Of six held-out voices two are Hindi: intervals over so few are
narrow by chance. Learners' phones are those that the reference was taken from. T and D curled back and an AA or AO
said as the other teach nothing. A target without a reference has no evidence. How people fare is in docs/people.md.
""",
        encoding="utf-8",
    )


def _table_of_shares(figures: dict[str, Any]) -> str:
    rows = [
        (f"{text}, {_OF[name]}", figures["beyond"][name][str(label)])
        for label, text in _LABELS.items()
        for name in _OF
    ]
    rows.append(("rated right, learners", figures["learners_beyond"]))
    lines = [f"| {text} | {' | '.join(map(_share, shares))} |" for text, shares in rows]
    head = " | ".join(f"{level:g}" for level in LEVELS)
    return "\n".join([f"| phones | {head} |", f"|---|{'---|' * len(LEVELS)}", *lines])


def _table_of_curves(figures: dict[str, Any]) -> str:
    columns = [f"{name}, {what}" for name in _OF.values() for what in ("taught", "evidence", "n")]
    lines = [
        f"| {phone} | {' | '.join(cell for name in _OF for cell in _curve_cells(of[name]))} |"
        for phone, of in figures["by_phone"].items()
    ]
    return "\n".join(
        [f"| target | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}", *lines]
    )


def _curve_cells(found: dict[str, Any] | None) -> tuple[str, str, str]:
    if found is None:
        return "–", "–", "–"
    n = f"{found['n_changed']}, {found['n_right']}"
    return f"{found['taught']:.2f}", f"{found['evidence']:.2f}", n


def _share(rate: dict[str, Any] | None) -> str:
    if rate is None:
        return "–"
    return f"{rate['share']:.3f} ({rate['low']:.3f}–{rate['high']:.3f}, {rate['n']})"


def _with_interval(value: float, low: float | None, high: float | None) -> str:
    return f"{value:.3f}" if low is None else f"{value:.3f} ({low:.3f}–{high:.3f})"
