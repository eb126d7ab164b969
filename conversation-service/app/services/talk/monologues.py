"""How long somebody speaks while nobody else says more than a short answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from .silences import LONG_SILENCE_S
from .timed import TimedTurn, by_start


@dataclass(frozen=True, slots=True)
class LongTalk:
    speaker: str
    turns: tuple[TimedTurn, ...]
    """The speaker's own."""

    @property
    def start_s(self) -> float:
        return self.turns[0].start_s

    @property
    def end_s(self) -> float:
        return max(turn.end_s for turn in self.turns)

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


def longest_monologues(turns: Sequence[TimedTurn]) -> dict[str, LongTalk]:
    """By speaker. A long silence ends one, as another's turn does."""
    longest: dict[str, LongTalk] = {}
    for talk in _monologues(by_start(turns)):
        if talk.speaker not in longest or talk.duration_s > longest[talk.speaker].duration_s:
            longest[talk.speaker] = talk
    return longest


def _monologues(turns: Sequence[TimedTurn]) -> list[LongTalk]:
    made: list[LongTalk] = []
    going: LongTalk | None = None
    for turn in turns:
        if going is not None and turn.speaker == going.speaker:
            if turn.start_s - going.end_s <= LONG_SILENCE_S:
                going = LongTalk(turn.speaker, (*going.turns, turn))
                continue
        elif going is not None and turn.is_short_answer:
            made.append(LongTalk(turn.speaker, (turn,)))
            continue
        if going is not None:
            made.append(going)
        going = LongTalk(turn.speaker, (turn,))
    return [*made, *([going] if going else [])]
