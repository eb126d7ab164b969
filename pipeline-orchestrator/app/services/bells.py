"""Waking those who wait for news in this process."""

from uuid import UUID
from weakref import WeakValueDictionary

import anyio


class Bells:
    """One bell a task. Take the bell, look at the database, then wait: no news is missed.

    A bell that nobody holds any more is gone, rung or not.
    """

    def __init__(self) -> None:
        self._events: WeakValueDictionary[UUID, anyio.Event] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._events)

    def of(self, task_id: UUID) -> anyio.Event:
        bell = self._events.get(task_id)
        if bell is None:
            bell = self._events[task_id] = anyio.Event()
        return bell

    def ring(self, task_id: UUID) -> None:
        if (event := self._events.pop(task_id, None)) is not None:
            event.set()


class Gong:
    """For all who wait for anything to do. Take `news`, look at the database, then wait for it."""

    def __init__(self) -> None:
        self.news = anyio.Event()

    def strike(self) -> None:
        self.news.set()
        self.news = anyio.Event()
