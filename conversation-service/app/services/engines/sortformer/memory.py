"""What is remembered of the speakers while a recording goes by: the arrival-order speaker cache of Medennikov et al. 2025 (arXiv 2507.18446).

The latest frames wait whole in a FIFO. Those that leave it join the cache; when that is full, the frames stay in it that tell one speaker best, each speaker's behind one another and
in their order, with some silence behind. Constants are those that the published models were trained with.
"""

import numpy as np

from .layout import N_SPEAKERS, SILENT_PER_SPEAKER, StreamLayout

_SPEAKS = 0.5
_LEAST = 0.25
"""Probabilities and their complements are raised to this before their logarithms count."""
_SILENT = 0.2
"""Sum of all speakers' probabilities, below which nobody speaks."""
_LATEST = 0.05
"""More for frames that have just come."""
_STRONG_SHARE, _WEAK_SHARE = 0.75, 1.5
"""Of a speaker's place: so many best frames are raised by log 4, so many by log 2 more."""
_ENOUGH_SHARE = 0.5
"""Of a speaker's place, filled by frames of him alone: then none of those where others speak too is kept."""


class SpeakerMemory:
    """Of one recording."""

    def __init__(self, layout: StreamLayout, n_dimensions: int, n_speakers: int) -> None:
        self._layout = layout
        self._n_speakers = n_speakers
        self.cache = np.zeros((0, n_dimensions), np.float32)
        self.fifo = np.zeros((0, n_dimensions), np.float32)
        self._chosen_by: np.ndarray | None = None
        """What the cache's frames were told when they were chosen; until it is first full they are told anew at each step."""
        self._silence = np.zeros(n_dimensions, np.float32)
        self._n_silent = 0

    def take(self, told: np.ndarray, embedded: np.ndarray, *, left: int, right: int) -> np.ndarray:
        """The probabilities of a chunk's own frames, float32 (n_frames - left - right, 4), speakers beyond n_speakers never.

        `told`: of cache, FIFO and chunk; `embedded`: of the chunk, with `left` and `right` frames around it.
        """
        allowed = np.where(np.arange(N_SPEAKERS) < self._n_speakers, told, 0.0).astype(np.float32)
        n_cached, n_waiting = len(self.cache), len(self.fifo)
        own = slice(n_cached + n_waiting + left, len(told) - right)
        of_chunk = allowed[own]
        fifo = np.concatenate([self.fifo, embedded[left : len(embedded) - right]])
        of_fifo = np.concatenate([allowed[n_cached : n_cached + n_waiting], of_chunk])
        heard = np.concatenate([told[n_cached : n_cached + n_waiting], told[own]])
        n_leaving = self._n_leaving(len(fifo))
        if n_leaving:
            self._listen_to_silence(fifo[:n_leaving], heard[:n_leaving])
            known = allowed[:n_cached] if self._chosen_by is None else self._chosen_by
            self._remember(fifo[:n_leaving], np.concatenate([known, of_fifo[:n_leaving]]))
        self.fifo = fifo[n_leaving:]
        return of_chunk

    def _n_leaving(self, n_waiting: int) -> int:
        too_many = n_waiting - self._layout.fifo
        return min(max(self._layout.update, too_many), n_waiting) if too_many > 0 else 0

    def _listen_to_silence(self, embedded: np.ndarray, heard: np.ndarray) -> None:
        """Its mean stands where the cache has no frame to keep."""
        silent = embedded[heard.sum(axis=1) < _SILENT]
        if len(silent):
            total = self._silence * self._n_silent + silent.sum(axis=0)
            self._n_silent += len(silent)
            self._silence = (total / self._n_silent).astype(np.float32)

    def _remember(self, embedded: np.ndarray, told: np.ndarray) -> None:
        """`told`: of the cache and of `embedded`."""
        self.cache = np.concatenate([self.cache, embedded])
        if len(self.cache) > self._layout.cache:
            kept = kept_frames(told, self._layout.cache)
            empty = (kept < 0)[:, None]
            self.cache = np.where(empty, self._silence, self.cache[kept])
            self._chosen_by = np.where(empty, 0.0, told[kept]).astype(np.float32)


def kept_frames(told: np.ndarray, n_kept: int) -> np.ndarray:
    """Which frames stay, int (n_kept,): of the first speaker in their order, then SILENT_PER_SPEAKER times −1, which is silence, and so on; −1 also where there are none left.

    `told`: float32 (n_frames, 4), of the cache's `n_kept` frames and of those behind that have just come. A frame in which two speak may be kept for both.
    """
    place = n_kept // N_SPEAKERS - SILENT_PER_SPEAKER
    scores = _scores(told, n_enough=int(place * _ENOUGH_SHARE))
    scores[n_kept:] += _LATEST
    for share, raised in ((_STRONG_SHARE, np.log(4)), (_WEAK_SHARE, np.log(2))):
        best = np.argsort(-scores, axis=0, kind="stable")[: int(place * share)]
        np.put_along_axis(scores, best, np.take_along_axis(scores, best, axis=0) + raised, axis=0)
    scores = np.concatenate([scores, np.full((SILENT_PER_SPEAKER, N_SPEAKERS), np.inf)])
    by_speaker = scores.T.ravel()
    chosen = np.argsort(-by_speaker, kind="stable")[:n_kept]
    chosen = np.sort(chosen[by_speaker[chosen] > -np.inf])
    frames = chosen % len(scores)
    frames[frames >= len(told)] = -1
    return np.pad(frames, (0, n_kept - len(frames)), constant_values=-1)


def _scores(told: np.ndarray, *, n_enough: int) -> np.ndarray:
    """How well each frame tells each speaker, float64 (n_frames, 4): above 0 where one alone speaks, −inf where he doesn't."""
    speaks = np.log(np.maximum(told, _LEAST))
    is_quiet = np.log(np.maximum(1.0 - told, _LEAST))
    scores = speaks - is_quiet + is_quiet.sum(axis=1, keepdims=True) - np.log(0.5)
    is_alone = scores > 0
    has_enough = (is_alone & (told > _SPEAKS)).sum(axis=0) >= n_enough
    return np.where((told > _SPEAKS) & (is_alone | ~has_enough), scores, -np.inf)
