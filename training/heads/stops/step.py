"""The step `stops`: stops said with and without a puff, curled back or not → heads, figures and card."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import stop_realisation
from shared.gates import STOP_REALISATION

from ...corpora.speechocean import audio_path
from ...frames import encode, folds
from ...run.arrays import SpeechFolders, save_array
from ...run.context import RunContext
from ...speech import synth
from ...speech.given_symbols import speak_symbols, to_pcm
from ...stats import area_under_curve, reliability, share_with_interval
from .fit import (
    NAMES,
    PRIOR,
    FittedStops,
    Stop,
    StopModels,
    chances,
    cut_copies,
    fit,
    plain_said,
    write_weights,
)
from .speech import COUNTS, DetailUtterance, plan_details

GATES = (0.5, 0.8, 0.9, 0.95)
GATE = STOP_REALISATION
"""The diff's default."""
N_NATIVE = 250
"""Utterances of training voices as written, from the common plan."""
N_LEARNERS = 200
"""Utterances of Mandarin speakers, to see how often the gates fire there."""
HELD_OUT = frozenset([*synth.HELD_OUT_VOICES, *synth.HELD_OUT_HINDI_VOICES])


def fit_stops(run: RunContext) -> None:
    """Speak, cut, encode, measure, fit, and report."""
    speech = run.own_speech
    plan = plan_details(synth.read_sentences(run.corpus, run.models), run.scaled(COUNTS))
    counts = speak_symbols(
        plan, kokoro_dir=run.kokoro_dir, folder=speech.spoken, processes=run.threads
    )
    run.tell(counts, len(plan), "spoken")
    _encode(run, plan, speech)
    classifiers = run.read("classifiers", "classifiers.pkl")
    ears = StopModels(folds.runtime_classifier(classifiers), classifiers[1])
    copies: list[DetailUtterance] = []
    for copy, samples in cut_copies(plan, ears, speech):
        path = speech.spoken_path(copy.id)
        if not path.exists():
            save_array(path, to_pcm(samples))
        copies.append(copy)
    _encode(run, copies, speech)
    stops = list(gather(run, [*plan, *copies], ears, speech))
    fitted = fit(training_of(stops))
    weights = run.folder / f"{stop_realisation.VERSION}.npz"
    write_weights(fitted, weights)
    figures = figures_of(stop_realisation.load_stops(weights), stops, fitted)
    run.write("stops.json", figures)
    write_card(figures, stops, run.folder / "DETAILS_CARD.md")


def _encode(run: RunContext, plan: Sequence[DetailUtterance], speech: SpeechFolders) -> None:
    counts = encode.encode_all(
        [encode.Recording(each.id, speech.spoken_path(each.id)) for each in plan],
        model_bin=run.whisper,
        folder=speech.frames,
        processes=run.threads,
        whitening=run.read("whitening", "whitening.pkl"),
    )
    run.tell(counts, len(plan), "encoded")


def gather(
    run: RunContext, plan: Sequence[DetailUtterance], ears: StopModels, speech: SpeechFolders
) -> Iterator[Stop]:
    """Of the speech made for this, of voices reading as written, and of learners."""
    for each in plan:
        yield from ears.stops(
            speech.spoken_path(each.id),
            speech.frames_path(each.id),
            texts=each.texts,
            words=each.words,
            said=each.said,
            group=each.voice,
            origin="cut" if each.id.endswith(".cut") else "chosen",
        )
    common = run.read("synthesis", "plan.pkl")
    as_written = [each for each in common if not each.slips and each.voice[0] != "h"]
    kept = [each for each in as_written if not each.held_out][:N_NATIVE]
    for each in [*kept, *(each for each in as_written if each.held_out)]:
        yield from ears.stops(
            run.synthetic.spoken_path(each.id),
            run.synthetic.frames_path(each.id),
            texts=each.texts,
            words=each.words,
            said=plain_said(each),
            group=each.voice,
            origin="native",
        )
    corpus = run.corpus
    order = np.random.default_rng(3).permutation(sorted(corpus))[:N_LEARNERS]
    for name in order:
        utterance = corpus[str(name)]
        yield from ears.stops(
            audio_path(run.data, utterance.id),
            run.frames / f"{utterance.id}.npy",
            texts=[word.text for word in utterance.words],
            words=[list(word.phones) for word in utterance.words],
            said=None,
            group=utterance.speaker,
            origin="learner",
        )


def training_of(stops: Sequence[Stop]) -> list[Stop]:
    return [stop for stop in stops if stop.group not in HELD_OUT and stop.origin != "learner"]


