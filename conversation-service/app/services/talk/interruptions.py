"""Who begins while another speaks, and goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

from .timed import TimedTurn, by_start

LEAST_OVERLAP_S = 0.5
"""Less is a change of turns without a pause; times of words are no surer."""
_LATER_S = 0.3
"""Who begins nearly at the same time interrupts nobody."""


@dataclass(frozen=True, slots=True)
class FoundInterruption:
    by: TimedTurn
    of: TimedTurn

    @property
    def overlap_s(self) -> float:
        return min(self.by.end_s, self.of.end_s) - self.by.start_s

    @property
    def gave_way(self) -> bool:
        """Whether who was speaking stopped first."""
        return self.of.end_s < self.by.end_s


def interruptions(turns: Sequence[TimedTurn]) -> list[FoundInterruption]:
    """In order; of several who were speaking the one that began last is interrupted. A short answer interrupts nobody."""
    found: list[FoundInterruption] = []
    speaking: list[TimedTurn] = []
    for turn in by_start(turns):
        speaking = [each for each in speaking if each.end_s - turn.start_s >= LEAST_OVERLAP_S]
        others = [
            each
            for each in speaking
            if each.speaker != turn.speaker and turn.start_s - each.start_s >= _LATER_S
        ]
        if others and turn.duration_s >= LEAST_OVERLAP_S and not turn.is_short_answer:
            found.append(FoundInterruption(by=turn, of=others[-1]))
        speaking.append(turn)
    return found
