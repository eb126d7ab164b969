"""How many tokens a language model may cost: for one task, and for one day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Lock


def today() -> date:
    return datetime.now(UTC).date()


@dataclass(slots=True)
class TokenBudget:
    """Of one process; the day is that of UTC. A fleet of n processes may spend n times as much."""

    per_task: int
    per_day: int
    day: Callable[[], date] = today
    _spent: int = 0
    _spent_on: date | None = None
    _lock: Lock = field(default_factory=Lock)

    def left_today(self) -> int:
        with self._lock:
            return self.per_day - (self._spent if self._spent_on == self.day() else 0)

    def spend(self, tokens: int) -> None:
        with self._lock:
            if self._spent_on != self.day():
                self._spent_on, self._spent = self.day(), 0
            self._spent += tokens


@dataclass(slots=True)
class TaskTokens:
    """What one task has spent so far."""

    budget: TokenBudget
    spent: int = 0

    def allows(self, tokens: int) -> bool:
        return self.spent + tokens <= self.budget.per_task and tokens <= self.budget.left_today()

    def spend(self, tokens: int) -> None:
        self.spent += tokens
        self.budget.spend(tokens)
