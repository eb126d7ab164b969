"""Rhythm and melody of the whole utterance: what of it is certain enough to be spoken of.

Measures that nobody has held against native speakers here, such as nPVI, are left to the caller.
"""

import re
from dataclasses import dataclass
from typing import Literal

from shared.contracts import Alignment, Category, Pause, Severity, TimeSpan
from shared.gates import LEAST_UNEXPECTED_BREAKS
from shared.phonetics.function_words import MAY_BREAK_BEFORE

_MANY_PAUSES = 4
_LEAST_RISE_SEMITONES = 3.0
"""A smaller one is heard as level ('t Hart, Collier & Cohen, A Perceptual Study of Intonation, 1990)."""
_AUXILIARIES = """
    am are is was were do does did have has had can could will would shall should may might must
    isn't aren't wasn't weren't don't doesn't didn't haven't hasn't can't couldn't won't wouldn't
"""
_YES_NO_OPENERS = frozenset(_AUXILIARIES.split())
_QUESTION_WORDS = frozenset(
    ["who", "whom", "whose", "what", "which", "when", "where", "why", "how"]
)


@dataclass(frozen=True, slots=True)
class ProsodyFinding:
    category: Category
    severity: Severity
    kind: Literal["pauses", "final_rise", "final_fall"]
    measured: str
    times: tuple[TimeSpan, ...]
    pauses: tuple[Pause, ...] = ()


def prosody_findings(alignment: Alignment | None) -> list[ProsodyFinding]:
    """What the timing and the intonation of an utterance show; nothing where they were not measured."""
    if alignment is None:
        return []
    return [each for each in (_pauses(alignment), _ending(alignment)) if each is not None]


def pauses_inside(alignment: Alignment) -> tuple[Pause, ...]:
    """Those inside phrases; one before a word that a phrase may begin with is none, though no mark stands there."""
    texts = {word.index: word.text.lower() for word in alignment.words}
    return tuple(
        pause
        for pause in alignment.timing.pauses
        if pause.inside_phrase
        and (pause.after_word is None or texts.get(pause.after_word + 1) not in MAY_BREAK_BEFORE)
    )


def _pauses(alignment: Alignment) -> ProsodyFinding | None:
    inside = pauses_inside(alignment)
    if len(inside) < LEAST_UNEXPECTED_BREAKS:
        return None
    severity: Severity = "medium" if len(inside) >= _MANY_PAUSES else "low"
    times = tuple(TimeSpan(start_s=each.start_s, end_s=each.end_s) for each in inside)
    return ProsodyFinding("rhythm", severity, "pauses", "timing.pauses", times, inside)


def _ending(alignment: Alignment) -> ProsodyFinding | None:
    final = alignment.intonation.final if alignment.intonation else None
    if final is None or final.semitones is None:
        return None
    kind: Literal["final_rise", "final_fall"]
    if (
        final.kind == "rise"
        and final.semitones >= _LEAST_RISE_SEMITONES
        and _is_statement(alignment.text)
    ):
        kind = "final_rise"
    elif (
        final.kind == "fall"
        and final.semitones <= -_LEAST_RISE_SEMITONES
        and _is_yes_no_question(alignment.text)
    ):
        kind = "final_fall"
    else:
        return None
    span = TimeSpan(start_s=final.start_s, end_s=final.end_s)
    return ProsodyFinding("intonation", "low", kind, "intonation.final", (span,))


def _is_statement(text: str) -> bool:
    return text.rstrip(" \"'”’)").endswith((".", "!"))


def _is_yes_no_question(text: str) -> bool:
    """By its last sentence: it ends in a question mark and opens with an auxiliary verb."""
    text = text.rstrip(" \"'”’)")
    if not text.endswith("?"):
        return False
    words = re.findall(r"[a-z']+", re.split(r"[.!?]", text[:-1])[-1].lower())
    return bool(words) and words[0] in _YES_NO_OPENERS and not _QUESTION_WORDS & set(words[:2])
