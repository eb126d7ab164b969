"""Where tasks wait, and who works on them: in this process, or workers behind a broker."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID


class TaskQueue(Protocol):
    def working(self) -> AbstractAsyncContextManager[None]:
        """Work, or see to it that others do, until the block ends; what is unfinished waits."""
        ...

    async def check(self) -> None:
        """Raises Unavailable when tasks would wait here for nobody."""
        ...

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        """There is a new task, stored already."""
        ...

    async def let_go(self, task_id: UUID) -> None:
        """A task was cancelled or erased; returns when this process writes nothing more of it."""
        ...
