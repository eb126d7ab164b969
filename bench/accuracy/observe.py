"""One synthetic utterance through the services, beside what was really said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.common.engines import DiffOutcome, align_phones
from bench.common.served import ServedAnswer
from shared.contracts import UNCLEAR_RULE, JudgedState, JudgedWord
from shared.phonetics.arpabet import strip_stress
from training.speech.synth import Slip, SyntheticUtterance

from .judges import Judges

NO_PHONE = None
NOWHERE = -1
UNNAMED = "?"
"""What the diff calls an error whose phone it does not name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A phone of the target, or the gap before it. The gap after a word's last phone is the next word's first."""

    word: int
    index: int
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What the services say of one phone, or of one gap in which they heard something."""

    place: Place
    target: str | None
    said: str | None
    """What the voice was told to say; None for nothing."""
    is_known: bool
    """False where the aligner took another accepted pronunciation, so that either may have been said."""
    probability: float
    """Of a wrong or an inserted phone, from the alignment."""
    gap_probability: float
    """Of a dropped or an inserted phone, from the alignment."""
    ruled_probability: float
    """What the diff goes by: 0 where a rule accepts what was heard."""
    heard: str | None
    heard_probability: float | None
    state: JudgedState
    score: float | None

    @property
    def is_slip(self) -> bool:
        return self.is_known and self.said != self.target


@dataclass(frozen=True, slots=True)
class Flag:
    """An error the diff shows."""

    place: Place
    target: str | None
    heard: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Observation:
    utterance: SyntheticUtterance
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...]
    slip: Slip | None
    """The one slip; None where there is none, or an accepted one."""
    slip_place: Place | None
    slip_target: str | None
    slip_rule: str | None
    """Rule that names the slip when every phone is known."""
    is_accepted: bool
    """Whether the slip is a pronunciation that the lexicon or the diff's variants accept."""
    n_phones: int
    n_issues: int
    """Issues, and words called left out."""
    is_assessable: bool
    completeness: float | None
    duration_s: float
    cpu_s: float

    @property
    def found(self) -> Flag | None:
        """The error shown where the slip is."""
        return next((flag for flag in self.flags if flag.place == self.slip_place), None)

    @property
    def is_named(self) -> bool:
        """Whether the slip was found and called what was said."""
        return self.found is not None and self.slip is not None and (
            self.found.heard == self.slip.spoken
        )  # fmt: skip


def text_of(utterance: SyntheticUtterance) -> str:
    return " ".join(utterance.texts) + "."


async def observe(
    utterance: SyntheticUtterance, samples: np.ndarray, judges: Judges
) -> Observation:
    """Raises ValueError when the services read other words than the plan has, or it has two slips."""
    if len(utterance.slips) > 1:
        raise ValueError(f"{utterance.id} has several slips")
    answer = await judges.services.judge(samples, text_of(utterance))
    if len(answer.alignment.words) != len(utterance.words):
        raise ValueError(f"{utterance.id}: the services read other words than were planned")
    slip = utterance.slips[0] if utterance.slips else None
    rule, is_accepted = None, False
    if slip is not None:
        rule = await _rule_of(utterance, judges)
        is_accepted = rule is None or _in_lexicon(utterance, slip, answer)
    rows, place, target = _rows(utterance, slip, answer, judges)
    counted = slip is not None and not is_accepted
    return Observation(
        utterance,
        rows=tuple(rows),
        flags=tuple(_flags(answer, utterance)),
        slip=slip if counted else None,
        slip_place=place if counted else None,
        slip_target=target if counted else None,
        slip_rule=rule if counted else None,
        is_accepted=is_accepted,
        n_phones=sum(len(word) for word in utterance.words),
        n_issues=len(answer.diff.issues) + _n_omitted(answer),
        is_assessable=answer.diff.assessable,
        completeness=answer.diff.scores.completeness,
        duration_s=answer.alignment.checks.duration_s,
        cpu_s=answer.cpu_s,
    )


