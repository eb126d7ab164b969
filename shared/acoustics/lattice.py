"""Viterbi over the target phones: every pronunciation of every word, silence allowed between words.

The result says when each target phone was spoken if it was spoken; whether it was is evidence.py's
question. A piece of text that can be read in several ways stands with all of them side by side, and the best
path says which was (`choose_readings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.phone_set import CLASS_OF, SILENCE

Variants = Sequence[Sequence[str]]
"""The pronunciations of one word, phones without stress."""
Readings = Sequence[Sequence[Variants]]
"""The ways to read one piece of text, each a sequence of words."""
_NARROW = 2
"""States that most states can come from: themselves, and the phone before."""
_IMPOSSIBLE = np.float32(-1e9)


class TooShortForText(ValueError):
    """There are fewer frames than phones."""


@dataclass(frozen=True, slots=True)
class Segment:
    word: int
    position: int
    """Index of the phone in its word."""
    phone: int
    """Class index."""
    start: int
    """First frame."""
    stop: int
    """Frame after the last; at least start + 1."""


@dataclass(frozen=True, slots=True)
class Path:
    variants: list[int]
    """Which pronunciation of each word fits best."""
    segments: list[Segment]
    """The phones in order."""
    score: float
    """Sum of the emissions along the path."""


@dataclass(frozen=True, slots=True)
class _Graph:
    emission: np.ndarray
    """int (n_states,): class each state emits."""
    word: np.ndarray
    """int (n_states,): -1 for silence. Words are counted over all readings of all pieces."""
    variant: np.ndarray
    position: np.ndarray
    before: np.ndarray
    """int (n_states, width): states it can come from, itself first; padded with n_states."""
    starts: np.ndarray
    ends: np.ndarray


def align(emissions: np.ndarray, words: Sequence[Variants]) -> Path:
    """The best path of `words` through float (n_frames, 40) log emissions.

    Raises TooShortForText when not even the shortest pronunciations fit.
    """
    _require_room(emissions, [[[variants]] for variants in words])
    graph = _graph([[[variants]] for variants in words])
    states = _viterbi(emissions, graph)
    score = float(emissions[np.arange(len(states)), graph.emission[states]].sum())
    return _read(states, graph, len(words), score)


def choose_readings(emissions: np.ndarray, pieces: Sequence[Readings]) -> list[int]:
    """Which reading of each piece of a text the best path through float (n_frames, 40) log emissions goes by.

    Raises TooShortForText when not even the shortest readings fit.
    """
    _require_room(emissions, pieces)
    graph = _graph(pieces)
    taken = set(graph.word[_viterbi(emissions, graph)].tolist())
    chosen: list[int] = []
    number = 0
    for readings in pieces:
        chosen.append(0)
        for choice, words in enumerate(readings):
            if number in taken:
                chosen[-1] = choice
            number += len(words)
    return chosen


def _require_room(emissions: np.ndarray, pieces: Sequence[Readings]) -> None:
    shortest = sum(
        min(sum(min(map(len, variants)) for variants in words) for words in readings)
        for readings in pieces
    )
    if len(emissions) < shortest:
        raise TooShortForText(f"{len(emissions)} frames for at least {shortest} phones")


def _graph(pieces: Sequence[Readings]) -> _Graph:
    emission: list[int] = []
    labels: list[tuple[int, int, int]] = []
    before: list[list[int]] = []

    def add(phone: int, label: tuple[int, int, int], sources: Sequence[int]) -> int:
        state = len(emission)
        emission.append(phone)
        labels.append(label)
        before.append([state, *sources])
        return state

    def add_silence(sources: Sequence[int]) -> int:
        return add(SILENCE, (-1, -1, -1), sources)

    def add_word(number: int, variants: Variants, entries: Sequence[int]) -> list[int]:
        """Its last states, by pronunciation."""
        finals: list[int] = []
        for choice, phones in enumerate(variants):
            sources = list(entries)
            for position, phone in enumerate(phones):
                state = add(CLASS_OF[phone], (number, choice, position), sources)
                if entries == opening and position == 0:
                    starts.append(state)
                sources = [state]
            finals += sources
        return finals

    opening = [add_silence([])]
    entries, starts = opening, list(opening)
    number = 0
    for readings in pieces:
        exits: list[int] = []
        for words in readings:
            finals = entries
            for place, variants in enumerate(words):
                finals = add_word(number, variants, finals)
                number += 1
                if place < len(words) - 1:
                    finals = [*finals, add_silence(finals)]
            exits += finals
        entries = [*exits, add_silence(exits)]
    n_states = len(emission)
    width = max(len(sources) for sources in before)
    padded = np.full((n_states, width), n_states, dtype=np.int32)
    for state, sources in enumerate(before):
        padded[state, : len(sources)] = sources
    word, variant, position = np.array(labels, dtype=np.int32).T
    return _Graph(
        np.array(emission), word, variant, position, padded, np.array(starts), np.array(entries)
    )


def _viterbi(emissions: np.ndarray, graph: _Graph) -> np.ndarray:
    """Best state of each frame."""
    n_frames, n_states = len(emissions), len(graph.emission)
    emitted = emissions[:, graph.emission].astype(np.float32)
    back = np.empty((n_frames, n_states), dtype=np.uint8)
    first = graph.before[:, :_NARROW]
    wide = np.flatnonzero(graph.before[:, _NARROW:].min(axis=1, initial=n_states) < n_states)
    sources = graph.before[wide]
    every, every_wide = np.arange(n_states), np.arange(len(wide))
    score = np.full(n_states + 1, _IMPOSSIBLE, dtype=np.float32)  # the last one is the padding
    score[graph.starts] = emitted[0, graph.starts]
    for frame in range(1, n_frames):
        raise_if_abandoned()
        candidates = score[first]
        choice = candidates.argmax(axis=1)
        best = candidates[every, choice]
        if len(wide):
            candidates = score[sources]
            choice[wide] = candidates.argmax(axis=1)
            best[wide] = candidates[every_wide, choice[wide]]
        back[frame] = choice
        score[:n_states] = best + emitted[frame]
    states = np.empty(n_frames, dtype=np.int32)
    states[-1] = graph.ends[score[graph.ends].argmax()]
    for frame in range(n_frames - 1, 0, -1):
        states[frame - 1] = graph.before[states[frame], back[frame, states[frame]]]
    return states


def _read(states: np.ndarray, graph: _Graph, n_words: int, score: float) -> Path:
    changes = np.flatnonzero(np.diff(states)) + 1
    variants = [0] * n_words
    segments: list[Segment] = []
    for start, stop in zip([0, *changes], [*changes, len(states)], strict=True):
        state = states[start]
        if graph.word[state] < 0:
            continue
        word = int(graph.word[state])
        variants[word] = int(graph.variant[state])
        segments.append(
            Segment(
                word, int(graph.position[state]), int(graph.emission[state]), int(start), int(stop)
            )
        )
    return Path(variants, segments, score)
