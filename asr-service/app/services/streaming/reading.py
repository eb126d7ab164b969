"""Reading along: which words of a known text were read, passed over or said again, by the words of a live stream.

The words of an utterance are laid along the text from where the one before came to, at the least cost. It tells where the
reader is; how clearly a word was said is the judgement's to tell, once the recording is whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from ..engines.base import RecognisedWord
from .agreement import plain

MarkState = Literal["read", "unsure", "skipped"]
BACK = 8
"""Words before where the reader was that they may take up again."""
AHEAD = 24
"""Words that may be passed over at once, beyond as many as were said."""
_SKIP, _EXTRA, _OTHER, _NEAR = 0.6, 1.0, 1.2, 0.5
"""Costs of a word of the text that wasn't said, of one that isn't in it, of another in its place, and of one like it."""
_LIKE = 0.6
"""Share of letters from which a word is like another."""


@dataclass(frozen=True, slots=True)
class ReadingMark:
    """What is known of a word of the text."""

    index: int
    state: MarkState
    """`unsure`: something else was heard in its place."""
    start_s: float | None = None
    end_s: float | None = None
    n_times: int = 1
    """More than 1: it was said again. 0 of one that was skipped."""


@dataclass(slots=True)
class ReadingTracker:
    """Of one channel. Words of the text are counted as they stand between spaces."""

    text: str
    marks: dict[int, ReadingMark] = field(default_factory=dict)
    """By the word's place in the text."""
    position: int = 0
    """The word that is to be read next."""
    _words: list[str] = field(init=False)
    _settled: dict[int, ReadingMark] = field(default_factory=dict)
    """What utterances that are over have left."""
    _base: int = 0
    """Where the utterance that goes on was to begin."""

    def __post_init__(self) -> None:
        self._words = [
            "".join(mark for mark in word.lower() if mark.isalnum()) for word in self.text.split()
        ]

    def hear(self, words: Sequence[RecognisedWord]) -> tuple[list[ReadingMark], list[int]]:
        """All words of the utterance so far; the marks that they change, and the places whose mark is taken back."""
        found = dict(self._settled)
        reached = self._base
        path = _along(
            [plain(word) for word in words], self._words, max(0, self._base - BACK), self._base
        )
        for (index, is_same), word in zip(path, words, strict=True):
            if index is None:
                continue
            reached = index + 1
            n_earlier, was_read = 0, False
            if (earlier := found.get(index)) is not None:
                n_earlier, was_read = earlier.n_times, earlier.state == "read"
            found[index] = ReadingMark(
                index,
                "read" if is_same or was_read else "unsure",
                word.start_s,
                word.end_s,
                n_times=n_earlier + 1,
            )
        for index in range(max(found, default=0)):
            found.setdefault(index, ReadingMark(index, "skipped", n_times=0))
        changed = [mark for index, mark in sorted(found.items()) if self.marks.get(index) != mark]
        undone = sorted(self.marks.keys() - found.keys())
        self.marks, self.position = found, reached
        return changed, undone

    def settle(self, words: Sequence[RecognisedWord]) -> tuple[list[ReadingMark], list[int]]:
        """The same of an utterance that is over."""
        told = self.hear(words)
        self._settled = {index: replace(mark) for index, mark in self.marks.items()}
        self._base = self.position
        return told


def _along(
    said: Sequence[str], text: Sequence[str], first: int, base: int
) -> list[tuple[int | None, bool]]:
    """For each word said its place in the text, None where it has none, and whether it is that word.

    It begins anywhere from `first` on, at a price of its distance from `base`, and may go back once more within the
    utterance where a word is said again.
    """
    window = text[first : base + len(said) + AHEAD]
    n = len(window)
    start = [
        _SKIP * (first + place - base) if first + place >= base else _EXTRA
        for place in range(n + 1)
    ]
    costs, came = [start], []
    for word in said:
        above = costs[-1]
        row: list[float] = []
        steps: list[tuple[int, int, bool]] = []
        for place in range(n + 1):
            best, step = above[place] + _EXTRA, (place, -1, False)
            if place:
                change = _change(word, window[place - 1])
                # From the place before, or from behind a few words that are said again.
                for before in range(place - 1, min(n, place + 4) + 1):
                    again = before > place - 1
                    if again and change:
                        break
                    cost = above[before] + change + (_NEAR if again else 0.0)
                    if cost < best:
                        best, step = cost, (before, place - 1, change < _OTHER)
                if row[place - 1] + _SKIP < best:
                    best, step = row[place - 1] + _SKIP, steps[place - 1]
            row.append(best)
            steps.append(step)
        costs.append(row)
        came.append(steps)
    place = min(range(n + 1), key=lambda each: (costs[-1][each], each))
    found: list[tuple[int | None, bool]] = []
    for steps in reversed(came):
        before, index, is_same = steps[place]
        found.append((first + index if index >= 0 else None, is_same))
        place = before
    return found[::-1]


@lru_cache(maxsize=4096)
def _change(said: str, due: str) -> float:
    if said == due:
        return 0.0
    is_like = SequenceMatcher(None, said, due, autojunk=False).ratio() >= _LIKE
    return _NEAR if is_like else _OTHER