async def _rule_of(utterance: SyntheticUtterance, judges: Judges) -> str | None:
    """The rule that names the slip when all phones are known; None where the diff accepts it."""
    words = list(zip(utterance.texts, utterance.words, strict=True))
    heard = [phone for word in utterance.spoken() for phone in word]
    issues = (await judges.services.diff_phones(words, heard))["issues"]
    return issues[0]["rule"] if issues else None


def _n_omitted(answer: ServedAnswer) -> int:
    return sum(word.error_type == "omission" for word in answer.diff.words)


def _in_lexicon(utterance: SyntheticUtterance, slip: Slip, answer: ServedAnswer) -> bool:
    said = _bare(utterance.spoken()[slip.word])
    mapped = answer.target_phones.words[slip.word]
    return any(_bare(each.phones) == said for each in mapped.pronunciations)


def _rows(
    utterance: SyntheticUtterance, slip: Slip | None, answer: ServedAnswer, judges: Judges
) -> tuple[list[Row], Place | None, str | None]:
    """(rows, where the slip is, its target phone)."""
    lengths = [len(word.phones) for word in answer.alignment.words]
    ruled = _ruled(judges.diff_at_any_gate(answer.alignment, answer.target_phones), lengths)
    slip_place, slip_target = None, None
    rows: list[Row] = []
    judged = answer.diff.target_words
    for number, (aligned, word) in enumerate(zip(answer.alignment.words, judged, strict=True)):
        planned = _bare(utterance.words[number])
        target = [phone.target for phone in aligned.phones]
        planned_of = match_positions(target, planned)
        mine = slip if slip is not None and slip.word == number else None
        if mine is not None:
            slip_place = _place_of_slip(mine, target, planned, lengths)
            slip_target = None if mine.kind == "ins" else planned[mine.position]
        states, scores, added = _shown(word)
        for phone in aligned.phones:
            if not answer.diff.assessable or phone.error_probability is None:
                continue
            place = Place(number, phone.index, is_gap=False)
            at = planned_of[phone.index]
            said = None if at is None else planned[at]
            is_known = said == phone.target
            if mine is not None and place == slip_place:
                said, is_known = mine.spoken, True
            rows.append(
                Row(
                    place,
                    target=phone.target,
                    said=said,
                    is_known=is_known,
                    probability=phone.error_probability,
                    gap_probability=phone.deletion_probability or 0.0,
                    ruled_probability=ruled.get(place, 0.0),
                    heard=phone.heard,
                    heard_probability=phone.heard_probability,
                    state=states.get(phone.index, "fine"),
                    score=scores.get(phone.index),
                )
            )
        if not answer.diff.assessable:
            continue
        for inserted in aligned.insertions:
            place = gap(number, inserted.before_phone, lengths)
            rows.append(
                Row(
                    place,
                    target=NO_PHONE,
                    said=NO_PHONE,
                    is_known=True,
                    probability=inserted.probability,
                    gap_probability=inserted.probability,
                    ruled_probability=ruled.get(place, 0.0),
                    heard=inserted.heard,
                    heard_probability=None,
                    state=added.get((inserted.before_phone, inserted.heard), "fine"),
                    score=None,
                )
            )
    return _with_slip(rows, slip, slip_place, slip_target), slip_place, slip_target


def _shown(
    word: JudgedWord,
) -> tuple[dict[int, JudgedState], dict[int, float | None], dict[tuple[int, str], JudgedState]]:
    """(states and scores of its phones, states of its insertions); a word left out has none."""
    return (
        {phone.index: phone.state for phone in word.phones},
        {phone.index: phone.score for phone in word.phones},
        {(each.before_phone, each.heard): each.state for each in word.insertions},
    )


