"""Which words of a text that is read along are due to be judged, and with which sound: a stretch of a few seconds at a time.

The newest words go first, and one that was said too long ago is given up: what is told late helps nobody who reads on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from shared.audio.decode import RATE_HZ
from shared.contracts.streaming import ClarityState, WordClarity

from .reading import ReadingMark

AFTER_S = 0.4
"""Of sound behind a word before it is judged: the recogniser's times are off by 0.16 s on average, and what follows a sound
tells of it."""
STRETCH_S = 3.0
"""Of sound up to the last word of a stretch: the words before it are judged by, not again."""
LEAD_S = 0.15
"""Of sound before its first word."""
GIVEN_UP_S = 5.0
"""Behind the newest sound, from which a word is no longer judged."""
_KEPT_S = GIVEN_UP_S + STRETCH_S + LEAD_S
SHORTEST_WORD_S = 0.04
_ROUNDING_S = 1e-6
_SAME_S = 0.4
"""A word whose times move by less, as more is heard, is the word that was judged."""


@dataclass(frozen=True, slots=True)
class ReadStretch:
    """Sound of a stream, with the words of the text that are read in it."""

    samples: np.ndarray
    """16 kHz, float32 (n_samples,)."""
    words: tuple[str, ...]
    """As they stand in the text, between spaces: those read once each, in this order, and the one that follows, whose beginning
    the sound ends in where the reader went on."""
    due: tuple[ReadingMark, ...]
    """Those of them that are to be judged, in the order of the text."""
    first_index: int
    """Place of the first of `words` in the text."""


@dataclass(frozen=True, slots=True)
class TokenVerdict:
    """Of a word of the text, as it stands between spaces."""

    state: ClarityState
    probability: float | None
    """As WordClarity has it."""


NOT_JUDGED = TokenVerdict("unknown", None)


@dataclass(slots=True)
class ClarityBook:
    """Of one channel: its last seconds, the words that were read, and which of them were told of."""

    text: str
    _tokens: list[str] = field(init=False)
    _sound: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    _sound_from: int = 0
    """The stream's number of its first sample."""
    _read: dict[int, ReadingMark] = field(default_factory=dict)
    _told: dict[int, ReadingMark] = field(default_factory=dict)
    """As they were when they were told of."""
    _open: dict[int, ReadingMark] = field(default_factory=dict)
    """Read, and not told of as they are now."""
    _has_ended: bool = False

    def __post_init__(self) -> None:
        self._tokens = self.text.split()

    def add(self, samples: np.ndarray) -> None:
        """More of the stream: 16 kHz, float32 (n_samples,)."""
        self._sound = np.concatenate([self._sound, samples])
        n_old = len(self._sound) - round(_KEPT_S * RATE_HZ)
        if n_old > RATE_HZ:
            self._sound = self._sound[n_old:].copy()
            self._sound_from += n_old

    def end(self) -> None:
        """No more sound comes: nothing is waited for."""
        self._has_ended = True

    def note(self, changed: Sequence[ReadingMark], undone: Sequence[int]) -> None:
        """What the reading is known to be by now."""
        gone = [*undone, *(mark.index for mark in changed if mark.state == "skipped")]
        for index in gone:
            self._read.pop(index, None)
            self._open.pop(index, None)
        for mark in changed:
            if mark.state == "skipped" or (mark.index in self._read and _has_no_time(mark)):
                continue
            self._read[mark.index] = mark
            if _is_same(mark, self._told.get(mark.index)):
                self._open.pop(mark.index, None)
            else:
                self._open[mark.index] = mark

    def next(self) -> ReadStretch | None:
        """The stretch up to the newest word that is due; None while none is."""
        due = self._due()
        if not due:
            return None
        last = max(due, key=_end_of)
        run = [last]
        while (before := self._read.get(run[0].index - 1)) is not None:
            in_order = _end_of(before) <= _end_of(run[0])
            if not in_order or _start_of(before) < _end_of(last) - STRETCH_S:
                break
            run.insert(0, before)
        indices = {mark.index for mark in run}
        first = run[0].index
        return ReadStretch(
            self._cut(_start_of(run[0]) - LEAD_S, _end_of(last) + AFTER_S),
            tuple(self._tokens[first : last.index + 2]),
            tuple(
                mark for mark in sorted(due, key=lambda each: each.index) if mark.index in indices
            ),
            first,
        )

    def judged(self, stretch: ReadStretch, found: Sequence[TokenVerdict]) -> list[WordClarity]:
        """What is told of a stretch's words; `found` has one for each of them."""
        verdicts = [found[mark.index - stretch.first_index] for mark in stretch.due]
        return self._tell(stretch.due, verdicts)

    def given_up(self) -> list[WordClarity]:
        """Words that it is too late to judge: they are told as not known."""
        return self._leave(
            [mark for mark in self._open.values() if _end_of(mark) < self._end_s - GIVEN_UP_S]
        )

    def give_up(self) -> list[WordClarity]:
        """All words that are still open, as not known."""
        return self._leave(list(self._open.values()))

    def _leave(self, marks: Sequence[ReadingMark]) -> list[WordClarity]:
        """Nothing more is told of a word that was told of before."""
        for mark in marks:
            del self._open[mark.index]
        new = [mark for mark in marks if mark.index not in self._told]
        return self._tell(new, [NOT_JUDGED] * len(new))

    def _tell(
        self, marks: Sequence[ReadingMark], found: Sequence[TokenVerdict]
    ) -> list[WordClarity]:
        for mark in marks:
            self._told[mark.index] = mark
            if _is_same(self._open.get(mark.index, mark), mark):
                self._open.pop(mark.index, None)  # else it was read again meanwhile
        told = [_clarity(mark, each) for mark, each in zip(marks, found, strict=True)]
        return sorted(told, key=lambda word: word.index)

    @property
    def _end_s(self) -> float:
        return (self._sound_from + len(self._sound)) / RATE_HZ

    def _due(self) -> list[ReadingMark]:
        until_s = self._end_s if self._has_ended else self._end_s - AFTER_S
        from_s = self._sound_from / RATE_HZ
        return [
            mark
            for mark in self._open.values()
            if self._end_s - GIVEN_UP_S <= _end_of(mark) <= until_s + _ROUNDING_S
            and _start_of(mark) >= from_s
        ]

    def _cut(self, from_s: float, until_s: float) -> np.ndarray:
        first = max(0, round(from_s * RATE_HZ) - self._sound_from)
        end = max(0, round(until_s * RATE_HZ) - self._sound_from)
        return self._sound[first:end].copy()


def _start_of(mark: ReadingMark) -> float:
    assert mark.start_s is not None, "it was read"
    return mark.start_s


def _end_of(mark: ReadingMark) -> float:
    assert mark.end_s is not None, "it was read"
    return mark.end_s


def _has_no_time(mark: ReadingMark) -> bool:
    """The recogniser has lost its place: where the word is its next pass tells."""
    return _end_of(mark) - _start_of(mark) < SHORTEST_WORD_S


def _is_same(mark: ReadingMark, other: ReadingMark | None) -> bool:
    if other is None or mark.n_times != other.n_times:
        return False
    return abs(_end_of(mark) - _end_of(other)) < _SAME_S


def _clarity(mark: ReadingMark, found: TokenVerdict) -> WordClarity:
    return WordClarity(
        index=mark.index,
        state=found.state,
        probability=None if found.probability is None else round(found.probability, 3),
        start_s=None if mark.start_s is None else round(mark.start_s, 3),
        end_s=None if mark.end_s is None else round(mark.end_s, 3),
    )
