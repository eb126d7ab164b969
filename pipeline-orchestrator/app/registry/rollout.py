"""What is live and what is tried, as it was seconds ago: asked for with every task."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import anyio
import structlog

from shared.lots import drawn

from ..db import registry
from ..db.away import DATABASE_AWAY
from ..db.session import Database
from ..domain.model import PickedModel, Rollout
from ..domain.principal import SYSTEM
from ..domain.task import TaskRecord
from ..pipelines.catalogue import models_tried

log = structlog.get_logger(__name__)

KEPT_S = 2.0
"""So soon a promotion or a rollback reaches all processes."""


@dataclass(slots=True)
class RolloutBook:
    """Of one process."""

    database: Database
    clock: Callable[[], float] = time.monotonic
    _known: Rollout = field(default_factory=dict)
    _read_at: float = -math.inf
    _reading: anyio.Lock = field(default_factory=anyio.Lock)

    async def now(self) -> Rollout:
        """While the database is away, as it was last known."""
        async with self._reading:
            if self.clock() - self._read_at >= KEPT_S:
                try:
                    self._known = await self.database.read(lambda s: registry.rollout(s, SYSTEM))
                except DATABASE_AWAY as error:
                    log.warning("rollout_not_read", error=type(error).__name__)
                self._read_at = self.clock()
            return self._known

    async def refresh(self) -> Rollout:
        self._read_at = -math.inf
        return await self.now()

    async def pick(self, task_id: UUID) -> dict[str, PickedModel]:
        """What a new task is given, of the models of which there is a choice: by its id, so that the share is met without a count."""
        served = await self.now()
        picked = {
            name: of.pick(drawn(f"{name} {task_id}"))
            for name, of in served.items()
            if name in models_tried()
        }
        return {name: each for name, each in picked.items() if each is not None}

    async def asked_for(self, task: TaskRecord) -> dict[str, PickedModel]:
        """What the services of a task that is run now are told."""
        told = {
            name: of.asked_for(task.models.get(name))
            for name, of in (await self.now()).items()
            if name in models_tried()
        }
        return {name: each for name, each in told.items() if each is not None}

    async def told(self) -> dict[str, dict[str, Any]]:
        """For /ready, of the models that can be tried."""
        return {
            name: {"live": of.live.version}
            | ({"canary": of.canary.version, "share": of.canary.share} if of.canary else {})
            for name, of in (await self.now()).items()
            if name in models_tried()
        }
