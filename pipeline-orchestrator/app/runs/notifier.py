"""Waking those who wait for news in this process."""

from uuid import UUID
from weakref import WeakValueDictionary

import anyio


class TaskNotifier:
    """One event a task. Take it, look at the database, then wait for it: no news is missed.

    An event that nobody holds any more is gone, set or not.
    """

    def __init__(self) -> None:
        self._events: WeakValueDictionary[UUID, anyio.Event] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._events)

    def of(self, task_id: UUID) -> anyio.Event:
        event = self._events.get(task_id)
        if event is None:
            event = self._events[task_id] = anyio.Event()
        return event

    def notify(self, task_id: UUID) -> None:
        if (event := self._events.pop(task_id, None)) is not None:
            event.set()


class WorkSignal:
    """For all who wait for anything to do. Take `news`, look at the database, then wait for it."""

    def __init__(self) -> None:
        self.news = anyio.Event()

    def notify(self) -> None:
        self.news.set()
        self.news = anyio.Event()
