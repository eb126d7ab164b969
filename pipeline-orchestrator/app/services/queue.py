"""Where tasks wait, and who works on them: in this process, or workers behind a broker."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol
from uuid import UUID

from .inline_queue import InlineQueue
from .work import Workbench

BROKERS = ("redis://", "rediss://")


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


def open_queue(workbench: Workbench, lives_dir: Path) -> TaskQueue:
    """Raises ValueError for a queue there is no code for."""
    url = workbench.settings.queue_url
    if url.startswith("inline://"):
        return InlineQueue(workbench, lives_dir)
    if url.startswith(BROKERS):
        from .celery_queue import CeleryQueue  # celery is imported by who uses it

        return CeleryQueue(workbench, lives_dir)
    scheme = url.split("://")[0]
    raise ValueError(f"QUEUE_URL={scheme}://… is no queue: set inline:// or redis://host:6379/0")
