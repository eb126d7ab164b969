"""What tasks tell of their models, counted; trials that go wrong, ended; days that differ from the week before, told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from shared.errors import Conflict, NotFound

from ..core.config import Settings
from ..db import observations, registry
from ..db.models import now
from ..db.session import Database
from ..domain.access import AuditEntry
from ..domain.model import ModelVersion, Served
from ..domain.principal import LOCAL_TENANT, SYSTEM
from ..domain.tally import Tally, total_of
from ..domain.trials import DRIFT_DAYS, Drift, Fault, RollbackRule, drift_of, fault_of, newest_drift

log = structlog.get_logger(__name__)

AT_ONCE = 500
DAYS_TOLD = 14


@dataclass(frozen=True, slots=True)
class Comparison:
    """A trial as it stands, or as it ended."""

    canary: ModelVersion
    live: str
    """Version beside it; of several that were live meanwhile, the one with the most tasks."""
    of_canary: Tally
    of_live: Tally
    fault: Fault | None
    """Why it is to end."""

    @property
    def share_seen(self) -> float | None:
        total = self.of_canary.n + self.of_live.n
        return self.of_canary.n / total if total else None


@dataclass(slots=True)
class ModelWatch:
    database: Database
    rule: RollbackRule
    today: Callable[[], date] = lambda: now().date()

    async def count(self) -> dict[tuple[str, str, int], int]:
        """Up to AT_ONCE of the tasks that have ended; how many, by model, version and trial."""
        return await self.database.write(lambda s: observations.count(s, SYSTEM, limit=AT_ONCE))

    async def compare(self, name: str) -> Comparison:
        """The trial that runs, or the last one. Raises NotFound where there was none."""
        versions = await self.database.read(lambda s: registry.listed(s, SYSTEM, name))
        tried = [each for each in versions if each.trial]
        if not tried:
            raise NotFound(f"no version of a model {name} was tried", field="name")
        canary = max(tried, key=lambda each: each.trial)
        live = next((each.version for each in versions if each.stage == "live"), "")
        return await self._compared(canary, live)

    async def end_what_fails(self) -> list[tuple[ModelVersion, Fault]]:
        """Roll back the canaries that the rule has something against."""
        ended: list[tuple[ModelVersion, Fault]] = []
        for served in (await self.database.read(lambda s: registry.rollout(s, SYSTEM))).values():
            if served.canary is not None and (found := await self._end(served, served.canary)):
                ended.append(found)
        return ended

    async def _end(self, served: Served, canary: ModelVersion) -> tuple[ModelVersion, Fault] | None:
        compared = await self._compared(canary, served.live.version)
        fault = compared.fault
        if fault is None:
            return None
        entry = _by_rule(canary)
        try:
            await self.database.write(
                lambda s: registry.roll_back(
                    s,
                    SYSTEM,
                    canary.name,
                    canary.version,
                    why=fault,
                    trial=canary.trial,
                    entry=entry,
                )
            )
        except Conflict:
            return None  # another process, or somebody, was quicker
        log.warning(
            "model_rolled_back",
            model=canary.name,
            version=canary.version,
            why=fault,
            n_canary=compared.of_canary.n,
            n_live=compared.of_live.n,
        )
        return canary, fault

    async def _compared(self, canary: ModelVersion, live: str) -> Comparison:
        found = await self.database.read(
            lambda s: observations.of_trial(s, SYSTEM, canary.name, canary.trial)
        )
        mine = found.pop(canary.version, Tally())
        beside = max(found, key=lambda version: found[version].n, default=live)
        others = total_of(found.values())
        return Comparison(canary, beside, mine, others, fault_of(mine, others, self.rule))

    async def drift(self, name: str) -> dict[str, list[Drift]]:
        """Version → its last days that tell, the newest first."""
        today = self.today()
        days = [today - timedelta(days=n) for n in range(DAYS_TOLD)]
        found = await self._days(name, days[-1] - timedelta(days=DRIFT_DAYS))
        told = {
            version: [each for day in days if (each := drift_of(tallies, day)) is not None]
            for version, tallies in found.items()
        }
        return {version: each for version, each in told.items() if each}

    async def newest_drift(self, name: str) -> Drift | None:
        """Of the version with the most tasks that day."""
        today = self.today()
        found = await self._days(name, today - timedelta(days=DRIFT_DAYS + 1))
        told = [each for tallies in found.values() if (each := newest_drift(tallies, today))]
        return max(told, key=lambda each: (each.day, each.n), default=None)

    async def _days(self, name: str, since: date) -> dict[str, dict[date, Tally]]:
        return await self.database.read(lambda s: observations.by_day(s, SYSTEM, name, since=since))

    async def forget(self) -> None:
        before = self.today() - timedelta(days=observations.DAYS_KEPT)
        await self.database.write(lambda s: observations.forget_days(s, SYSTEM, before))


def rule_of(settings: Settings) -> RollbackRule:
    return RollbackRule(
        least=settings.canary_least,
        failed=settings.canary_failed,
        refused=settings.canary_refused,
        score=settings.canary_score,
        slower=settings.canary_slower,
    )


def target_of(name: str, version: str) -> str:
    """As the audit calls it."""
    return f"model:{name}@{version}"[:100]


def _by_rule(canary: ModelVersion) -> AuditEntry:
    return AuditEntry(
        tenant=LOCAL_TENANT,
        at=now(),
        action="model.rolledback",
        status=200,
        credential="rule",
        subject="registrar",
        role="service",
        target=target_of(canary.name, canary.version),
        request_id=None,
    )
