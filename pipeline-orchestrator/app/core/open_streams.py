"""How many live streams a tenant has open: a stream holds a place at its engine for minutes, and others want theirs."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.errors import LimitReached

COME_AGAIN_S = 15
"""Nobody knows when a stream ends."""


class TooManyStreams(LimitReached):
    """Members: `limit`."""

    slug = "too-many-streams"
    title = "As many streams are open as may be"


@dataclass(slots=True)
class OpenStreams:
    """Of one process, in one thread."""

    most: int
    """Of one tenant; 0: as many as the services take."""
    _open: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def one_of(self, tenant: str) -> Iterator[None]:
        """Holds a place. Raises TooManyStreams."""
        if self.most and self._open[tenant] >= self.most:
            raise TooManyStreams(
                f"your tenant has {self.most} live streams open: end one, or come again in {COME_AGAIN_S} s",
                name="tenant-streams",
                retry_after_s=COME_AGAIN_S,
                limit=self.most,
            )
        self._open[tenant] += 1
        try:
            yield
        finally:
            self._open[tenant] -= 1
            if not self._open[tenant]:
                del self._open[tenant]
