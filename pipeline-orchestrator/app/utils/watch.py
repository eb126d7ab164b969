"""Telling what stands still, by this process's own clock: the time of day jumps, and differs between machines."""

import math
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Watch(Generic[K]):
    """For how long each of some things has been seen unchanged."""

    longest_gap_s: float = math.inf
    """Between two looks. After a longer one the watcher itself stood still, and what it watches may have done the same:
    it starts anew."""
    clock: Callable[[], float] = time.monotonic
    _looked_at: float = -math.inf
    _since: dict[K, tuple[object, float]] = field(default_factory=dict)
    """What a thing looked like, and from when on."""

    def look(self, seen: Mapping[K, object], *, asked_at: float) -> dict[K, float]:
        """Seconds for which each has looked as it does now; what isn't there any more is forgotten.

        `asked_at` is the clock before `seen` was read. A span is counted from after the first reading to before
        the last: however long reading takes, it is never too long.
        """
        at = self.clock()
        if at - self._looked_at > self.longest_gap_s:
            self._since.clear()
        self._looked_at = at
        self._since = {
            key: (sign, self._unchanged_since(key, sign, at)) for key, sign in seen.items()
        }
        return {key: max(0.0, asked_at - since) for key, (_, since) in self._since.items()}

    @property
    def known(self) -> frozenset[K]:
        """What the last look saw."""
        return frozenset(self._since)

    def _unchanged_since(self, key: K, sign: object, at: float) -> float:
        before = self._since.get(key)
        return before[1] if before is not None and before[0] == sign else at
