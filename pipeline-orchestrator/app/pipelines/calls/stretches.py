"""What of the agent's turns is judged: stretches of words with nothing personal in them, each short enough to be aligned at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.contracts import TranscriptWord

from ...schemas.calls import AGENT, CallTurn
from .redaction import PLACEHOLDER

LEAST_WORDS = 3
"""Fewer are no stretch: of an *okay* nothing can be told."""
LONGEST_S = 25.0
MOST_CHARS = 600
PAUSE_S = 1.0
"""At which a stretch may end, so that it is no longer than need be."""
ROOM_S = 0.3
"""Before and behind it, as far as the neighbouring words leave any."""
_ENDS = re.compile(r"[.!?…][\"')\]]*$")


@dataclass(frozen=True, slots=True)
class AgentStretch:
    turn: int
    """Index of its turn."""
    first_word: int
    """Place of its first word in the turn's."""
    n_words: int
    text: str
    """Ends as a sentence does, so that several can be put behind each other."""
    start_s: float
    end_s: float


def stretches_of(turns: Sequence[CallTurn]) -> list[AgentStretch]:
    """In the order of speech."""
    return [
        _stretch(turn, first, stop)
        for turn in turns
        if turn.speaker == AGENT
        for first, stop in _parts(turn.words)
        if stop - first >= LEAST_WORDS
    ]


def _parts(words: Sequence[TranscriptWord]) -> Iterator[tuple[int, int]]:
    first = n_chars = 0
    for place, word in enumerate(words):
        if PLACEHOLDER.fullmatch(word.text):
            yield first, place
            first, n_chars = place + 1, 0
            continue
        is_apart = place > first and word.start_s - words[place - 1].end_s >= PAUSE_S
        n_chars += len(word.text) + 1
        is_long = word.end_s - words[first].start_s > LONGEST_S or n_chars > MOST_CHARS
        if is_apart or is_long:
            yield first, place
            first, n_chars = place, len(word.text) + 1
    yield first, len(words)


def _stretch(turn: CallTurn, first: int, stop: int) -> AgentStretch:
    words = turn.words[first:stop]
    earliest = (turn.words[first - 1].end_s + words[0].start_s) / 2 if first else 0.0
    latest = (
        (words[-1].end_s + turn.words[stop].start_s) / 2
        if stop < len(turn.words)
        else words[-1].end_s + ROOM_S
    )
    text = " ".join(word.text for word in words).rstrip(" ,;:-–")
    return AgentStretch(
        turn.index,
        first,
        stop - first,
        text if _ENDS.search(text) else f"{text}.",
        max(earliest, words[0].start_s - ROOM_S, 0.0),
        max(words[-1].end_s, min(latest, words[-1].end_s + ROOM_S)),
    )
