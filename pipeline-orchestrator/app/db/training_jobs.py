"""Training jobs: who works on which, and how far each has come. Each function is one unit of work; what is written of a job
that is worked on asks whether its claim still holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.claim import Claim, Sighting
from ..domain.principal import Principal, System, acting_for
from ..domain.training import (
    MOST_LINE_CHARS,
    MOST_LOG_LINES,
    UNFINISHED,
    KeptStep,
    NewTraining,
    TrainingError,
    TrainingJob,
    TrainingState,
)
from .across import across_tenants
from .leases import ClaimLost
from .models import TrainingJobRow, now

MOST_UNFINISHED = 5
"""Of one tenant."""
GIVEN_UP = "the job was given up: it ended what worked on it {} times"
BEGINS_ANEW = "begins anew: somebody's data may not be learnt from any more"


def add(session: Session, principal: Principal, new: NewTraining) -> TrainingJob:
    """Raises Conflict while too many of the tenant's are unfinished."""
    n = select(func.count()).where(
        TrainingJobRow.tenant == principal.tenant, TrainingJobRow.state.in_(UNFINISHED)
    )
    if (session.scalar(n) or 0) >= MOST_UNFINISHED:
        raise Conflict(f"{MOST_UNFINISHED} training jobs wait or are worked on: cancel one first")
    row = TrainingJobRow(
        tenant=principal.tenant,
        id=new.id,
        recipe=new.recipe,
        sources=list(new.data),
        options=dict(new.options),
        state="queued",
        steps=[],
        n_steps=new.n_steps,
        progress=0.0,
        log=[],
        author=new.author,
        claims=0,
        beat=0,
        attempts=0,
    )
    session.add(row)
    session.flush()
    return _job(row)


def find(session: Session, principal: Principal, job_id: UUID) -> TrainingJob:
    """Raises NotFound."""
    return _job(_existing(session, principal, job_id))


def newest(session: Session, principal: Principal, *, limit: int) -> list[TrainingJob]:
    """The newest first."""
    query = (
        select(TrainingJobRow)
        .where(TrainingJobRow.tenant == principal.tenant)
        .order_by(TrainingJobRow.created_at.desc(), TrainingJobRow.id)
        .limit(limit)
    )
    return [_job(row) for row in session.scalars(query)]


def cancel(session: Session, principal: Principal, job_id: UUID) -> tuple[TrainingJob, bool]:
    """The job, and whether it was not so before; whoever works on it has lost it. Raises NotFound, and Conflict for one that has
    ended otherwise."""
    row = _existing(session, principal, job_id, lock=True)
    is_new = row.state in UNFINISHED
    if not is_new and row.state != "cancelled":
        raise Conflict(f"the job has {row.state}")
    if is_new:
        _end(row, "cancelled")
    return _job(row), is_new


def begin_anew(session: Session, principal: Principal) -> None:
    """All unfinished jobs of the tenant: what they gathered may hold what they must not learn from any more."""
    rows = session.scalars(
        select(TrainingJobRow)
        .where(TrainingJobRow.tenant == principal.tenant, TrainingJobRow.state.in_(UNFINISHED))
        .order_by(TrainingJobRow.id)
        .with_for_update()
    )
    for row in rows:
        if row.steps or row.state == "running":
            row.steps, row.progress = [], 0.0
            _put_back(row, counts=False)
            row.claims += 1  # who held it has nothing to write any more
            _say(row, [BEGINS_ANEW])


def claim_next(
    session: Session,
    system: System,
    *,
    holder: str,
    at_once: int,
    max_attempts: int,
    job_id: UUID | None = None,
) -> Claim | None:
    """The oldest that waits, or this one; None while `at_once` of them are worked on."""
    rows = list(
        session.scalars(
            across_tenants(
                system,
                select(TrainingJobRow)
                .where(TrainingJobRow.state.in_(UNFINISHED))
                .order_by(TrainingJobRow.created_at, TrainingJobRow.id)
                .with_for_update(),  # of all: two who look at once must see each other's claim
            )
        )
    )
    if sum(row.state == "running" for row in rows) >= at_once:
        return None
    for row in rows:
        if row.state != "queued" or job_id not in (None, row.id):
            continue
        if row.attempts >= max_attempts:
            _end(row, "failed", error=TrainingError("killed", GIVEN_UP.format(row.attempts)))
            continue
        row.state, row.holder = "running", holder
        row.claims += 1
        row.attempts += 1
        row.started_at = row.started_at or now()
        return Claim(row.tenant, row.id, holder, row.claims)
    return None


def sightings(session: Session, system: System) -> list[Sighting]:
    """The jobs that are worked on, or were when their holder was last heard of."""
    rows = session.scalars(
        across_tenants(system, select(TrainingJobRow).where(TrainingJobRow.state == "running"))
    )
    return [
        Sighting(Claim(row.tenant, row.id, row.holder or "", row.claims), row.beat) for row in rows
    ]


def take_back(session: Session, seen: Sighting, *, counts: bool, max_attempts: int) -> bool:
    """Have an abandoned job wait again, unless its holder was heard of since it was `seen`."""
    del max_attempts  # when it is claimed next
    row = _locked(session, seen.claim)
    if row is None or not _is_held(row, seen.claim) or row.beat != seen.beat:
        return False
    _put_back(row, counts=counts)
    return True


def held(session: Session, claim: Claim) -> TrainingJob:
    """Raises ClaimLost."""
    return _job(_held(session, claim))


def beat(session: Session, claim: Claim, *, progress: float, lines: Sequence[str]) -> None:
    """Show that it is worked on, how far its step has come, and what was said. Raises ClaimLost."""
    row = _held(session, claim)
    row.beat += 1
    row.progress = progress
    _say(row, lines)


