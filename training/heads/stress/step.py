"""The step `stress`: synthetic speech with its stress moved → heads, figures and card."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import encoder
from shared.acoustics import stress as runtime_stress
from shared.gates import STRESS_ERROR, VOWEL_UNREDUCED_DOUBTED

from ...frames import encode, folds
from ...run.arrays import SpeechFolders
from ...run.context import RunContext
from ...speech import synth
from ...stats import area_under_curve, reliability, share_with_interval
from ..measured import usual_frame_counts
from .fit import (
    MOVED_PRIOR,
    FittedStress,
    StressModels,
    StressWord,
    fit,
    words_of_learners,
    words_of_voices,
    write_weights,
)
from .speech import COUNTS, HELD_OUT, StressUtterance, plan_stress

ERROR_GATE = STRESS_ERROR
"""The diff's default."""
GATES = (0.5, ERROR_GATE, 0.9, 0.95)
UNREDUCED_GATE = VOWEL_UNREDUCED_DOUBTED
"""What the diff doubts an unreduced vowel below."""
MEASURED_SPEAKERS = 0.2
"""Of the learners, kept out of everything but the figures."""


def fit_stress(run: RunContext) -> None:
    """Speak, measure, fit, and report."""
    speech = run.own_speech
    plan = plan_stress(run.models, run.scaled(COUNTS), synth.read_sentences(run.corpus, run.models))
    spoken = [each.spoken for each in plan]
    counts = synth.speak_plan(
        spoken, kokoro_dir=run.kokoro_dir, folder=speech.spoken, processes=run.threads
    )
    run.tell(counts, len(plan), "spoken")
    counts = encode.encode_all(
        [encode.Recording(each.id, speech.spoken_path(each.id)) for each in plan],
        model_bin=run.whisper,
        folder=speech.frames,
        processes=run.threads,
        whitening=run.read("whitening", "whitening.pkl"),
    )
    run.tell(counts, len(plan), "encoded")
    words = gather(run, plan, speech)
    fitted = fit_on(words, usual_seconds(run))
    write_weights(fitted, run.folder / f"{runtime_stress.VERSION}.npz")
    figures = figures_of(fitted.model(), words)
    run.write("stress.json", figures)
    write_card(figures, words, run.folder / "STRESS_CARD.md")


def usual_seconds(run: RunContext) -> np.ndarray:
    counts = usual_frame_counts(run.read("realignment", "alignments.pkl"))
    return (counts * encoder.FRAME_S).astype(np.float32)


def gather(run: RunContext, plan: list[StressUtterance], speech: SpeechFolders) -> list[StressWord]:
    """Every measured word: those spoken for this, the sentences with and without slips, the learners'."""
    classifiers = run.read("classifiers", "classifiers.pkl")
    ears = StressModels(folds.runtime_classifier(classifiers), classifiers[1], usual_seconds(run))
    labels = json.loads((run.data / "labels.json").read_text(encoding="utf-8"))
    rated = {name: [word["stress"] for word in entry["words"]] for name, entry in labels.items()}
    slips = [by_target(each) for each in run.read("synthesis", "plan.pkl")]
    return [
        *words_of_voices(plan, speech, ears),
        *words_of_voices(slips, run.synthetic, ears),
        *words_of_learners(run.corpus, rated, run.data, run.frames, ears),
    ]


def by_target(utterance: synth.SyntheticUtterance) -> StressUtterance:
    """An utterance of the common plan, its phones in the places of the target's.

    Dropped and added phones leave the target's vowels and their stress where they are.
    """
    changed = replace(utterance, slips=[slip for slip in utterance.slips if slip.kind == "sub"])
    spoken = replace(utterance, words=changed.spoken(), slips=[])
    return StressUtterance(spoken, [list(word) for word in utterance.words])


def measured_speakers(words: Sequence[StressWord], *, seed: int = 5) -> set[str]:
    speakers = sorted({word.group for word in words if word.origin == "learner"})
    order = np.random.default_rng(seed).permutation(len(speakers))
    return {speakers[index] for index in order[: int(len(order) * MEASURED_SPEAKERS)]}


