"""What was verified a moment ago: bounded, and short, since a key may be revoked by another process."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.errors import Unavailable

T = TypeVar("T")

KEPT_S = 5.0
"""So long a revoked key may still open a door of another process."""
KEPT_WITHOUT_DATABASE_S = 300.0
"""While the database is away: who was let in a moment ago can still have things erased."""
MOST_KEPT = 2_000


@dataclass(slots=True)
class Recent(Generic[T]):
    clock: Callable[[], float]
    """Monotonic, in seconds."""
    _kept: OrderedDict[str, tuple[float, T]] = field(default_factory=OrderedDict)

    def get(self, key: str, *, within_s: float = KEPT_S) -> T | None:
        found = self._kept.get(key)
        if found is None or self.clock() - found[0] >= within_s:
            return None
        return found[1]

    async def get_or(self, key: str, find: Callable[[], Awaitable[T]]) -> T:
        """What is kept, else what is found and then kept. Raises what `find` raises; Unavailable only where nothing is kept."""
        kept = self.get(key)
        if kept is not None:
            return kept
        try:
            found = await find()
        except Unavailable:
            stale = self.get(key, within_s=KEPT_WITHOUT_DATABASE_S)
            if stale is None:
                raise
            return stale
        self.put(key, found)
        return found

    def put(self, key: str, value: T) -> None:
        self._kept[key] = (self.clock(), value)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def forget(self, is_meant: Callable[[T], bool]) -> None:
        for key in [key for key, (_, value) in self._kept.items() if is_meant(value)]:
            del self._kept[key]
