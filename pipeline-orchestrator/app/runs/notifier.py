"""Waking those who wait for news in this process."""

from uuid import UUID
from weakref import WeakValueDictionary

import anyio

from shared.contracts import Stamped


class News:
    """Struck when something happens to a task; what its stages give meanwhile is laid in it."""

    def __init__(self) -> None:
        self.results: dict[str, Stamped] = {}
        """By their keys in the store; those of runs in this process."""
        self._struck = anyio.Event()

    def strike(self) -> None:
        self._struck.set()

    async def wait(self) -> None:
        await self._struck.wait()


class _Waiting:
    """One a task. News that nobody holds any more is gone, struck or not."""

    def __init__(self) -> None:
        self._news: WeakValueDictionary[UUID, News] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._news)

    def of(self, task_id: UUID) -> News:
        news = self._news.get(task_id)
        if news is None:
            news = self._news[task_id] = News()
        return news

    def give(self, task_id: UUID, key: str, result: Stamped) -> None:
        if (news := self._news.get(task_id)) is not None:
            news.results[key] = result

    def strike(self, task_id: UUID) -> None:
        if (news := self._news.pop(task_id, None)) is not None:
            news.strike()


class TaskNotifier:
    """Take an event, look at the database, then wait for it: no news is missed."""

    def __init__(self) -> None:
        self._news = _Waiting()
        self._ends = _Waiting()

    def __len__(self) -> int:
        return len(self._news) + len(self._ends)

    def of(self, task_id: UUID) -> News:
        """Struck at the next thing that happens to the task."""
        return self._news.of(task_id)

    def of_end(self, task_id: UUID) -> News:
        """Struck when it may be over: who only waits for that need not look after each of its stages."""
        return self._ends.of(task_id)

    def notify(self, task_id: UUID) -> None:
        self._news.strike(task_id)
        self._ends.strike(task_id)

    def notify_progress(self, task_id: UUID) -> None:
        """Something happened, and the task goes on."""
        self._news.strike(task_id)

    def give(self, task_id: UUID, key: str, result: Stamped) -> None:
        """To who waits for the end in this process: they need not read it from the store."""
        self._ends.give(task_id, key, result)


class WorkSignal:
    """For all who wait for anything to do. Take `news`, look at the database, then wait for it."""

    def __init__(self) -> None:
        self.news = anyio.Event()

    def notify(self) -> None:
        self.news.set()
        self.news = anyio.Event()
