"""Waking those who wait for news in this process."""

from uuid import UUID

import anyio


class Bells:
    """One bell a task. Take the bell, look at the database, then wait: no news is missed."""

    def __init__(self) -> None:
        self._events: dict[UUID, anyio.Event] = {}

    def of(self, task_id: UUID) -> anyio.Event:
        return self._events.setdefault(task_id, anyio.Event())

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
