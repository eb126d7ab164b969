"""What a tenant and its keys may use: quotas, and limits of requests a minute."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from shared.errors import QuotaExceeded, StorageQuotaExceeded

WARNED_FROM = 0.8
"""Share of a quota from which its caller is warned. By hand: at an even pace a month's last six days."""
UNLIMITED = -1
"""In place of a figure: as much as comes, whatever the installation's default is."""
MOST = 1_000_000_000
"""Of any figure: what both databases take."""
MB = 1_000_000
MS_PER_MINUTE = 60_000
QuotaKind = Literal["audio_minutes", "recordings", "stored_mb"]
"""What is counted: minutes of recordings in a month, recordings in a day, MB that are kept. Days and months are UTC's."""
Weight = Literal["reads", "work", "endings"]
"""What a request makes: nothing, work, or an end of something. Endings may be as many as reads, and are counted apart: who polls
too much can still erase."""
PERIODS: Mapping[QuotaKind, str] = {
    "audio_minutes": "month",
    "recordings": "day",
    "stored_mb": "",
}
"""After which the count starts anew; empty: never."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Figures of a tenant or of one of its keys. None: nothing is said; UNLIMITED: no limit."""

    audio_minutes_per_month: float | None = None
    recordings_per_day: int | None = None
    stored_mb: int | None = None
    """Of tenants alone: what a key stored is its tenant's."""
    reads_per_minute: int | None = None
    work_per_minute: int | None = None

    def over(self, default: "Quota") -> "Quota":
        """Its own figures, and where it says nothing those of `default`; UNLIMITED has become None."""
        chosen = {}
        for name in QUOTA_FIELDS:
            own = getattr(self, name)
            figure = getattr(default, name) if own is None else own
            chosen[name] = None if figure == UNLIMITED else figure
        return Quota(**chosen)

    def limit_of(self, kind: QuotaKind) -> float | None:
        """In the unit of the kind."""
        period = PERIODS[kind]
        return getattr(self, f"{kind}_per_{period}" if period else kind)


QUOTA_FIELDS = tuple(each.name for each in fields(Quota))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What holds for a caller: of the tenant, and of the key it came with. None: no limit."""

    tenant: Quota
    key: Quota

    @property
    def limits_storage(self) -> bool:
        return self.tenant.stored_mb is not None

    @property
    def has_quotas(self) -> bool:
        return any(
            quota.limit_of(kind) is not None
            for quota in (self.tenant, self.key)
            for kind in PERIODS
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used, or what a request would use, of a tenant's or a key's quotas."""

    audio_minutes: float = 0.0
    """This month."""
    recordings: int = 0
    """Today."""
    stored_mb: float = 0.0

    def less(self, other: "Spent") -> "Spent":
        return Spent(
            self.audio_minutes - other.audio_minutes,
            self.recordings - other.recordings,
            self.stored_mb - other.stored_mb,
        )


NOTHING_SPENT = Spent()


@dataclass(frozen=True, slots=True)
class UsageReport:
    of_tenant: Spent
    of_key: Spent | None
    """Of the key that was shown, if one was."""
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one quota is used."""

    kind: QuotaKind
    of_key: bool
    used: float
    """Before the request that is looked at."""
    asked: float
    """By that request; 0 where there is none."""
    limit: float
    resets_at: datetime | None
    """None where only erasing helps."""

    @property
    def name(self) -> str:
        """`tenant-recordings`, `key-audio-minutes` …"""
        return f"{'key' if self.of_key else 'tenant'}-{self.kind.replace('_', '-')}"

    @property
    def is_over(self) -> bool:
        return self.asked > 0 and self.used + self.asked > self.limit

    @property
    def is_near(self) -> bool:
        return self.used + self.asked >= WARNED_FROM * self.limit

    @property
    def was_near(self) -> bool:
        """Before the request."""
        return self.used >= WARNED_FROM * self.limit


def standings(
    quota: Quota, spent: Spent, at: datetime, *, of_key: bool, asked: Spent = NOTHING_SPENT
) -> list[Standing]:
    """Of each kind that has a limit."""
    found = []
    for kind in PERIODS:
        limit = quota.limit_of(kind)
        if limit is not None:
            used, more = getattr(spent, kind), getattr(asked, kind)
            found.append(Standing(kind, of_key, used, more, limit, reset_of(kind, at)))
    return found


def require_room(found: Sequence[Standing], at: datetime) -> None:
    """Raises QuotaExceeded, or StorageQuotaExceeded, for the first that would be exceeded."""
    for each in found:
        if each.is_over:
            raise _exceeded(each, at)


def _exceeded(standing: Standing, at: datetime) -> QuotaExceeded:
    whose = "this key" if standing.of_key else "your tenant"
    what = {
        "audio_minutes": "minutes of recordings a month",
        "recordings": "recordings a day",
        "stored_mb": "MB that are kept",
    }[standing.kind]
    used, asked, limit = (
        round(each, 2) for each in (standing.used, standing.asked, standing.limit)
    )
    told = f"{whose} has used {used:g} of {limit:g} {what}, and this would take {asked:g}"
    members = {
        "quota": standing.name,
        "used": used,
        "asked": asked,
        "limit": limit,
        "violated-policies": [standing.name],
    }
    if standing.resets_at is None:
        return StorageQuotaExceeded(
            f"{told}: erase tasks or speakers (DELETE), or ask your operator for more",
            name=standing.name,
            retry_after_s=None,
            **members,
        )
    return QuotaExceeded(
        f"{told}: send it after {standing.resets_at:%Y-%m-%d %H:%M} UTC, or ask your operator for more",
        name=standing.name,
        retry_after_s=seconds_until(standing.resets_at, at),
        **members,
        resets_at=standing.resets_at.isoformat(),
    )


def seconds_until(then: datetime, at: datetime) -> int:
    """Whole, at least 1."""
    return max(1, math.ceil((then - at).total_seconds()))


def reset_of(kind: QuotaKind, at: datetime) -> datetime | None:
    """When the count that runs at `at` ends."""
    day = at.astimezone(UTC).date()
    match PERIODS[kind]:
        case "day":
            return _midnight(day + timedelta(days=1))
        case "month":
            return _midnight((day.replace(day=1) + timedelta(days=32)).replace(day=1))
        case _:
            return None


def month_of(at: datetime) -> date:
    """Its first day."""
    return at.astimezone(UTC).date().replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