def _with_slip(
    rows: list[Row], slip: Slip | None, place: Place | None, target: str | None
) -> list[Row]:
    """The rows with the inserted phone marked; a slip that no row is about becomes one of its own."""
    if slip is None or place is None:
        return rows
    marked: list[Row] = []
    for row in rows:
        if row.place == place and slip.kind == "ins":
            marked.append(replace(row, said=slip.spoken))
        else:
            marked.append(row)
    if not any(row.place == place for row in marked):
        marked.append(
            Row(place, target, slip.spoken, True, 0.0, 0.0, 0.0, target, None, "fine", None)
        )
    return marked


def _place_of_slip(
    slip: Slip, target: Sequence[str], planned: Sequence[str], lengths: Sequence[int]
) -> Place:
    """Where it is in the aligner's pronunciation; at NOWHERE if that has no such phone."""
    position_of = match_positions(planned, target)
    if slip.kind != "ins":
        at = position_of[slip.position]
        return Place(slip.word, NOWHERE if at is None else at, is_gap=False)
    if slip.position == len(planned):
        return gap(slip.word, len(target), lengths)
    at = position_of[slip.position]
    return Place(slip.word, NOWHERE, is_gap=True) if at is None else gap(slip.word, at, lengths)


def gap(word: int, index: int, lengths: Sequence[int]) -> Place:
    """The gap before phone `index`; at a word's end it is the one before the next word."""
    if index == lengths[word] and word + 1 < len(lengths):
        return Place(word + 1, 0, is_gap=True)
    return Place(word, index, is_gap=True)


def match_positions(phones: Sequence[str], others: Sequence[str]) -> list[int | None]:
    """For each of `phones` the index in `others` that stands in its place; None for none."""
    found: list[int | None] = [None] * len(phones)
    for step in align_phones(phones, others):
        if step.target_start < step.target_end and step.heard_start < step.heard_end:
            found[step.target_start] = step.heard_start
    return found


def _ruled(outcome: DiffOutcome, lengths: Sequence[int]) -> dict[Place, float]:
    """What the diff makes of every place that is an issue at the lowest gate."""
    ruled = {
        Place(issue.word_index, issue.phone_index, is_gap=False): issue.probability or 0.0
        for issue in outcome.issues
        if issue.phone_index is not None and issue.word_index < len(lengths)
    }
    for word in outcome.words[: len(lengths)]:
        for inserted in word.insertions:
            if inserted.state == "error":
                place = gap(word.index, inserted.before_phone, lengths)
                ruled[place] = max(ruled.get(place, 0.0), inserted.probability or 0.0)
    return ruled


def _flags(answer: ServedAnswer, utterance: SyntheticUtterance) -> list[Flag]:
    """Every phone and inserted phone that the diff calls an error, with its rule."""
    lengths = [len(word.phones) for word in answer.alignment.words]
    flags: list[Flag] = []
    for word in answer.diff.words[: len(utterance.words)]:
        for phone in word.phones:
            if phone.state == "error":
                place = Place(word.index, phone.index, is_gap=False)
                heard = None if phone.error_type == "deletion" else phone.heard
                rule = _issue_rule(answer, word, phone.index, heard)
                named = UNNAMED if rule == UNCLEAR_RULE else heard
                flags.append(Flag(place, phone.target, named, rule))
        for inserted in word.insertions:
            if inserted.state == "error":
                place = gap(word.index, inserted.before_phone, lengths)
                rule = _issue_rule(answer, word, None, inserted.heard)
                flags.append(Flag(place, None, inserted.heard, rule))
    return flags


def _issue_rule(
    answer: ServedAnswer, word: JudgedWord, index: int | None, heard: str | None
) -> str:
    for issue in answer.diff.issues:
        is_here = issue.word_index == word.index and issue.phone_index == index
        if is_here and (index is not None or issue.heard == heard):
            return issue.rule
    return "?"


def _bare(phones: Sequence[str]) -> list[str]:
    return [strip_stress(phone) for phone in phones]
