"""Who did what, as a line in the log at once and a row of the table within a second."""

import re
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import anyio
import structlog

from shared.errors import Unavailable

from ..db import audit
from ..db.models import now
from ..db.session import Database
from ..domain.access import AuditEntry
from ..domain.principal import SYSTEM, Principal
from . import secrets

log = structlog.get_logger(__name__)

WRITTEN_EVERY_S = 1.0
AT_ONCE = 500
MOST_WAITING = 20_000
"""While the database is away; what is beyond is in the log alone."""
SAME_WITHIN = timedelta(minutes=1)
"""A player that asks for ten parts, a page that looks every second: one entry."""
MOST_REMEMBERED = 5_000
_PLAIN = re.compile(r"[!-~]{1,100}")
"""A path may hold anything; a database does not."""


@dataclass(slots=True)
class AuditLog:
    database: Database
    signing_key: bytes
    _waiting: deque[AuditEntry] = field(default_factory=deque)
    _recent: OrderedDict[tuple[str | int | None, ...], AuditEntry] = field(
        default_factory=OrderedDict
    )

    def note(
        self,
        principal: Principal,
        credential: str,
        action: str,
        *,
        status: int,
        target: str | None,
        request_id: str | None,
    ) -> None:
        """Does not wait for the database: what is erased or taken back is so whether it can be written down or not."""
        entry = AuditEntry(
            tenant=principal.tenant,
            at=now(),
            action=action,
            status=status,
            credential=credential,
            subject=self._subject(principal, credential),
            role=principal.role,
            target=target if target is None or _PLAIN.fullmatch(target) else None,
            request_id=request_id,
        )
        if self._is_repeated(entry):
            return
        log.info(
            "audit",
            action=action,
            tenant=entry.tenant,
            credential=credential,
            subject=entry.subject,
            role=entry.role,
            target=entry.target,
            status=status,
        )
        if len(self._waiting) >= MOST_WAITING:
            log.error("audit_not_written", waiting=len(self._waiting))
            return
        self._waiting.append(entry)

    def of_speaker(self, tenant: str, speaker_id: str) -> str:
        """The target that stands for a speaker: their id itself would outlive their erasure."""
        return f"speaker:{self._pseudonym(tenant, speaker_id)}"

    def _subject(self, principal: Principal, credential: str) -> str:
        is_person = principal.role == "learner" or credential.startswith("oidc")
        return (
            self._pseudonym(principal.tenant, principal.subject) if is_person else principal.subject
        )

    def _pseudonym(self, tenant: str, name: str) -> str:
        return secrets.derived(self.signing_key, f"audit {tenant}", name)[:24]

    def _is_repeated(self, entry: AuditEntry) -> bool:
        key = (entry.tenant, entry.action, entry.status, entry.credential, entry.subject, entry.target)  # fmt: skip
        earlier = self._recent.get(key)
        if earlier is not None and entry.at - earlier.at < SAME_WITHIN:
            return True
        self._recent[key] = entry
        self._recent.move_to_end(key)
        while len(self._recent) > MOST_REMEMBERED:
            self._recent.popitem(last=False)
        return False

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Meanwhile what is noted is written, and the rest of it at the end."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._write_on)
            try:
                yield
            finally:
                group.cancel_scope.cancel()
                with anyio.CancelScope(shield=True):
                    await self.write()

    async def _write_on(self) -> None:
        while True:
            await anyio.sleep(WRITTEN_EVERY_S)
            try:
                with anyio.CancelScope(shield=True):  # what is half written would be written twice
                    await self.write()
            except Exception:  # those entries are in the log; what comes after them is written
                log.exception("audit_write_crashed")

    async def write(self) -> None:
        """All that waits; what can't be written now goes on waiting."""
        while self._waiting:
            entries = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            try:
                await self.database.write(lambda s, some=entries: audit.add(s, SYSTEM, some))
            except Unavailable as error:
                self._waiting.extendleft(reversed(entries))
                log.warning("audit_waits", detail=error.detail, waiting=len(self._waiting))
                return

    async def page(
        self,
        principal: Principal,
        *,
        before: int | None,
        limit: int,
        action: str | None,
        target: str | None,
        request_id: str | None,
    ) -> tuple[list[AuditEntry], bool]:
        """Newest first, with what was noted just now, and whether there is more."""
        await self.write()
        found = await self.database.read(
            lambda s: audit.page(
                s,
                principal,
                before=before,
                limit=limit + 1,
                action=action,
                target=target,
                request_id=request_id,
            )
        )
        return found[:limit], len(found) > limit
