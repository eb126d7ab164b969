"""The verdicts as tables, beside the floors."""

from collections.abc import Sequence

from training.stats import wilson_interval

from .people import ClipWords, by_group
from .verdicts import FreeSpeechVerdict

LEAST_RIGHT = 0.90
LEAST_FLAGGED = 0.70


def report(verdicts: Sequence[FreeSpeechVerdict], before: Sequence[FreeSpeechVerdict]) -> str:
    """`before`: of the same recordings, habits not undone."""
    slipped = [each for each in verdicts if each.slips]
    return "\n".join(
        [
            "| text | voice | words | right | slips | their words right | flagged | told of words not meant |",
            "|---|---|---|---|---|---|---|---|",
            *(_row(each) for each in slipped),
            "",
            *(line for each in verdicts for line in _notes(each)),
            "",
            *_floors(slipped, verdicts, before),
        ]
    )


def _row(each: FreeSpeechVerdict) -> str:
    cells = [
        each.reading.id, each.reading.voice, len(each.reading.words), len(each.right), len(each.slips),
        len(each.right & each.slips), len(each.flagged), ", ".join(each.unsaid) or "–",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _notes(each: FreeSpeechVerdict) -> list[str]:
    name = f"{each.reading.id}{'' if each.slips else ' as written'}"
    texts = [word.text for word in each.reading.words]
    wrong = [text for place, text in enumerate(texts) if place not in each.right]
    silent = [texts[place] for place in sorted((each.slips & each.right) - each.flagged)]
    found = {
        "not understood": wrong,
        "guesses": each.guesses,
        "slips not flagged": silent,
        "told of words not meant": each.unsaid,
    }
    told = "; ".join(f"{what}: {', '.join(words)}" for what, words in found.items() if words)
    return [f"- {name}: {told}"] if told else []


def _floors(
    slipped: Sequence[FreeSpeechVerdict],
    verdicts: Sequence[FreeSpeechVerdict],
    before: Sequence[FreeSpeechVerdict],
) -> list[str]:
    words = sum(len(each.reading.words) for each in slipped)
    slips = sum(len(each.slips) for each in slipped)
    right = sum(len(each.right) for each in slipped)
    flagged = sum(len(each.flagged) for each in slipped)
    unsaid = sum(len(each.unsaid) for each in verdicts)
    written = [(old, new) for old, new in zip(before, verdicts, strict=True) if not new.slips]
    undone = sum(len(old.right - new.right) for old, new in written)
    return [
        "| floor | measured | due | |",
        "|---|---|---|---|",
        _floor("words as they were meant", _share(right, words), f"≥ {LEAST_RIGHT:.2f}", right >= LEAST_RIGHT * words),
        _floor("slips flagged", _share(flagged, slips), f"≥ {LEAST_FLAGGED:.2f}", flagged >= LEAST_FLAGGED * slips),
        _floor("praise or an issue of a word that was not meant", str(unsaid), "0", unsaid == 0),
        _floor("as written: words understood before, and no longer",
               f"{undone} of {sum(len(old.right) for old, _ in written)}", "0", undone == 0),
    ]  # fmt: skip


def _share(right: int, n: int) -> str:
    low, high = wilson_interval(right, n)
    return f"{right} of {n}, {right / n:.3f} ({low:.3f}–{high:.3f})"


def _floor(name: str, measured: str, due: str, is_met: bool) -> str:
    return f"| {name} | {measured} | {due} | {'met' if is_met else 'not met'} |"


def people_report(clips: Sequence[ClipWords]) -> str:
    ways = list(clips[0].errors)
    rows = [
        f"| {group} | {len(of_group)} | {sum(each.n_words for each in of_group)} | "
        + " | ".join(str(sum(each.errors[way] for each in of_group)) for way in ways)
        + " |"
        for group, of_group in by_group(clips).items()
    ]
    changed = [f"- {each.clip.id}: {', '.join(each.changed)}" for each in clips if each.changed]
    return "\n".join(
        [
            f"| speakers | clips | words | {' | '.join(f'word errors, {way}' for way in ways)} |",
            "|---|---|---|" + "---|" * len(ways),
            *rows,
            "",
            "Readings told, the first language untold:",
            "",
            *changed,
        ]
    )