def keep_step(session: Session, claim: Claim, step: KeptStep, *, lines: Sequence[str]) -> None:
    """From now on it is done, whatever happens. What got further under this holder is not what ended those before it. Raises
    ClaimLost."""
    row = _held(session, claim)
    row.steps = [*row.steps, step.stored()]
    row.progress = 0.0
    row.attempts = 1
    _say(row, lines)


def forget_steps(session: Session, claim: Claim, *, after: int) -> None:
    """Those whose files can't be read any more are done again. Raises ClaimLost."""
    row = _held(session, claim)
    row.steps = row.steps[:after]


def succeed(session: Session, claim: Claim, *, model: str, version: str, line: str) -> None:
    """Raises ClaimLost."""
    row = _held(session, claim)
    row.model, row.version = model, version
    _say(row, [line])
    _end(row, "succeeded")


def fail(
    session: Session, claim: Claim, error: TrainingError, *, lines: Sequence[str]
) -> TrainingJob:
    """Raises ClaimLost."""
    row = _held(session, claim)
    _say(row, lines)
    _end(row, "failed", error=error)
    return _job(row)


def release(session: Session, claim: Claim, *, counts: bool) -> None:
    """Put it back; an orderly stop doesn't count as an attempt. Raises ClaimLost."""
    _put_back(_held(session, claim), counts=counts)


def take_unsent(session: Session, system: System, *, stale_s: float) -> list[UUID]:
    """Those that wait and that no worker was told of, or not lately; they count as told."""
    at = now()
    rows = session.scalars(
        across_tenants(
            system,
            select(TrainingJobRow)
            .where(
                TrainingJobRow.state == "queued",
                or_(
                    TrainingJobRow.sent_at.is_(None),
                    TrainingJobRow.sent_at < at - timedelta(seconds=stale_s),
                ),
            )
            .order_by(TrainingJobRow.created_at, TrainingJobRow.id)
            .with_for_update(skip_locked=True),
        )
    ).all()
    for row in rows:
        row.sent_at = at
    return [row.id for row in rows]


def unsend(session: Session, system: System, job_ids: Sequence[UUID]) -> None:
    rows = session.scalars(
        across_tenants(system, select(TrainingJobRow).where(TrainingJobRow.id.in_(job_ids)))
    )
    for row in rows:
        row.sent_at = None


def n_unfinished(session: Session, system: System) -> dict[TrainingState, int]:
    """By state."""
    query = (
        select(TrainingJobRow.state, func.count())
        .where(TrainingJobRow.state.in_(UNFINISHED))
        .group_by(TrainingJobRow.state)
    )
    found: dict[str, int] = dict(session.execute(across_tenants(system, query)).tuples().all())
    return {state: found.get(state, 0) for state in UNFINISHED}


def without_steps(
    session: Session, system: System, *, ended_since: datetime
) -> list[tuple[str, UUID]]:
    """Tenant and id of those that wait and have nothing done, and of those that ended since then: files of theirs are of no use
    any more."""
    query = select(TrainingJobRow).where(
        or_(
            (TrainingJobRow.state == "queued") & (TrainingJobRow.claims > 0),
            TrainingJobRow.ended_at >= ended_since,
        )
    )
    rows = session.scalars(across_tenants(system, query))
    return [(row.tenant, row.id) for row in rows if not row.steps]


def forget_ended(session: Session, system: System, before: datetime) -> None:
    """Jobs that ended before then."""
    session.execute(
        across_tenants(system, delete(TrainingJobRow).where(TrainingJobRow.ended_at < before))
    )


def owner_of(claim: Claim) -> Principal:
    return acting_for(claim.tenant, "training")


def _put_back(row: TrainingJobRow, *, counts: bool) -> None:
    row.state, row.holder, row.sent_at = "queued", None, None
    row.attempts = max(0, row.attempts - (not counts))


def _end(row: TrainingJobRow, state: TrainingState, error: TrainingError | None = None) -> None:
    row.state, row.holder, row.ended_at = state, None, now()
    row.error = None if error is None else error.stored()
    row.steps = []  # their files go


def _say(row: TrainingJobRow, lines: Sequence[str]) -> None:
    if lines:
        cut = [line[:MOST_LINE_CHARS] for line in lines]
        row.log = [*row.log, *cut][-MOST_LOG_LINES:]


def _existing(
    session: Session, principal: Principal, job_id: UUID, *, lock: bool = False
) -> TrainingJobRow:
    row = session.get(TrainingJobRow, (principal.tenant, job_id), with_for_update=lock)
    if row is None:
        raise NotFound(f"there is no training job {job_id}", field="job_id")
    return row


def _held(session: Session, claim: Claim) -> TrainingJobRow:
    row = _locked(session, claim)
    if row is None or not _is_held(row, claim):
        raise ClaimLost
    return row


def _locked(session: Session, claim: Claim) -> TrainingJobRow | None:
    return session.get(TrainingJobRow, (claim.tenant, claim.task_id), with_for_update=True)


def _is_held(row: TrainingJobRow, claim: Claim) -> bool:
    return row.state == "running" and row.claims == claim.number


def _job(row: TrainingJobRow) -> TrainingJob:
    return TrainingJob(
        id=row.id,
        recipe=row.recipe,  # pyright: ignore[reportArgumentType]
        data=tuple(row.sources),
        options=row.options,
        state=row.state,  # pyright: ignore[reportArgumentType]
        steps=tuple(KeptStep(**each) for each in row.steps),
        n_steps=row.n_steps,
        progress=row.progress,
        log=tuple(row.log),
        error=TrainingError(**row.error) if row.error else None,
        model=row.model,
        version=row.version,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