def figures_of(model: Any, stops: Sequence[Stop], fitted: FittedStops) -> dict[str, Any]:
    table = chances(model, stops)
    held = np.array([stop.group in HELD_OUT for stop in stops])
    hindi = np.array([stop.group.startswith("h") for stop in stops]) & held
    origin = np.array([stop.origin for stop in stops])
    groups = np.array([stop.group for stop in stops])
    figures: dict[str, Any] = {"gate": GATE, "ridges": dict(zip(NAMES, fitted.ridges, strict=True))}
    for column, name in enumerate(NAMES):
        label = [stop.labels.get(name) for stop in stops]
        yes, no = (
            np.array([each is True for each in label]),
            np.array([each is False for each in label]),
        )
        chance = table[:, column]
        chosen = held & (origin != "native")
        native = held & (origin == "native")
        learner = (origin == "learner") & ~np.isnan(chance)
        parts = {
            "hindi_with": hindi & yes,
            "hindi_without": hindi & no,
            "american_with": chosen & ~hindi & yes,
            "american_without": chosen & ~hindi & no,
            "native": native & no,
            "learners": learner,
        }
        figures[name] = {
            "auc_hindi": area_under_curve(chance[hindi & yes], chance[hindi & no]),
            "auc_american": area_under_curve(
                chance[parts["american_with"]], chance[parts["american_without"]]
            ),
            "gates": {
                str(gate): {
                    part: share_with_interval(groups[rows], chance[rows] >= gate)
                    for part, rows in parts.items()
                }
                for gate in GATES
            },
            "by_phone": {
                phone: {
                    part: share_with_interval(groups[rows & own], chance[rows & own] >= GATE)
                    for part, rows in parts.items()
                }
                for phone in sorted({stop.phone for stop in stops if name in stop.labels})
                for own in [np.array([stop.phone == phone for stop in stops])]
            },
            "reliability": reliability(
                chance[chosen & (yes | no)], yes[chosen & (yes | no)], prior=PRIOR
            ),
        }
    figures["native_phones"] = native_phones(stops)
    return figures


def native_phones(stops: Sequence[Stop]) -> int:
    """Stops of the held-out voices as written that something is asked of."""
    return sum(stop.group in HELD_OUT and stop.origin == "native" for stop in stops)


_PARTS = {
    "hindi_with": "with it, Hindi voices",
    "american_with": "with it, American voices",
    "hindi_without": "without it, Hindi voices",
    "american_without": "without it, American voices",
    "native": "as written, American and British voices",
    "learners": "Mandarin learners, unlabelled",
}
_ASKED = {
    "unaspirated": "P, T, K that open a word or a stressed syllable, without their puff of air",
    "retroflex": "T, D before a vowel, no flap, with the tongue curled back",
}


def write_card(figures: dict[str, Any], stops: Sequence[Stop], path: Path) -> None:
    sections = "\n".join(_section(name, figures[name]) for name in NAMES)
    path.write_text(
        f"""# {stop_realisation.VERSION}: what ARPAbet has no symbol for

A ridge logistic regression a detail over the stop's encoder frames, the time from its burst to the voice, and
the levels of four bands around the burst. Made by `python -m training`, step `stops`.

**Data.** {len(stops)} stops of Kokoro-82M speech (Apache-2.0), whose Hindi voices say both kinds of stop by symbols of
their own. American voices were given the retroflex symbols, too; their puffs were cut out of the recording.
Strength and calibration are from folds of voices. Figures are of six voices and of sentences that nothing was
fitted on. **Licence:** Apache-2.0.

**Calibration.** Probabilities assume that {PRIOR:.0%} of such stops have the detail.

{sections}
**Limits.** No human speaker said these stops to order. Learners are Mandarin speakers, whose stops have a puff and
no curl: what fires there is mostly false. American voices hardly know the retroflex symbols, so theirs may be weak.
""",
        encoding="utf-8",
    )


def _section(name: str, found: dict[str, Any]) -> str:
    rows = [
        f"| {text} | {' | '.join(_cell(found['gates'][str(gate)][part]) for gate in GATES)} |"
        for part, text in _PARTS.items()
        if found["gates"][str(GATE)][part] is not None
    ]
    areas = ", ".join(
        f"{group} voices {found[key]:.3f}"
        for group, key in (("Hindi", "auc_hindi"), ("American", "auc_american"))
        if found[key] is not None
    )
    bins = "; ".join(
        f"{each['stated']:.2f} stated, {each['real']:.2f} real (n {each['n']})"
        for each in found["reliability"]
    )
    return f"""## {name}: {_ASKED[name]}

Area under the curve: {areas}. Share beyond a gate (95 % interval, n):

| stops | {" | ".join(f"{gate:g}" for gate in GATES)} |
|---|{"---|" * len(GATES)}
{chr(10).join(rows)}

Stated and real: {bins}.
"""


def _cell(rate: dict[str, Any]) -> str:
    return f"{rate['share']:.3f} ({rate['low']:.3f}–{rate['high']:.3f}, {rate['n']})"
