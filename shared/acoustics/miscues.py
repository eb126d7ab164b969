"""How a speaker got through the text: words left out, said twice or broken off, and speech that is no part of it.

The lattice of lattice.py makes every word find room. Here the same phones stand in a lattice where, for a
price, a word may be skipped, a stretch already read may be read again, a word may be broken off, and speech
may belong to no word. With no miscue worth its price, the best path is that of lattice.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.lattice import Segment, TooShortForText, Variants
from shared.acoustics.phone_set import CLASS_OF, SILENCE

_IMPOSSIBLE = np.float32(-1e9)
_REACH = 5
"""Words that a speaker goes back at the price of a repetition; farther back costs a jump."""
_BACK_FROM_BROKEN = 4
"""Words before a broken one that a speaker may take up again, its own start included."""
_END, _SILENT, _OTHER = 0, 1, 2
_REPEAT, _BROKEN, _JUMP = 3, 20, 40
"""How a word came to be entered: behind the word before it (the first three), again, after a broken word
(plus 10 with a pause), or from anywhere."""
_PAUSED = 10


@dataclass(frozen=True, slots=True)
class Prices:
    """What each miscue costs a path, in summed log emission (nats)."""

    skipped_word: float = 10.0
    skipped_phone: float = 1.0
    """For each phone of a skipped word, beside `skipped_word`."""
    other_speech: float = 30.0
    """For each stretch of speech that is no part of the text."""
    other_frame: float = 3.0
    """For each of its frames, off the likeliest phone's emission."""
    repeat: float = 30.0
    """For going back up to _REACH words."""
    broken: float = 30.0
    """For breaking off a word."""
    jump: float = 60.0
    """For going on anywhere else in the text."""


PRICES = Prices()
"""Chosen by training/heads/miscues on learners of four folds, so that hardly any word they said moves."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that a word was said, or begun."""

    word: int
    variant: int
    segments: tuple[Segment, ...]
    complete: bool

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def stop(self) -> int:
        return self.segments[-1].stop


@dataclass(frozen=True, slots=True)
class OtherSpeech:
    """Speech that is no part of the text."""

    start: int
    """First frame."""
    stop: int
    before: int
    """The word of the text that it precedes; the number of words behind the last."""


@dataclass(frozen=True, slots=True)
class Reading:
    n_words: int
    visits: list[Visit]
    """In the order of time."""
    other: list[OtherSpeech] = field(default_factory=list)

    @property
    def has_miscues(self) -> bool:
        said = [visit.word for visit in self.visits]
        return bool(self.other) or said != list(range(self.n_words)) or not all(
            visit.complete for visit in self.visits
        )  # fmt: skip


def find_reading(
    emissions: np.ndarray, words: Sequence[Variants], prices: Prices = PRICES
) -> Reading:
    """The best reading of `words` in float (n_frames, 40) log emissions.

    Time and memory are linear in frames times phones. Raises TooShortForText on an empty recording.
    """
    if not len(emissions):
        raise TooShortForText("no frames")
    states = _States(words)
    return _traced(states, *_search(emissions.astype(np.float32), states, prices))


class _States:
    """The phone states of all pronunciations of all words, one after the other."""

    def __init__(self, words: Sequence[Variants]) -> None:
        rows = [
            (word, variant, position, CLASS_OF[phone], position == len(phones) - 1)
            for word, variants in enumerate(words)
            for variant, phones in enumerate(variants)
            for position, phone in enumerate(phones)
        ]
        self.word, self.variant, self.position, self.phone, is_last = np.array(
            rows, dtype=np.int32
        ).T
        self.n_words = len(words)
        self.is_first = self.position == 0
        self.first = np.flatnonzero(self.is_first)
        self.last = _by_word(np.flatnonzero(is_last), self.word, len(words))
        inner = np.flatnonzero((self.position >= 1) & (is_last == 0))
        self.inner = _by_word(inner, self.word, len(words))
        self.shortest = np.array([min(map(len, variants)) for variants in words])


def _by_word(states: np.ndarray, word: np.ndarray, n_words: int) -> np.ndarray:
    """int (n_words, width): the given states of each word, padded with the number of all states."""
    counts = np.bincount(word[states], minlength=n_words)
    table = np.full((n_words, max(1, counts.max(initial=0))), len(word), dtype=np.int32)
    column = np.arange(len(states)) - np.repeat(np.cumsum(counts) - counts, counts)
    table[word[states], column] = states
    return table


