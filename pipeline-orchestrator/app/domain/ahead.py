"""Who was in the queue before a task that comes now, and when it would be done."""

from dataclasses import dataclass

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

    @property
    def stay_s(self) -> float:
        """Seconds that a task which comes now would be there, as it went while the oldest waited; in the first seconds of a queue
        by the work that a task is, and never less than the queue is old."""
        if not self.n_waiting:
            return 0.0
        n_tasks = self.n_waiting + self.n_running + 1
        if self.n_ended >= FEWEST_ENDED:
            return n_tasks * self.seen_s / self.n_ended
        return max(self.seen_s, n_tasks * self.work_s / max(1, self.n_running))
