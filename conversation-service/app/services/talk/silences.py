"""Where nobody says anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from .timed import TimedTurn, by_start

LONG_SILENCE_S = 3.0


@dataclass(frozen=True, slots=True)
class LongSilence:
    start_s: float
    end_s: float
    after: str
    """Who spoke last."""
    before: str
    """Who speaks next."""


def long_silences(turns: Sequence[TimedTurn]) -> list[LongSilence]:
    """Longer than LONG_SILENCE_S, between the first turn and the last, in order."""
    found: list[LongSilence] = []
    last: TimedTurn | None = None
    for turn in by_start(turns):
        if last is not None and turn.start_s - last.end_s > LONG_SILENCE_S:
            found.append(LongSilence(last.end_s, turn.start_s, last.speaker, turn.speaker))
        if last is None or turn.end_s >= last.end_s:
            last = turn
    return found