@dataclass(slots=True)
class _Back:
    """Where each frame's best paths came from; the rows of frame t say how states at t were reached."""

    moved: np.ndarray
    """uint8 (n_frames, ceil(n_states / 8)): bits, whether a phone was entered in this frame."""
    variant_end: np.ndarray
    """int (n_frames, n_words): column of `last`, as of the frame before."""
    inner: np.ndarray
    """The same for the phone in which a word was broken off."""
    left: np.ndarray
    """uint8 (n_frames, n_words + 1): how each gap was left: _END, _SILENT, _OTHER."""
    entered: np.ndarray
    """uint8 (n_frames, n_words + 1)."""
    skipped_to: np.ndarray
    """int (n_frames, n_words + 1): the word where the skipping before this one began."""
    jumped_from: np.ndarray
    """int (n_frames,): gap."""
    silent: np.ndarray
    """uint8 (n_frames, n_words + 1): 0 stayed, else one of _END, _OTHER plus 1."""
    other: np.ndarray
    """uint8 (n_frames, n_words + 1): 0 stayed, else one of _END, _SILENT plus 1."""
    paused: np.ndarray
    """uint8 (n_frames, n_words): 1 where the silence after a broken word began."""

    @classmethod
    def empty(cls, n_frames: int, states: _States) -> "_Back":
        n_words, n_gaps = states.n_words, states.n_words + 1

        def table(width: int, kind: type) -> np.ndarray:
            return np.zeros((n_frames, width), dtype=kind)

        return cls(
            moved=table(-(-len(states.word) // 8), np.uint8),
            variant_end=table(n_words, np.uint8),
            inner=table(n_words, np.uint8),
            left=table(n_gaps, np.uint8),
            entered=table(n_gaps, np.uint8),
            skipped_to=table(n_gaps, np.int16),
            jumped_from=np.zeros(n_frames, dtype=np.int16),
            silent=table(n_gaps, np.uint8),
            other=table(n_gaps, np.uint8),
            paused=table(n_words, np.uint8),
        )


def _search(emissions: np.ndarray, states: _States, prices: Prices) -> tuple[_Back, int, int]:
    """Back-pointers, the gap in which the best path ends, and how it was left."""
    n_frames, n_words = len(emissions), states.n_words
    back = _Back.empty(n_frames + 1, states)
    # What skipping the words before each one costs, summed from the start.
    skipping = np.zeros(n_words + 1, dtype=np.float32)
    skipping[1:] = np.cumsum(prices.skipped_word + prices.skipped_phone * states.shortest)
    free = np.delete(emissions, SILENCE, axis=1).max(axis=1) - np.float32(prices.other_frame)
    every_word, every_gap = np.arange(n_words), np.arange(n_words + 1)

    phone = np.full(len(states.word) + 1, _IMPOSSIBLE, dtype=np.float32)  # the last is the padding
    silent = np.full(n_words + 1, _IMPOSSIBLE, dtype=np.float32)
    other, paused = silent.copy(), np.full(n_words, _IMPOSSIBLE, dtype=np.float32)
    leaving = silent.copy()
    leaving[0] = 0.0  # before the first frame, nothing has been read
    entering = leaving - skipping
    end = np.full(n_words + 1, _IMPOSSIBLE, dtype=np.float32)
    end[0] = 0.0
    broken = paused.copy()

    for frame in range(n_frames + 1):
        raise_if_abandoned()
        if frame:
            finals = phone[states.last]
            choice = finals.argmax(axis=1)
            back.variant_end[frame] = choice
            end[0] = _IMPOSSIBLE
            end[1:] = finals[every_word, choice]
            exits = np.stack([end, silent, other])
            choice = exits.argmax(axis=0)
            back.left[frame] = choice
            leaving = exits[choice, every_gap]
            inner = phone[states.inner]
            choice = inner.argmax(axis=1)
            back.inner[frame] = choice
            broken = inner[every_word, choice] - np.float32(prices.broken)
            entering = _entries(back, frame, leaving, broken, paused, skipping, prices)
        if frame == n_frames:
            break
        emitted = emissions[frame]
        # Silences and other speech first: they need the phones' scores of the frame before.
        sources = np.stack([silent, end, other])
        choice = sources.argmax(axis=0)
        back.silent[frame] = np.array([0, _END + 1, _OTHER + 1], dtype=np.uint8)[choice]
        new_silent = sources[choice, every_gap] + emitted[SILENCE]
        begun = np.float32(prices.other_speech)
        sources = np.stack([other, end - begun, silent - begun])
        choice = sources.argmax(axis=0)
        back.other[frame] = np.array([0, _END + 1, _SILENT + 1], dtype=np.uint8)[choice]
        other = sources[choice, every_gap] + free[frame]
        back.paused[frame] = broken > paused
        paused = np.maximum(paused, broken) + emitted[SILENCE]
        silent = new_silent
        before = np.empty(len(states.word), dtype=np.float32)
        before[1:] = phone[:-2]
        before[states.first] = entering[states.word[states.first]]
        moved = before > phone[:-1]
        back.moved[frame] = np.packbits(moved)
        phone[:-1] = np.where(moved, before, phone[:-1]) + emitted[states.phone]
    ends = leaving + skipping
    gap = int(ends.argmax())
    return back, gap, int(back.left[n_frames, gap])


def _entries(
    back: _Back,
    frame: int,
    leaving: np.ndarray,
    broken: np.ndarray,
    paused: np.ndarray,
    skipping: np.ndarray,
    prices: Prices,
) -> np.ndarray:
    """Best score of entering each word in `frame`, float32 (n_words + 1,)."""
    best, how = leaving.copy(), back.left[frame]  # how: into the table itself
    entered = back.entered[frame]
    entered[:] = how

    def offer(scores: np.ndarray, words: slice, code: int) -> None:
        better = scores > best[words]
        best[words][better] = scores[better]
        entered[words][better] = code

    n_words = len(broken)
    for words_back in range(1, min(_REACH, n_words) + 1):
        again = leaving[words_back:] - np.float32(prices.repeat)
        offer(again, slice(0, n_words + 1 - words_back), _REPEAT + words_back - 1)
    for words_back in range(min(_BACK_FROM_BROKEN, n_words)):
        into = slice(0, n_words - words_back)
        offer(broken[words_back:], into, _BROKEN + words_back)
        offer(paused[words_back:], into, _BROKEN + _PAUSED + words_back)
    source = int(leaving.argmax())
    back.jumped_from[frame] = source
    jump = np.full(n_words, leaving[source] - np.float32(prices.jump), dtype=np.float32)
    offer(jump, slice(0, n_words), _JUMP)
    # Skipping any number of words: the best entry so far, each skipped word paid for.
    paid = best + skipping
    reached = np.maximum.accumulate(paid)
    every_gap = np.arange(n_words + 1)
    back.skipped_to[frame] = np.maximum.accumulate(np.where(paid == reached, every_gap, 0))
    return reached - skipping


def _traced(states: _States, back: _Back, gap: int, how: int) -> Reading:
    """Follow the back-pointers from the end of the recording to its start."""
    frame = len(back.left) - 1
    cells: list[tuple[str, int]] = []  # what each frame holds, last frame first
    cuts: set[int] = set()  # frames in which a word is entered anew
    place = _leave(states, back, frame, gap, how)
    while frame > 0:
        frame -= 1
        kind, index = place
        cells.append(place)
        if kind == "phone":
            if not (back.moved[frame, index >> 3] >> (7 - (index & 7))) & 1:
                continue
            if not states.is_first[index]:
                place = ("phone", index - 1)
                continue
            cuts.add(frame)
            if frame:
                place = _entry(states, back, frame, int(states.word[index]))
        elif kind == "silence":
            code = int(back.silent[frame, index])
            if code and frame:
                place = _leave(states, back, frame, index, code - 1)
        elif kind == "other":
            code = int(back.other[frame, index])
            if code:
                cuts.add(frame)
                if frame:
                    place = _leave(states, back, frame, index, code - 1)
        elif back.paused[frame, index]:
            place = _broken(states, back, frame, index)
    return _read(states, cells[::-1], cuts)


def _leave(states: _States, back: _Back, frame: int, gap: int, how: int) -> tuple[str, int]:
    if how == _END:
        return "phone", int(states.last[gap - 1, back.variant_end[frame, gap - 1]])
    return ("silence" if how == _SILENT else "other"), gap


def _broken(states: _States, back: _Back, frame: int, word: int) -> tuple[str, int]:
    return "phone", int(states.inner[word, back.inner[frame, word]])


def _entry(states: _States, back: _Back, frame: int, word: int) -> tuple[str, int]:
    """What stood in the frame before the one in which `word` was entered."""
    word = int(back.skipped_to[frame, word])
    code = int(back.entered[frame, word])
    if code >= _JUMP:
        word = int(back.jumped_from[frame])
    elif code >= _BROKEN + _PAUSED:
        return "paused", word + code - _BROKEN - _PAUSED
    elif code >= _BROKEN:
        return _broken(states, back, frame, word + code - _BROKEN)
    elif code >= _REPEAT:
        word += code - _REPEAT + 1
    return _leave(states, back, frame, word, int(back.left[frame, word]))


def _read(states: _States, cells: list[tuple[str, int]], cuts: set[int]) -> Reading:
    visits: list[Visit] = []
    other: list[OtherSpeech] = []
    visit_of_frame = np.cumsum([frame in cuts for frame in range(len(cells))])
    runs = groupby(range(len(cells)), key=lambda frame: (visit_of_frame[frame], *cells[frame]))
    segments: list[Segment] = []

    def close() -> None:
        if segments:
            last = states_of[-1]
            visits.append(
                Visit(
                    segments[0].word,
                    int(states.variant[last]),
                    tuple(segments),
                    bool((states.last == last).any()),
                )
            )
            segments.clear()
            states_of.clear()

    states_of: list[int] = []
    for (_, kind, index), frames in runs:
        span = list(frames)
        start, stop = span[0], span[-1] + 1
        if kind != "phone" or states.is_first[index]:
            close()
        if kind == "phone":
            states_of.append(index)
            segments.append(
                Segment(
                    int(states.word[index]),
                    int(states.position[index]),
                    int(states.phone[index]),
                    start,
                    stop,
                )
            )
        elif kind == "other":
            other.append(OtherSpeech(start, stop, index))
    close()
    return Reading(states.n_words, visits, other)