def fit_on(words: Sequence[StressWord], usual_s: np.ndarray) -> FittedStress:
    kept_out = {*HELD_OUT, *measured_speakers(words)}
    training = [
        word
        for word in words
        if word.group not in kept_out and (word.origin != "learner" or word.spoken >= 0)
    ]
    return fit(training, usual_s)


@dataclass(frozen=True, slots=True)
class Judged:
    word: StressWord
    probability: float
    """That the stress is elsewhere."""
    heard: int
    error: bool
    """What the diff calls an error: beyond the gate, and not on a secondary stress."""


def judge(model: Any, words: Sequence[StressWord]) -> list[Judged]:
    found: list[Judged] = []
    for word in words:
        if len(word.features) < 2 or word.target < 0:
            continue
        odds = model.prominences(runtime_stress.Vowels(np.zeros(0), np.zeros(0), word.features))
        shares = model.shares(odds, [word.target])
        heard, probability = int(shares.argmax()), float(1 - shares[word.target])
        is_error = probability >= ERROR_GATE and word.target_digits[heard] != 2
        found.append(Judged(word, probability, heard, is_error))
    return found


def figures_of(model: Any, words: Sequence[StressWord]) -> dict[str, Any]:
    held = [word for word in words if word.group in HELD_OUT]
    speakers = measured_speakers(words)
    moved = judge(model, [w for w in held if w.origin in {"stress-held", "stress-held-sentences"}])
    native = judge(
        model,
        [w for w in held if w.origin in {"stress-held-native", "held-native", "held-hindi"}],
    )
    american = [each for each in native if each.word.group.startswith("a")]
    learners = judge(model, [w for w in words if w.group in speakers])
    right = [each for each in learners if each.word.spoken >= 0]
    wrong = [each for each in learners if each.word.spoken < 0]
    shifted = [each for each in moved if each.word.spoken != each.word.target]
    kept = [each for each in moved if each.word.spoken == each.word.target]
    return {
        "recall": _rate(shifted, lambda each: each.error),
        "recall_american_voices": _rate(
            [each for each in shifted if each.word.group.startswith("a")], lambda each: each.error
        ),
        "recall_hindi_voices": _rate(
            [each for each in shifted if each.word.group.startswith("h")], lambda each: each.error
        ),
        "uncertain_or_error_of_moved": _rate(shifted, lambda each: each.probability >= 0.45),
        "syllable_named": _rate(
            [each for each in shifted if each.error], lambda each: each.heard == each.word.spoken
        ),
        "precision": _rate(
            [each for each in moved if each.error],
            lambda each: each.word.spoken != each.word.target,
        ),
        "false_alarms_beside_moved": _rate(kept, lambda each: each.error),
        "false_alarms_native": _rate(american, lambda each: each.error),
        "false_alarms_as_written_all_voices": _rate(native, lambda each: each.error),
        "false_alarms_learners": _rate(right, lambda each: each.error),
        "flagged_learners_rated_wrong": _rate(wrong, lambda each: each.error),
        "flagged_learners_precision": _rate(
            [each for each in learners if each.error], lambda each: each.word.spoken < 0
        ),
        "gates": {
            str(gate): {
                "recall": _share(shifted, gate),
                "native": _share(american, gate),
                "learners_right": _share(right, gate),
                "learners_wrong": _share(wrong, gate),
            }
            for gate in GATES
        },
        "reliability": _reliability(moved),
        "fullness": _fullness(model, held),
        "reduction_of_learners": len(right),
    }


def _share(judged: Sequence[Judged], gate: float) -> float | None:
    return float(np.mean([each.probability >= gate for each in judged])) if judged else None


def _rate(judged: Sequence[Judged], is_so: Callable[[Judged], bool]) -> dict[str, Any] | None:
    return share_with_interval(
        [each.word.group for each in judged], [is_so(each) for each in judged]
    )


def _reliability(judged: Sequence[Judged]) -> list[dict[str, float]]:
    """Of moved stress, which half of these words have."""
    moved = np.array([each.word.spoken != each.word.target for each in judged])
    return reliability(np.array([each.probability for each in judged]), moved, prior=MOVED_PRIOR)


