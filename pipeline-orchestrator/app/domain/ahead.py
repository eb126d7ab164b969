"""Who is in the queue before a task that comes now, and when it would be done."""

from bisect import bisect_right
from dataclasses import dataclass

OLDEST_EVERY = 3
"""Each third claim goes by age alone, so that no task waits for ever behind those that somebody waits for."""
FEWEST_ENDED = 3
"""Fewer say little of a pace."""


@dataclass(frozen=True, slots=True)
class QueueAhead:
    n_waiting: int
    n_running: int
    seen_s: float
    """For so long the queue was looked back at: since the oldest of those who wait came, so that somebody waited all the time."""
    n_ended: int
    """Meanwhile."""
    work_s: float = 0.0
    """Mean of the work on tasks that ended of late, asked for where too few have; 0: none did."""

    patiences_s: tuple[float, ...] = ()
    """Of those who wait for theirs, the shortest first: for how long yet."""

    def stay_s(self, waits_s: float) -> float:
        """Seconds that a task which comes now and is waited for so long would be there, as it went while the oldest waited; in
        the first seconds of a queue by the work that a task is, and never less than the queue is old."""
        return self._stay_s(bisect_right(self.patiences_s, waits_s))

    def late_s(self, waits_s: float, *, share: float) -> float:
        """By how much it would pass that share of what it is waited for, or make another late who would not be without it; 0:
        neither."""
        place = bisect_right(self.patiences_s, waits_s)
        behind = (
            self._stay_s(n_before + 1) - patience_s
            for n_before, patience_s in enumerate(self.patiences_s[place:], start=place)
            if self._stay_s(n_before) <= patience_s
        )
        return max(0.0, self._stay_s(place) - share * waits_s, *behind)

    def _stay_s(self, n_before: int) -> float:
        """Behind so many who are waited for, and those who come by their age meanwhile."""
        if not self.n_waiting:
            return 0.0
        by_age = n_before // (OLDEST_EVERY - 1) + 1
        n_tasks = min(self.n_waiting, n_before + by_age) + self.n_running + 1
        if self.n_ended >= FEWEST_ENDED:
            return n_tasks * self.seen_s / self.n_ended
        return max(self.seen_s, n_tasks * self.work_s / max(1, self.n_running))
