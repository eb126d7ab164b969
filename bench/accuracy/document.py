"""The tables of docs/accuracy.md that no other page has."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.common.figures import Figure, number

from .synthetic import ContrastResult, Counts

RATED_GOALS: dict[str, tuple[str, float, float | None, bool]] = {
    "phone PCC": ("phone score, correlation with the raters", 0.77, 0.80, False),
    "phone MSE": ("phone score, mean square error (0–2)", 0.060, None, True),
    "word total PCC": ("word total, correlation", 0.79, 0.82, False),
    "utterance total PCC": ("utterance total, correlation", 0.875, 0.90, False),
    "utterance fluency PCC": ("fluency, correlation", 0.88, 0.90, False),
    "wrong phones, recall at precision 0.80": (
        "phones rated wrong (below 0.5), recall at precision .80", 0.45, 0.60, False,
    ),
}  # fmt: skip
"""Name in the training's report → what it is called here, floor, aim, whether less is better."""


SERVED_GOALS: dict[str, tuple[str, float | None, float | None]] = {
    "phone": ("phone score as served, correlation", 0.78, 0.80),
    "word": ("word score as served, correlation with the word total", 0.79, 0.82),
    "overall": ("overall as served, correlation with the utterance total", 0.885, 0.90),
    "accuracy": ("accuracy as served, correlation", None, None),
    "accuracy by phones alone": ("accuracy, were it the mean of the phones as served", None, None),
    "fluency": ("fluency as served, correlation", None, None),
    "prosody": ("prosody as served, correlation", None, None),
}
"""Name in served_scores.py → what it is called here, floor, aim."""


def rated_figures(rated: dict[str, Any]) -> list[Figure]:
    n = f"{rated['phones']} phones, {rated['utterances']} utterances, {rated['speakers']} speakers"
    if rated["left_out"]:
        n += f"; {rated['left_out']} left out, too short for their text"
    figures: list[Figure] = []
    for name, (called, floor, aim, less_is_better) in RATED_GOALS.items():
        value, low, high = rated["figures"][name]
        figures.append(Figure(called, value, low, high, floor, aim, n, less_is_better))
    return figures


def served_figures(rated: dict[str, Any]) -> list[Figure]:
    """Of all speakers; then, where they are known, of those that the formula wasn't chosen on, and of the audio alone."""

    def scored(name: str) -> str:
        return f"{rated['phones'] - rated[name]} of {rated['phones']} phones"

    parts = {"served": scored("unscored")}
    if "served_by_audio" in rated:
        parts["served_unchosen"] = "folds 3 and 4"
        parts["served_by_audio"] = f"without a transcript: {scored('unscored_by_audio')}"
    figures: list[Figure] = []
    for part, n in parts.items():
        for name, (called, floor, aim) in SERVED_GOALS.items():
            value, low, high = rated[part][name]
            figures.append(Figure(called, value, low, high, floor, aim, n))
    return figures


def counts_table(counts: Sequence[Counts], what: str) -> str:
    rows = [
        f"| {each.name} | {each.slips} | {each.found} | {each.named} | {each.false_alarms} "
        f"| {number(each.found / each.slips)} | {number(each.precision)} "
        f"| {number(each.named / each.found if each.found else None)} |"
        for each in counts
    ]
    head = (
        f"| {what} | slips | shown | named right | false alarms beside | recall | precision "
        "| named right of shown |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


def counter_table(counter: Counter[tuple[str, str, str]], names: str, *, most: int = 15) -> str:
    rows = [f"| {' | '.join(key)} | {count} |" for key, count in counter.most_common(most)]
    return f"| {names} | times |\n|---|---|---|---|\n" + "\n".join(rows)


def contrast_table(results: Sequence[ContrastResult]) -> str:
    rows = []
    for each in results:
        found = each.wrong.found
        said = "named right" if each.is_right else "not shown"
        if found is not None and not each.is_right:
            said = f"shown as {found.heard or 'dropped'}"
        slip = each.wrong.slip_place
        other = sum(flag.place != slip for flag in each.wrong.flags) + len(each.right.flags)
        accepted = ", an accepted pronunciation" if each.wrong.is_accepted else ""
        rows.append(
            f"| {each.contrast.name} | {each.contrast.rule} | {each.wrong.utterance.voice} "
            f"| {said}{accepted} | {found.rule if found else '–'} "
            f"| {'flagged' if each.is_false_alarm else 'clean'} | {other} |"
        )
    head = (
        "| contrast | rule | voice | the wrong version | named by | the right version "
        "| other phones flagged in both sentences |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)
