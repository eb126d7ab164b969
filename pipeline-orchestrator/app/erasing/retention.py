"""Erasing what has been kept for long enough: of each kind, by the days of the settings or of the tenant."""

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from shared.errors import NotFound
from shared.storage import ObjectStore, StoredObject

from ..db import retention
from ..db.models import now
from ..db.retention import DueTask
from ..db.session import Database
from ..domain import keys
from ..domain.erasure import Wish
from ..domain.principal import SYSTEM, acting_for
from ..domain.retention import (
    RETAINED_KINDS,
    Cutoff,
    PurgeCount,
    RetainedKind,
    RetentionRule,
)
from . import objects
from .eraser import Eraser

log = structlog.get_logger(__name__)

TASKS_AT_ONCE = 100
ROWS_AT_ONCE = 2_000
_NOBODYS = ""
"""The tenant of what services made for callers who named none."""


@dataclass(frozen=True, slots=True)
class Purger:
    database: Database
    store: ObjectStore
    eraser: Eraser
    days: Mapping[RetainedKind, int]
    """Of tenants that have none of their own."""

    async def rules(self) -> dict[RetainedKind, RetentionRule]:
        """Raises Unavailable."""
        own = await self.database.read(lambda s: retention.days_of_tenants(s, SYSTEM))
        return {kind: RetentionRule(self.days[kind], own.get(kind, {})) for kind in RETAINED_KINDS}

    async def purge(
        self, *, dry_run: bool = False, turn: Callable[[], None] = lambda: None
    ) -> list[PurgeCount]:
        """What was erased, or would be. `turn` is called between the steps. Raises Unavailable; the next run goes on."""
        at = now()
        done: list[PurgeCount] = []
        gone: set[UUID] = set()
        for kind, rule in (await self.rules()).items():
            n = n_bytes = 0
            for cutoff in rule.cutoffs(at):
                found = await self._purge(kind, cutoff, gone, dry_run=dry_run, turn=turn)
                n, n_bytes = n + found[0], n_bytes + found[1]
            done.append(PurgeCount(kind, n, n_bytes))
            if n and not dry_run:
                log.info("retention_purged", kind=kind, n=n, n_bytes=n_bytes)
        return done

    async def due(self, tenant: str) -> list[PurgeCount]:
        """What the next purge would erase of this tenant's. Raises Unavailable."""
        at = now()
        found: list[PurgeCount] = []
        gone: set[UUID] = set()
        for kind, rule in (await self.rules()).items():
            n = n_bytes = 0
            if days := rule.days_of(tenant):
                cutoff = Cutoff(at - timedelta(days=days), tenant)
                n, n_bytes = await self._purge(kind, cutoff, gone, dry_run=True, turn=lambda: None)
            found.append(PurgeCount(kind, n, n_bytes))
        return found

    async def _purge(
        self,
        kind: RetainedKind,
        cutoff: Cutoff,
        gone: set[UUID],
        *,
        dry_run: bool,
        turn: Callable[[], None],
    ) -> tuple[int, int]:
        """Count and bytes. `gone`: tasks that are erased, or would be, and have no recording to count once more."""
        if kind == "references":
            return await self._purge_references(cutoff, dry_run=dry_run)
        if kind not in {"results", "recordings"}:
            return await self._purge_rows(kind, cutoff, dry_run=dry_run, turn=turn), 0
        n = n_bytes = 0
        async for task in self._due(cutoff, with_recording=kind == "recordings"):
            turn()
            if task.id in gone:
                continue
            n, n_bytes = n + 1, n_bytes + await self._weight(task, kind)
            if kind == "results":
                gone.add(task.id)
            if not dry_run:
                await self._erase(task, kind)
        if kind == "recordings":
            n += await self._purge_untaken(cutoff, dry_run=dry_run, turn=turn)
        return n, n_bytes

    async def _purge_untaken(
        self, cutoff: Cutoff, *, dry_run: bool, turn: Callable[[], None]
    ) -> int:
        """Recordings that never had a task."""
        if dry_run:
            return await self.database.read(lambda s: retention.count_untaken(s, SYSTEM, cutoff))
        n = 0
        while due := await self.database.read(
            lambda s: retention.due_untaken(s, SYSTEM, cutoff, limit=TASKS_AT_ONCE)
        ):
            for tenant, recording_id in due:
                turn()
                owner = acting_for(tenant, "retention")
                with contextlib.suppress(NotFound):
                    await self.eraser.erase(Wish.of_task(owner, recording_id))
            n += len(due)
        return n

    async def _due(self, cutoff: Cutoff, *, with_recording: bool) -> AsyncIterator[DueTask]:
        after: DueTask | None = None
        while True:
            page = await self.database.read(
                lambda s, last=after: retention.due_tasks(
                    s,
                    SYSTEM,
                    cutoff,
                    with_recording=with_recording,
                    after=last,
                    limit=TASKS_AT_ONCE,
                )
            )
            for task in page:
                yield task
            if len(page) < TASKS_AT_ONCE:
                return
            after = page[-1]

    async def _weight(self, task: DueTask, kind: RetainedKind) -> int:
        """Bytes of the objects that go."""
        n_bytes = 0
        for top in keys.folders(task.tenant, task.id):
            for each in await self.store.listed(top):
                if kind == "results" or objects.is_of_recording(top, each.key):
                    n_bytes += each.n_bytes
        return n_bytes

    async def _erase(self, task: DueTask, kind: RetainedKind) -> None:
        owner = acting_for(task.tenant, "retention")
        if kind == "results":
            with contextlib.suppress(NotFound):  # somebody was quicker
                await self.eraser.erase(Wish.of_task(owner, task.id))
            return
        await objects.erase_recording(self.store, task.tenant, task.id)
        await self.database.write(lambda s: retention.forget_recording(s, owner, task.id))

    async def _purge_references(self, cutoff: Cutoff, *, dry_run: bool) -> tuple[int, int]:
        due = [
            each
            for root in keys.CACHES
            for each in await self.store.listed(root)
            if cutoff.covers(_tenant_of(each)) and each.stored_at < cutoff.before
        ]
        if not dry_run:
            for each in due:
                await self.store.delete(each.key)
        return len(due), sum(each.n_bytes for each in due)

    async def _purge_rows(
        self, kind: RetainedKind, cutoff: Cutoff, *, dry_run: bool, turn: Callable[[], None]
    ) -> int:
        if dry_run:
            return await self.database.read(lambda s: retention.count_rows(s, SYSTEM, kind, cutoff))
        n = 0
        while True:
            turn()
            some = await self.database.write(
                lambda s: retention.delete_rows(s, SYSTEM, kind, cutoff, limit=ROWS_AT_ONCE)
            )
            n += some
            if some < ROWS_AT_ONCE:
                break
        if n:
            await self.database.write_back()
        return n


def _tenant_of(cached: StoredObject) -> str:
    root, _, rest = cached.key.partition("/")
    return rest.partition("/")[0] if f"{root}/" == keys.SPEECH_ROOT else _NOBODYS
