"""What a run writes down while it goes on: in order, and as many steps in one transaction as have come together meanwhile.

The first stages start while their start is written down. A stage that goes on from another's result waits until that is
stored, and so does the run before it is put off and at its end.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import anyio
import structlog

from ..domain.task import TaskError, TaskStatus
from ..pipelines.steps import NotedStep, RunStep

log = structlog.get_logger(__name__)

WriteSteps = Callable[
    [Sequence[RunStep], TaskStatus | None, TaskError | None], Awaitable[list[NotedStep]]
]
"""Stores them all or none, also when it is cancelled."""
LAST_WORDS_S = 5.0
"""A run that is stopped waits so long for a database that is away."""


@dataclass(slots=True)
class Entry:
    step: RunStep
    noted: NotedStep = field(default_factory=NotedStep)
    """How it was stored, once it is."""
    _is_stored: anyio.Event = field(default_factory=anyio.Event)

    def store(self, noted: NotedStep) -> None:
        self.noted = noted
        self._is_stored.set()

    async def stored(self) -> NotedStep:
        await self._is_stored.wait()
        return self.noted


@dataclass(slots=True)
class Journal:
    write: WriteSteps
    _entries: list[Entry] = field(default_factory=list)
    """Not stored yet."""
    _newest: Entry | None = None
    _ending: tuple[TaskStatus, TaskError | None] | None = None
    _is_over: bool = False
    """Its ending is stored."""
    _news: anyio.Event = field(default_factory=anyio.Event)

    def note(self, step: RunStep) -> Entry:
        """It is stored soon; who needs to know, waits for it."""
        self._newest = Entry(step)
        self._entries.append(self._newest)
        self._news.set()
        return self._newest

    async def written(self) -> None:
        """Returns when all that was noted is stored."""
        if self._newest is not None:
            await self._newest.stored()

    def end(self, status: TaskStatus, error: TaskError | None) -> None:
        """Nothing is noted after it."""
        self._ending = (status, error)
        self._news.set()

    async def keep(self) -> None:
        """Store what is noted, until the task's ending is. Raises what `write` does; what was not stored then is not.

        Who is stopped still stores what it can in a few seconds.
        """
        try:
            while not self._is_over:
                await self._news.wait()
                await self._store()
        except anyio.get_cancelled_exc_class():
            await self._store_the_last()
            raise

    async def _store(self) -> None:
        self._news = anyio.Event()
        taken = list(self._entries)
        status, error = self._ending or (None, None)
        noted = await self.write([each.step for each in taken], status, error)
        del self._entries[: len(taken)]
        for entry, how in zip(taken, noted, strict=True):
            entry.store(how)
        self._is_over = status is not None

    async def _store_the_last(self) -> None:
        if not self._entries:
            return
        with anyio.move_on_after(LAST_WORDS_S, shield=True):
            try:
                await self._store()
            except Exception as error:  # the task is another's, gone, or will be done again from where it is stored
                log.info("steps_left", n_steps=len(self._entries), error=type(error).__name__)
