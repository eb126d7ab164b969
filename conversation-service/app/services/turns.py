"""What an engine or the channels tell → turns: a speaker's spans joined over short pauses, in order, with overlaps."""

from collections.abc import Sequence
from itertools import groupby

from .engines.base import SpeakerSpan

JOINED_S = 0.5
"""A speaker's shorter pause doesn't end a turn while nobody else speaks in it."""
_SHARED_S = 0.05
"""Less is no overlap but two edges that were measured apart."""


def joined_turns(spans: Sequence[SpeakerSpan]) -> list[SpeakerSpan]:
    """By beginning; spans of one speaker that touch, or have a short pause between them that no other speaks in, are one."""
    turns: list[SpeakerSpan] = []
    for speaker, of_speaker in groupby(
        sorted(spans, key=lambda each: (each.speaker, each.start_s)), lambda each: each.speaker
    ):
        own = list(of_speaker)
        others = [each for each in spans if each.speaker != speaker]
        made = own[:1]
        for span in own[1:]:
            before = made[-1]
            pause = span.start_s - before.end_s
            is_taken = any(
                other.start_s < span.start_s and before.end_s < other.end_s for other in others
            )
            if pause <= 0 or (pause < JOINED_S and not is_taken):
                made[-1] = _as_one(before, span)
            else:
                made.append(span)
        turns += made
    return sorted(turns, key=lambda each: (each.start_s, each.end_s, each.speaker))


def _as_one(one: SpeakerSpan, other: SpeakerSpan) -> SpeakerSpan:
    """Their confidence is the mean by time."""
    confidence = None
    if one.confidence is not None and other.confidence is not None:
        first_s, second_s = one.end_s - one.start_s, other.end_s - other.start_s
        total_s = first_s + second_s or 1.0
        confidence = (one.confidence * first_s + other.confidence * second_s) / total_s
    return SpeakerSpan(one.speaker, one.start_s, max(one.end_s, other.end_s), confidence)


def overlapped(turns: Sequence[SpeakerSpan]) -> list[bool]:
    """Of turns by beginning: whether another speaker speaks in part of each."""
    found = [False] * len(turns)
    active: list[int] = []
    for at, turn in enumerate(turns):
        active = [each for each in active if turns[each].end_s - turn.start_s > _SHARED_S]
        for each in active:
            shared_s = min(turn.end_s, turns[each].end_s) - turn.start_s
            if turns[each].speaker != turn.speaker and shared_s > _SHARED_S:
                found[each] = found[at] = True
        active.append(at)
    return found


def spoken_s(turns: Sequence[SpeakerSpan]) -> tuple[float, float]:
    """Seconds in which anybody speaks, and in which two or more do."""
    edges = sorted([(each.start_s, 1) for each in turns] + [(each.end_s, -1) for each in turns])
    any_s = several_s = before_s = 0.0
    n_active = 0
    for time_s, change in edges:
        any_s += (time_s - before_s) * (n_active >= 1)
        several_s += (time_s - before_s) * (n_active >= 2)
        n_active, before_s = n_active + change, time_s
    return any_s, several_s
