"""Waking those who wait for news in this process."""

from uuid import UUID
from weakref import WeakValueDictionary

import anyio


class _Events:
    """One a task. An event that nobody holds any more is gone, set or not."""

    def __init__(self) -> None:
        self._events: WeakValueDictionary[UUID, anyio.Event] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._events)

    def of(self, task_id: UUID) -> anyio.Event:
        event = self._events.get(task_id)
        if event is None:
            event = self._events[task_id] = anyio.Event()
        return event

    def set(self, task_id: UUID) -> None:
        if (event := self._events.pop(task_id, None)) is not None:
            event.set()


class TaskNotifier:
    """Take an event, look at the database, then wait for it: no news is missed."""

    def __init__(self) -> None:
        self._news = _Events()
        self._ends = _Events()

    def __len__(self) -> int:
        return len(self._news) + len(self._ends)

    def of(self, task_id: UUID) -> anyio.Event:
        """Set at the next thing that happens to the task."""
        return self._news.of(task_id)

    def of_end(self, task_id: UUID) -> anyio.Event:
        """Set when it may be over: who only waits for that need not look after each of its stages."""
        return self._ends.of(task_id)

    def notify(self, task_id: UUID) -> None:
        self._news.set(task_id)
        self._ends.set(task_id)

    def notify_progress(self, task_id: UUID) -> None:
        """Something happened, and the task goes on."""
        self._news.set(task_id)


class WorkSignal:
    """For all who wait for anything to do. Take `news`, look at the database, then wait for it."""

    def __init__(self) -> None:
        self.news = anyio.Event()

    def notify(self) -> None:
        self.news.set()
        self.news = anyio.Event()
