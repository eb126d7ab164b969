"""A long recording in pieces that begin and end in pauses, each short enough to be worked on as a recording of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.audio.decode import RATE_HZ, Audio
from shared.audio.long_recording import LongRecording
from shared.audio.voice_activity import SPEECH_PROBABILITY, STEP

LONGEST_PIECE_S = 28.0
"""With the room around it, what one window of Whisper holds."""
_STEP_S = STEP / RATE_HZ
_ROOM_STEPS = 10
"""0.32 s around a piece: of the pause, as far as half of it reaches, and else of silence."""
_SHORTEST_PAUSE_STEPS = 6
"""0.19 s: a stop's closure is shorter."""
_LONG_PAUSE_STEPS = 94
"""3 s: nothing goes on over it, and a recogniser makes things up in it."""
_SCRAP_STEPS = 3
"""0.1 s: no word."""

Run = tuple[int, int]
"""First step, and one past the last."""


@dataclass(frozen=True, slots=True)
class RecordingPiece:
    """In steps of 32 ms from the recording's start."""

    first: int
    """Of its speech."""
    end: int
    """One past the last of its speech."""
    room_before: int
    """Steps of the pause before, up to _ROOM_STEPS, that are no other piece's."""
    room_after: int

    @property
    def start_s(self) -> float:
        return self.first * _STEP_S

    @property
    def end_s(self) -> float:
        return self.end * _STEP_S

    @property
    def heard_from_s(self) -> float:
        """Where its audio begins; may be before the recording's start."""
        return (self.first - _ROOM_STEPS) * _STEP_S

    def audio(self, recording: LongRecording) -> Audio:
        """Its speech with 0.32 s on each side: the pause, and silence where that is another piece's."""
        start, stop = (self.first - _ROOM_STEPS) * STEP, (self.end + _ROOM_STEPS) * STEP
        audio = recording.audio(start, stop)
        audio.samples[: (_ROOM_STEPS - self.room_before) * STEP] = 0.0
        audio.samples[len(audio.samples) - (_ROOM_STEPS - self.room_after) * STEP :] = 0.0
        return audio

    def of_steps(self, values: np.ndarray) -> np.ndarray:
        """One value for each step of its audio, of `values` (n_steps,) for those of the recording; zeros in its room."""
        room = np.zeros(_ROOM_STEPS, values.dtype)
        return np.concatenate([room, values[self.first : self.end], room])


def cut_pieces(
    probabilities: np.ndarray, *, longest_s: float = LONGEST_PIECE_S
) -> list[RecordingPiece]:
    """The pieces, in order, that hold all speech of a recording; none where there is none.

    `probabilities` are of speech in each 32 ms, float32 (n_steps,). A piece holds at most `longest_s` from its first speech to
    its last. It ends in the longest pause of its second half where more follows than it may hold, and at any pause of 3 s;
    where nobody pauses for so long, where speech is least likely.
    """
    longest = int(longest_s / _STEP_S)
    runs = [part for run in _runs(probabilities) for part in _in_parts(run, probabilities, longest)]
    spans = _packed(runs, longest)
    n_steps = len(probabilities)
    ends = [0, *(end for _, end in spans)]
    starts = [*(first for first, _ in spans), n_steps]
    return [
        RecordingPiece(
            first,
            end,
            room_before=_room(first - ends[number], is_shared=number > 0),
            room_after=_room(starts[number + 1] - end, is_shared=number + 1 < len(spans)),
        )
        for number, (first, end) in enumerate(spans)
    ]


def _room(pause: int, *, is_shared: bool) -> int:
    return min(_ROOM_STEPS, pause // 2 if is_shared else pause)


def _runs(probabilities: np.ndarray) -> list[Run]:
    """Speech between pauses, without scraps."""
    steps = np.flatnonzero(probabilities >= SPEECH_PROBABILITY)
    if not len(steps):
        return []
    parts = np.split(steps, np.flatnonzero(np.diff(steps) > _SHORTEST_PAUSE_STEPS) + 1)
    return [
        (int(part[0]), int(part[-1]) + 1) for part in parts if part[-1] - part[0] >= _SCRAP_STEPS
    ]


def _in_parts(run: Run, probabilities: np.ndarray, longest: int) -> list[Run]:
    """Where nobody pauses: cut where speech is least likely, in the last third of what a piece may hold."""
    first, end = run
    parts: list[Run] = []
    while end - first > longest:
        earliest = first + longest * 2 // 3
        cut = earliest + int(np.argmin(probabilities[earliest : first + longest]))
        parts.append((first, cut))
        first = cut
    return [*parts, (first, end)]


def _packed(runs: Sequence[Run], longest: int) -> list[Run]:
    spans: list[Run] = []
    at = 0
    while at < len(runs):
        stop = _last_that_fits(runs, at, longest)
        spans.append((runs[at][0], runs[stop][1]))
        at = stop + 1
    return spans


def _last_that_fits(runs: Sequence[Run], at: int, longest: int) -> int:
    """The last run of the piece that begins with run `at`."""
    start, last = runs[at][0], at
    best, best_pause = at, -1
    while last + 1 < len(runs):
        pause = runs[last + 1][0] - runs[last][1]
        if pause >= _LONG_PAUSE_STEPS:
            return last
        if runs[last][1] - start >= longest // 2 and pause >= best_pause:
            best, best_pause = last, pause
        if runs[last + 1][1] - start > longest:
            return best if best_pause >= 0 else last
        last += 1
    return last
