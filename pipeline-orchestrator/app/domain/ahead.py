"""Who was in the queue before a task that comes now, and when it would be done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueAhead:
    n_waiting: int
    n_running: int
    seen_s: float
    """For so long the queue was looked back at: since the oldest of those who wait came, so that somebody waited all the time."""
    n_ended: int
    """Meanwhile."""

    @property
    def stay_s(self) -> float:
        """Seconds that a task which comes now would be there, as it went while the oldest waited. Nothing is known of the first
        seconds of a queue: it is then as long as it is old."""
        if not self.n_waiting:
            return 0.0
        if not self.n_ended:
            return self.seen_s
        return (self.n_waiting + self.n_running + 1) * self.seen_s / self.n_ended
