"""What a learner is shown first: what went well, one thing now, and what to do; at most NOTE_WORDS words."""

from collections.abc import Iterable, Sequence

from shared.contracts import NotePart, NotePartKind
from shared.gates import NOTE_WORDS

from .findings import times_of
from .habits import STRESS, Habit
from .overview import Overview
from .phrasing import Phrasing, bare
from .priorities import Family, title_of
from .strengths import Strength

_MOST_CHANGES = 2
_MOST_WORDS_NAMED = 3
_MOST_PRACTISED = 2
_EXPENDABLE: tuple[NotePartKind, ...] = ("why", "delivery", "listen", "well", "reading")
"""Left out first where the note is too long."""


def first_note(
    family: Family | None,
    overview: Overview,
    phrasing: Phrasing,
    *,
    strength: Strength | None,
    done: str | None,
    next_step: str,
    delivery: Sequence[NotePart] = (),
) -> list[NotePart]:
    """Of the weightiest family; where there is none, of the reading and the sounds as a whole, and the first of `delivery`."""
    well = _well(strength, done)
    if family is not None:
        return _cut([*well, *_one_thing(family, phrasing), *_to_do(family, phrasing)])
    whole = [part for part in (overview.reading(), overview.result()) if part is not None]
    return _cut([*well, *whole, *delivery[:1], NotePart(kind="again", text=next_step)])


def more_notes(
    overview: Overview, *, has_priority: bool, reasons: Sequence[NotePart] = ()
) -> list[NotePart]:
    """Beside the other priorities and the findings: the reading where the note is about a habit, counts, doubts, and
    the reason of each score."""
    parts = [overview.reading() if has_priority else None, overview.counts(), overview.unclear()]
    return [*(part for part in parts if part is not None), *reasons]


def text_of(parts: Iterable[NotePart]) -> str:
    return " ".join(part.text for part in parts)


def _well(strength: Strength | None, done: str | None) -> list[NotePart]:
    if strength is not None:
        indices = list(strength.word_indices)
        return [NotePart(kind="well", text=strength.text, word_indices=indices)]
    return [NotePart(kind="well", text=done)] if done else []


def _one_thing(family: Family, phrasing: Phrasing) -> list[NotePart]:
    title = title_of(family.advice, phrasing)
    texts: dict[NotePartKind, str] = {
        "focus": phrasing.say("note.focus", title=title),
        "heard": _heard(family, phrasing),
        "how": family.cue.text,
        "why": _why(family, phrasing),
    }
    parts = [
        NotePart(kind=kind, text=text, priority_rank=family.rank) for kind, text in texts.items()
    ]
    parts[1].word_indices = sorted({issue.word_index for issue in family.issues})
    parts[1].times = times_of(family.issues)
    return parts


def _to_do(family: Family, phrasing: Phrasing) -> list[NotePart]:
    first = family.issues[0]
    words = list(dict.fromkeys(bare(issue.word) for issue in family.issues))
    said = [*words[:1], *family.advice.family.phrases[-1:]]
    if family.advice.sound is not None:  # the family's phrases are of its other sounds, too
        said = words[:_MOST_PRACTISED]
    texts: dict[NotePartKind, str] = {
        "listen": phrasing.say("note.listen", word=phrasing.word(first.word)),
        "drill": phrasing.say("note.drill", items=", ".join(map(phrasing.word, said))),
        "again": phrasing.say("note.again"),
    }
    parts = [
        NotePart(kind=kind, text=text, priority_rank=family.rank) for kind, text in texts.items()
    ]
    parts[0].word_indices, parts[0].times = [first.word_index], times_of([first])
    return parts


def _heard(family: Family, phrasing: Phrasing) -> str:
    """One sentence: what was heard, in which words."""
    habits = family.habits
    if len(habits) > 1 and len(kinds := {habit.kind for habit in habits}) == 1:
        if "deletion" in kinds and family.name == "finish":
            return _of_all("note.heard.unfinished", family, phrasing)
        if "insertion" in kinds:
            return _of_all("note.heard.insertions", family, phrasing)
        if "weak_vowel" in kinds:
            return _of_all("note.heard.weak_vowels", family, phrasing)
    told = [_change(habit, phrasing) for habit in habits[:_MOST_CHANGES]]
    return phrasing.capital(phrasing.say("note.heard.changes", changes="; ".join(told)))


def _of_all(key: str, family: Family, phrasing: Phrasing) -> str:
    texts = [issue.word for issue in family.issues]
    n = phrasing.count(len({issue.word_index for issue in family.issues}), "word")
    return phrasing.say(key, n=n, words=_named(texts, phrasing))


def _change(habit: Habit, phrasing: Phrasing) -> str:
    first, name = habit.issues[0], phrasing.tips.name
    gaps = {"words": _named([issue.word for issue in habit.issues], phrasing)}
    if habit.kind not in {"insertion", STRESS, "weak_vowel"} and first.target:
        gaps["target"] = name(first.target)
    if habit.kind in {"insertion", "substitution", "weak_vowel"} and first.heard:
        gaps["heard"] = name(first.heard)
    return phrasing.say(f"note.heard.{habit.kind}", **gaps)


def _named(texts: Sequence[str], phrasing: Phrasing) -> str:
    return ", ".join(map(phrasing.word, list(dict.fromkeys(texts))[:_MOST_WORDS_NAMED]))


def _why(family: Family, phrasing: Phrasing) -> str:
    advice = family.advice
    if advice.sound is not None:
        return phrasing.say("why.sound", sound=phrasing.tips.name(advice.sound))
    why = advice.tip.why if advice.tip else advice.family.why
    return phrasing.say("why.rule_without_pairs", why=phrasing.capital(why))


def _cut(parts: list[NotePart]) -> list[NotePart]:
    """Without what can be left out, as far as the note is too long."""
    for kind in _EXPENDABLE:
        if len(text_of(parts).split()) <= NOTE_WORDS:
            break
        parts = [part for part in parts if part.kind != kind]
    return parts
