"""How long each kind of what is kept is kept, in days from when it was made; 0: until somebody erases it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

RetainedKind = Literal[
    "results",
    "recordings",
    "references",
    "practice",
    "events",
    "consents",
    "audit",
    "sessions",
    "usage",
]
"""In the order in which they are purged: a result goes with its recording, progress and events."""
RETAINED_KINDS: tuple[RetainedKind, ...] = get_args(RetainedKind)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What was made before then is to go: of one tenant, or of all but some."""

    before: datetime
    tenant: str | None
    """None: of all but `others`."""
    others: tuple[str, ...] = ()

    def covers(self, tenant: str) -> bool:
        return tenant == self.tenant if self.tenant is not None else tenant not in self.others


@dataclass(frozen=True, slots=True)
class RetentionRule:
    days: int
    """Of tenants that have none of their own."""
    of_tenants: Mapping[str, int]

    def days_of(self, tenant: str) -> int:
        return self.of_tenants.get(tenant, self.days)

    def cutoffs(self, at: datetime) -> Iterator[Cutoff]:
        for tenant, days in sorted(self.of_tenants.items()):
            if days:
                yield Cutoff(at - timedelta(days=days), tenant)
        if self.days:
            yield Cutoff(at - timedelta(days=self.days), None, tuple(sorted(self.of_tenants)))


@dataclass(frozen=True, slots=True)
class PurgeCount:
    """What was purged of a kind, or would be."""

    kind: RetainedKind
    n: int
    """Tasks, cached voices or rows."""
    n_bytes: int
    """Of their objects; rows are not weighed."""
