"""What tenants and keys use of their quotas. Each function is a part of the unit of work that takes or gives back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from ..domain.principal import Principal
from ..domain.quotas import (
    MB,
    MS_PER_MINUTE,
    NOTHING_SPENT,
    Allowance,
    Spent,
    Standing,
    UsageReport,
    month_of,
    require_room,
    standings,
)
from . import quotas
from .models import OF_TENANT, ConsentRow, Task, UsageRow
from .upsert import INSERTS


def take(
    session: Session,
    principal: Principal,
    allowance: Allowance,
    *,
    audio_ms: int,
    n_bytes: int,
    at: datetime,
) -> list[Standing]:
    """Count a recording that is about to be stored. Raises QuotaExceeded, with which the transaction takes it back.

    The tenant's row is written first, so that of a tenant's requests at once each sees what the others took.
    """
    _add(session, principal, audio_ms=audio_ms, at=at)
    counted = asked_by(audio_ms=audio_ms, n_bytes=0)
    found = standings_of(
        session,
        principal,
        allowance,
        at,
        counted=counted,
        asked=asked_by(audio_ms=audio_ms, n_bytes=n_bytes),
    )
    require_room(found, at)
    return found


def take_sound(
    session: Session,
    principal: Principal,
    allowance: Allowance | None,
    *,
    audio_ms: int,
    at: datetime,
) -> None:
    """Count more of a stream that `take` has let in. Raises QuotaExceeded; None: it has passed already, and is counted
    whatever holds."""
    _add(session, principal, audio_ms=audio_ms, at=at, n_recordings=0)
    if allowance is not None:
        spent = Spent(audio_ms / MS_PER_MINUTE, 0, 0.0)
        require_room(
            standings_of(session, principal, allowance, at, counted=spent, asked=spent), at
        )


def require(
    session: Session,
    principal: Principal,
    allowance: Allowance,
    *,
    asked: Spent,
    at: datetime,
) -> None:
    """Raises QuotaExceeded for what would be refused now; nothing is counted."""
    require_room(standings_of(session, principal, allowance, at, asked=asked), at)


def asked_by(*, audio_ms: int, n_bytes: int) -> Spent:
    """By one recording."""
    return Spent(audio_ms / MS_PER_MINUTE, 1, n_bytes / MB)


def _add(
    session: Session, principal: Principal, *, audio_ms: int, at: datetime, n_recordings: int = 1
) -> None:
    day = at.astimezone(UTC).date()
    rows = [
        {
            "tenant": principal.tenant,
            "key_id": key_id,
            "day": day,
            "n_recordings": n_recordings,
            "audio_ms": audio_ms,
        }
        for key_id in _counted(principal.key_id)
    ]
    session.execute(_upsert(session.get_bind().dialect.name), rows)


@cache
def _upsert(dialect: str) -> Any:
    """Made once: one with its values in it would be compiled for each recording."""
    new: Any = INSERTS[dialect](UsageRow.__table__)
    return new.on_conflict_do_update(
        index_elements=["tenant", "key_id", "day"],
        set_={
            "n_recordings": UsageRow.n_recordings + new.excluded.n_recordings,
            "audio_ms": UsageRow.audio_ms + new.excluded.audio_ms,
        },
    )


def refund(session: Session, task: Task) -> None:
    """Take back what a task was charged; once, however often it is asked for."""
    if task.charged_ms is None:
        return
    day = task.created_at.astimezone(UTC).date()
    for key_id in _counted(task.charged_key):  # in the order in which `charge` takes the rows
        session.execute(
            update(UsageRow)
            .where(UsageRow.tenant == task.tenant, UsageRow.key_id == key_id, UsageRow.day == day)
            .values(
                n_recordings=UsageRow.n_recordings - 1,
                audio_ms=UsageRow.audio_ms - task.charged_ms,
            )
        )
    task.charged_ms = None


def standings_of(
    session: Session,
    principal: Principal,
    allowance: Allowance,
    at: datetime,
    *,
    asked: Spent = NOTHING_SPENT,
    counted: Spent = NOTHING_SPENT,
) -> list[Standing]:
    """How far each quota of the tenant and of the key is used; `counted`: what of `asked` is in the rows already."""
    if not allowance.has_quotas:
        return []
    spent = spent_by(session, principal, at, with_storage=allowance.limits_storage)
    of_tenant = spent[OF_TENANT].less(counted)
    found = standings(allowance.tenant, of_tenant, at, of_key=False, asked=asked)
    if principal.key_id is not None:
        of_key = spent[principal.key_id].less(counted)
        found += standings(allowance.key, of_key, at, of_key=True, asked=asked)
    return found


def report(
    session: Session, principal: Principal, defaults: Allowance, at: datetime
) -> UsageReport:
    """What was used and what may be used."""
    spent = spent_by(session, principal, at, with_storage=True)
    of_key = None if principal.key_id is None else spent[principal.key_id]
    allowance = quotas.allowance(session, principal, defaults)
    return UsageReport(spent[OF_TENANT], of_key, allowance)


def spent_by(
    session: Session, principal: Principal, at: datetime, *, with_storage: bool
) -> dict[str, Spent]:
    """Of the tenant, and of the key that was shown, by its id. Summing what is stored takes longer, the more tasks there are."""
    today = at.astimezone(UTC).date()
    ids = _counted(principal.key_id)
    rows = session.execute(
        select(
            UsageRow.key_id,
            func.sum(UsageRow.audio_ms),
            func.sum(case((UsageRow.day == today, UsageRow.n_recordings), else_=0)),
        )
        .where(
            UsageRow.tenant == principal.tenant,
            UsageRow.key_id.in_(ids),
            UsageRow.day.between(month_of(at), today),
        )
        .group_by(UsageRow.key_id)
    )
    found = {key_id: Spent(int(audio_ms) / MS_PER_MINUTE, int(n)) for key_id, audio_ms, n in rows}
    kept = stored_bytes(session, principal) / MB if with_storage else 0.0
    of_tenant = found.get(OF_TENANT, Spent())
    found[OF_TENANT] = Spent(of_tenant.audio_minutes, of_tenant.recordings, kept)
    return {key_id: found.get(key_id, Spent()) for key_id in ids}


def stored_bytes(session: Session, principal: Principal) -> int:
    """Of the tenant's tasks and standing consents."""
    tasks, consents = (
        select(func.coalesce(func.sum(table.stored_bytes), 0))
        .where(table.tenant == principal.tenant)
        .scalar_subquery()
        for table in (Task, ConsentRow)
    )
    return int(session.scalar(select(tasks + consents)) or 0)


def _counted(key_id: str | None) -> Sequence[str]:
    return (OF_TENANT,) if key_id is None else (OF_TENANT, key_id)