def _fullness(model: Any, held: Sequence[StressWord]) -> dict[str, Any]:
    rows = np.concatenate([word.features for word in held])
    labels = np.concatenate([word.full for word in held])
    groups = np.concatenate([[word.group] * len(word.full) for word in held])
    chance = model.unreduced(runtime_stress.Vowels(np.zeros(0), np.zeros(0), rows))
    full, reduced = labels == 1, labels == 0
    passed = chance >= UNREDUCED_GATE
    return {
        "auc": area_under_curve(chance[full], chance[reduced]) or 0.0,
        "kept_full": share_with_interval(groups[full], passed[full]),
        "kept_reduced": share_with_interval(groups[reduced], passed[reduced]),
    }


def write_card(figures: dict[str, Any], words: Sequence[StressWord], path: Path) -> None:
    def rate(name: str, *, per_hundred: bool = False) -> str:
        found = figures[name]
        if found is None:
            return "–"
        scale, digits = (100, 2) if per_hundred else (1, 2)
        share, low, high = (found[key] * scale for key in ("share", "low", "high"))
        return f"{share:.{digits}f} ({low:.{digits}f}–{high:.{digits}f}) | {found['n']}"

    used = Counter(word.origin for word in words if len(word.features) > 1)
    full = figures["fullness"]

    def passed(name: str, digits: int) -> str:
        found = full[name]
        return "–" if found is None else f"{found['share']:.{digits}f} (n {found['n']})"

    bins = "; ".join(
        f"{each['stated']:.2f} stated, {each['real']:.2f} real (n {each['n']})"
        for each in figures["reliability"]
    )
    path.write_text(
        f"""# stress-1: word stress and unreduced vowels

Two small networks (five members each) over a vowel's length, level, pitch and encoder frames: which syllable
of a word is the prominent one, and whether a vowel due to be reduced was said in full. Made by
`python -m training`, step `stress`.

**Data.** Kokoro-82M speech (Apache-2.0) of {len({w.text.lower() for w in words})} words, half of those of several syllables with their stress
moved to another one, with and without reduction of the old one; the sentences of the phone training; and
learners' words of speechocean762 (OpenSLR 101, CC BY 4.0) whose stress was rated right. Words of several
syllables: {sum(used.values())}. Held out for the figures: six voices, a quarter of the words and sentences, a fifth of
the learners.

**Licence.** Apache-2.0, as the project.

| Held out, at the error gate of {ERROR_GATE} | share (95 % interval) | n |
|---|---|---|
| moved stress named, all six voices | {rate("recall")} |
| … American voices | {rate("recall_american_voices")} |
| … Hindi voices | {rate("recall_hindi_voices")} |
| moved stress named or called uncertain | {rate("uncertain_or_error_of_moved")} |
| named ones that were moved (precision; half of the words are) | {rate("precision")} |
| named ones with the right syllable | {rate("syllable_named")} |
| false alarms per 100 words of several syllables, American voices as written | {rate("false_alarms_native", per_hundred=True)} |
| … all six voices as written | {rate("false_alarms_as_written_all_voices", per_hundred=True)} |
| … learners rated right | {rate("false_alarms_learners", per_hundred=True)} |
| learners rated wrong that are named | {rate("flagged_learners_rated_wrong")} |

Calibration, brought to the share of moved words in the held-out set: {bins}.

Unreduced vowels: area under the curve {full["auc"]:.3f}; at 0.5, {passed("kept_full", 2)} of the full ones and
{passed("kept_reduced", 3)} of the reduced ones count as full. The diff only doubts with it what the phones'
own evidence calls an error.

**Limits.** Moved stress is synthetic: no human speaker was told to move it. Intervals are over voices and
speakers, of which there are few. Raters of learners mark a word's stress wrong for more than its place.
Probabilities assume that one word in ten is stressed elsewhere. A stress on the target's secondary stress is
never called an error, only uncertain.
""",
        encoding="utf-8",
    )
