"""The verdicts as tables, beside the floors."""

from collections.abc import Callable, Sequence
from itertools import product

from shared.contracts import Scores
from shared.gates import NOTE_WORDS

from .verdicts import CoachVerdict

LEAST_FLAGGED = 115 / 153
"""Share of the words with a slip, in readings of a text, that an issue is of."""
MOST_FALSE = 4 / 477
"""Share of the words without one."""


def report(verdicts: Sequence[CoachVerdict]) -> str:
    told = [each for each in verdicts if each.reading.purpose not in {"perfect", "five"}]
    return "\n".join(
        [
            "| reading | what | voice, rate | words | slips | flagged | uncertain | silent | false | misnamed | clear "
            "| overall, acc/flu/pros/compl | note |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
            *map(_row, told),
            "",
            *(line for each in verdicts for line in _notes(each)),
            "",
            *_floors(verdicts),
        ]
    )


def _row(each: CoachVerdict) -> str:
    reading, scores = each.reading, each.scores
    parts = (scores.accuracy, scores.fluency, scores.prosody, scores.completeness)
    cells = [
        reading.id, reading.what, f"{reading.voice} {reading.rate:g}", each.n_words, each.n_slips, len(each.flagged),
        len(each.uncertain), len(each.silent), len(set(each.false)), len(each.misnamed), _clear(scores),
        f"{_score(scores.overall)}, {'/'.join(map(_score, parts))}", f"{each.note_words} of {each.whole_words} words",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _notes(each: CoachVerdict) -> list[str]:
    found = {
        "false": each.false,
        "misnamed": each.misnamed,
        "silent": each.silent,
        "uncertain": each.uncertain,
        "words read otherwise": each.read_otherwise,
        "twins": each.twins,
        "without a sentence": each.unexplained,
        "priorities": each.priorities if each.reading.purpose != "perfect" else (),
    }
    told = "; ".join(f"{name}: {', '.join(words)}" for name, words in found.items() if words)
    refused = "" if each.is_assessable else "not assessable; "
    return [f"- {each.reading.id}: {refused}{told}"] if told or refused else []


def _floors(verdicts: Sequence[CoachVerdict]) -> list[str]:
    texts = [each for each in verdicts if each.reading.purpose == "text"]
    slips, words = sum(each.n_slips for each in texts), sum(each.n_words for each in texts)
    flagged = sum(len(each.flagged) for each in texts)
    false = sum(len({word.split(":")[0] for word in each.false}) for each in texts)
    return [
        "| floor | measured | due | |",
        "|---|---|---|---|",
        _floor("words with a slip that are flagged", f"{flagged} of {slips}", f"≥ {LEAST_FLAGGED:.2f}",
               slips > 0 and flagged / slips >= LEAST_FLAGGED),
        _floor("false words", f"{false} of {words}", f"≤ {MOST_FALSE:.4f}", words > 0 and false / words <= MOST_FALSE),
        _none("a vowel named for a consonant, or the other way round", [len(each.misnamed) for each in verdicts]),
        _none("priorities that share a family, a title or advice", [len(each.twins) for each in verdicts]),
        _none("scores without a sentence", [len(each.unexplained) for each in verdicts]),
        _none(f"notes of more than {NOTE_WORDS} words", [each.note_words > NOTE_WORDS for each in verdicts]),
        _pairs("overall", verdicts, lambda scores: scores.overall),
        _pairs("share of clear words", verdicts, _clear_share),
    ]  # fmt: skip


def _floor(name: str, measured: str, due: str, is_met: bool) -> str:
    return f"| {name} | {measured} | {due} | {'met' if is_met else 'not met'} |"


def _none(name: str, counts: Sequence[int]) -> str:
    """One count a reading: met where there are readings, and nothing to count."""
    return _floor(name, str(sum(counts)), "0", bool(counts) and not any(counts))


def _pairs(
    name: str, verdicts: Sequence[CoachVerdict], score: Callable[[Scores], float | None]
) -> str:
    """Of every reading as written and every one with five slips in twenty words, at any rate and by any voice."""
    perfect = [score(each.scores) for each in verdicts if each.reading.purpose == "perfect"]
    five = [score(each.scores) for each in verdicts if each.reading.purpose == "five"]
    pairs = list(product(perfect, five))
    above = [one is not None and (other is None or one > other) for one, other in pairs]
    lows = [one for one in perfect if one is not None], [one for one in five if one is not None]
    span = (
        f"; lowest as written {min(lows[0]):.2f}, highest with slips {max(lows[1]):.2f}"
        if all(lows)
        else ""
    )
    return _floor(
        f"as written above five slips in twenty words, by {name}",
        f"{sum(above)} of {len(pairs)} pairs{span}", "all", bool(pairs) and all(above),
    )  # fmt: skip


def _clear(scores: Scores) -> str:
    if scores.n_clear_words is None:
        return "–"
    return f"{scores.n_clear_words} of {scores.n_words}"


def _clear_share(scores: Scores) -> float | None:
    if scores.n_clear_words is None or not scores.n_words:
        return None
    return 100 * scores.n_clear_words / scores.n_words


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.1f}"
