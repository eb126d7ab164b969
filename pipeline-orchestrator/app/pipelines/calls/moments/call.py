"""A call as the rules look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from shared.contracts.conversation import SentimentProbabilities

from ....schemas.calls import AGENT, CUSTOMER, AgentAccent, CallTalk, CallTurn, ClearTurn


@dataclass(frozen=True)
class ToldCall:
    turns: Sequence[CallTurn]
    duration_s: float
    talk: CallTalk | None = None
    """None where nobody could tell how it went."""
    accent: AgentAccent | None = None
    """None where nothing was judged."""

    def before(self, turn: CallTurn, speaker: str) -> CallTurn | None:
        """The last turn of that speaker that began before it."""
        return next(
            (each for each in reversed(self.turns[: turn.index]) if each.speaker == speaker), None
        )

    def after(self, turn: CallTurn, speaker: str) -> CallTurn | None:
        """The first turn of that speaker that began behind it."""
        return next(
            (each for each in self.turns[turn.index + 1 :] if each.speaker == speaker), None
        )

    def of(self, speaker: str) -> list[CallTurn]:
        return [turn for turn in self.turns if turn.speaker == speaker]

    def feeling(self, turn: CallTurn) -> SentimentProbabilities | None:
        return self._feelings.get(turn.index)

    def pace(self, turn: CallTurn) -> float | None:
        """Words a minute."""
        return self._paces.get(turn.index)

    def clear(self, turn: CallTurn) -> ClearTurn | None:
        return self._clear.get(turn.index)

    @cached_property
    def exchanges(self) -> list[tuple[CallTurn, CallTurn, CallTurn]]:
        """A turn of the customer's, the agent's first behind it, and the customer's next one behind that."""
        found: list[tuple[CallTurn, CallTurn, CallTurn]] = []
        for turn in self.of(AGENT):
            earlier, later = self.before(turn, CUSTOMER), self.after(turn, CUSTOMER)
            is_first = earlier is not None and self.after(earlier, AGENT) is turn
            if earlier is not None and later is not None and is_first:
                found.append((earlier, turn, later))
        return found

    @cached_property
    def _feelings(self) -> dict[int, SentimentProbabilities]:
        told = self.talk.turns if self.talk is not None else []
        return {each.turn: each.probabilities for each in told if each.probabilities is not None}

    @cached_property
    def _paces(self) -> dict[int, float]:
        told = self.talk.turns if self.talk is not None else []
        return {each.turn: each.words_per_min for each in told if each.words_per_min is not None}

    @cached_property
    def _clear(self) -> dict[int, ClearTurn]:
        return {each.turn: each for each in self.accent.turns} if self.accent is not None else {}
