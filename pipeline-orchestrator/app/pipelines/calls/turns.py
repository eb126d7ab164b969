"""Words and who spoke when → turns: each word goes to the turn in which most of it was said."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.contracts import TranscriptWord
from shared.contracts.conversation import MAX_TURN_TEXT, SpeakerTurn

from ...schemas.calls import CallTurn

LONGEST_TURN_CHARS = MAX_TURN_TEXT // 2
"""A turn of more is told as two."""
ONE_TURN_PAUSE_S = 2.0
"""Turns of one speaker that follow each other are one, unless so long a pause is between them."""


@dataclass(slots=True)
class _Open:
    speaker: str
    start_s: float
    end_s: float
    overlaps: bool
    confidence: float | None
    channel: int | None
    words: list[TranscriptWord] = field(default_factory=list)


def turns_of(
    words_by_channel: Sequence[Sequence[TranscriptWord]],
    spoken: Sequence[SpeakerTurn],
    *,
    channels: Sequence[str] | None,
    names: dict[str, str],
) -> list[CallTurn]:
    """In the order in which they begin; turns in which nothing was recognised are left out.

    `channels`: whose each channel is, where each holds one speaker; None where voices were told apart in one. `names`: from the names of
    `spoken` to those of the call.
    """
    found: list[_Open] = []
    for place, words in enumerate(words_by_channel):
        own = [each for each in spoken if channels is None or each.speaker == channels[place]]
        whose = next(iter(names), "") if channels is None else channels[place]
        found += _assigned(words, own, whose, None if channels is None else place)
    found.sort(key=lambda turn: (turn.start_s, turn.end_s))
    return [
        CallTurn(
            index=index,
            speaker=names.get(turn.speaker, turn.speaker),
            start_s=round(turn.start_s, 3),
            end_s=round(turn.end_s, 3),
            overlaps=turn.overlaps,
            confidence=turn.confidence,
            text=" ".join(word.text for word in turn.words),
            words=turn.words,
            channel=turn.channel,
        )
        for index, turn in enumerate(_joined(found))
    ]


def _assigned(
    words: Sequence[TranscriptWord],
    spoken: Sequence[SpeakerTurn],
    whose: str,
    channel: int | None,
) -> list[_Open]:
    """`whose`: they are where nobody was heard to speak."""
    turns = [
        _Open(each.speaker, each.start_s, each.end_s, each.overlaps, each.confidence, channel)
        for each in sorted(spoken, key=lambda turn: turn.start_s)
    ]
    if not turns and words:
        turns = [_Open(whose, words[0].start_s, words[-1].end_s, overlaps=False, confidence=None, channel=channel)]  # fmt: skip
    starts = [turn.start_s for turn in turns]
    for word in words:
        _turn_of(word, turns, starts).words.append(word)
    return [_to_its_words(turn) for turn in turns if turn.words]


def _turn_of(word: TranscriptWord, turns: Sequence[_Open], starts: Sequence[float]) -> _Open:
    """That in which most of it was said; of none, the nearest."""
    until = bisect_right(starts, word.end_s)
    near = turns[max(0, until - 8) : until + 1]
    return max(
        near,
        key=lambda turn: (
            min(turn.end_s, word.end_s) - max(turn.start_s, word.start_s),
            -abs(turn.start_s - word.start_s),
        ),
    )


def _to_its_words(turn: _Open) -> _Open:
    """Words may be heard a little outside of it."""
    turn.start_s = min(turn.start_s, turn.words[0].start_s)
    turn.end_s = max(turn.end_s, turn.words[-1].end_s)
    return turn


def _joined(turns: Iterable[_Open]) -> list[_Open]:
    """Turns of one speaker in a row are one, as long as they are neither apart nor too long."""
    joined: list[_Open] = []
    for turn in turns:
        last = joined[-1] if joined else None
        if last is not None and _go_together(last, turn):
            last.words += turn.words
            last.end_s = max(last.end_s, turn.end_s)
            last.overlaps |= turn.overlaps
            last.confidence = _lower(last.confidence, turn.confidence)
        else:
            joined += _cut(turn)
    return joined


def _go_together(last: _Open, turn: _Open) -> bool:
    return (
        last.speaker == turn.speaker
        and turn.start_s - last.end_s < ONE_TURN_PAUSE_S
        and _n_chars(last.words) + _n_chars(turn.words) < LONGEST_TURN_CHARS
    )


def _cut(turn: _Open) -> list[_Open]:
    parts: list[_Open] = []
    for word in turn.words:
        if not parts or _n_chars(parts[-1].words) + len(word.text) >= LONGEST_TURN_CHARS:
            parts.append(
                _Open(
                    turn.speaker,
                    word.start_s,
                    word.end_s,
                    turn.overlaps,
                    turn.confidence,
                    turn.channel,
                )
            )
        parts[-1].words.append(word)
        parts[-1].end_s = max(parts[-1].end_s, word.end_s)
    parts[0].start_s, parts[-1].end_s = turn.start_s, turn.end_s
    return parts


def _n_chars(words: Sequence[TranscriptWord]) -> int:
    return sum(len(word.text) + 1 for word in words)


def _lower(one: float | None, other: float | None) -> float | None:
    known = [each for each in (one, other) if each is not None]
    return min(known) if known else None
