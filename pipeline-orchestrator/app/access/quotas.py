"""What callers may use: as the installation has it by default, as it was set by hand, and how far it is used."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from shared.errors import InvalidInput, Unavailable

from ..core.limits import LimitSettings
from ..db import quotas, usage
from ..db.models import OF_TENANT, now
from ..db.session import Database
from ..domain.principal import SYSTEM, Principal
from ..domain.quotas import Allowance, Quota, UsageReport
from .recent import Recent

log = structlog.get_logger(__name__)

LOOK_PATIENCE_S = 1.0


def default_allowance(settings: LimitSettings) -> Allowance:
    """Of callers with a key, a session or a JWT."""
    return Allowance(
        tenant=Quota(
            settings.audio_minutes_per_month,
            settings.recordings_per_day,
            settings.stored_mb,
            settings.tenant_reads_per_minute or None,
            settings.tenant_work_per_minute or None,
        ),
        key=Quota(
            reads_per_minute=settings.key_reads_per_minute or None,
            work_per_minute=settings.key_work_per_minute or None,
        ),
    )


@dataclass(slots=True)
class QuotaBook:
    database: Database
    defaults: Allowance
    clock: Callable[[], float] = time.monotonic
    _recent: Recent[Allowance] = field(init=False)
    """By tenant and key: what was set by another process holds here after `recent.KEPT_S`."""

    def __post_init__(self) -> None:
        self._recent = Recent(self.clock)

    async def allowance(self, principal: Principal) -> Allowance:
        """What holds now; while the database is away the defaults."""

        async def find() -> Allowance:
            return await self.database.with_patience(LOOK_PATIENCE_S).read(
                lambda s: quotas.allowance(s, principal, self.defaults)
            )

        try:
            return await self._recent.get_or(f"{principal.tenant}/{principal.key_id}", find)
        except Unavailable as error:
            log.warning("limits_not_looked_up", detail=error.detail)
            return self.defaults

    async def set(
        self, principal: Principal, quota: Quota, key_id: str = OF_TENANT
    ) -> tuple[Quota, Quota]:
        """In place of what was set for the principal's tenant, or a key of it; what was set and what holds.

        Raises NotFound, and InvalidInput for what can't be limited so.
        """
        _require_sense(quota, key_id)

        await self.database.write(lambda s: quotas.put_existing(s, principal, quota, key_id))
        self._recent.forget(lambda _: True)
        return quota, quota.over(self._default(key_id))

    async def shown(self, principal: Principal, key_id: str = OF_TENANT) -> tuple[Quota, Quota]:
        """What was set, and what holds. Raises NotFound."""

        own = await self.database.read(lambda s: quotas.find_existing(s, principal, key_id))
        return own, own.over(self._default(key_id))

    async def listed_of_all(self) -> Sequence[tuple[str, str, Quota]]:
        """Tenant, key (empty: the tenant), and what was set."""
        return await self.database.read(lambda s: quotas.listed_of_all(s, SYSTEM))

    async def used(self, principal: Principal) -> UsageReport:
        at = now()

        return await self.database.read(lambda s: usage.report(s, principal, self.defaults, at))

    def _default(self, key_id: str) -> Quota:
        return self.defaults.tenant if key_id == OF_TENANT else self.defaults.key


def _require_sense(quota: Quota, key_id: str) -> None:
    if key_id != OF_TENANT and quota.stored_mb is not None:
        raise InvalidInput(
            "what is kept is the tenant's: a key has no such quota", field="stored_mb"
        )
    for name in ("reads_per_minute", "work_per_minute"):
        if getattr(quota, name) == 0:
            raise InvalidInput("1 or more; to end a key, revoke it", field=name)
