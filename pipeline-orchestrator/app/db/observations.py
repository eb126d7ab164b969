"""What tasks saw of the models they were given, and the sums of that by day. Each function is one unit of work or a part of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ..domain.model import picked_of
from ..domain.principal import LOCAL_TENANT, System
from ..domain.tally import JudgedShape, ObservedTask, Tally, total_of
from ..domain.task import StageRecord, TaskStatus
from .across import across_tenants
from .models import ModelDayRow, ObservationRow, Task, now
from .upsert import put_rows

MODELS = "models"
"""Among a task's options: which versions it was given, where there was a choice."""
DAYS_KEPT = 90


def note_stage(session: Session, task: Task, model: str, stage: StageRecord) -> None:
    """A stage has ended that works with this model."""
    picked = picked_of(task.options.get(MODELS)).get(model)
    if picked is None and stage.model_version is None:
        return  # it failed, and nobody says with which
    is_own = picked is None or picked.is_own  # what its service has, it names itself
    version = stage.model_version if is_own and stage.model_version else picked and picked.version
    put_rows(
        session,
        task,
        ObservationRow,
        [
            {
                "model": model,
                "version": (version or "unknown")[:64],
                "trial": picked.trial if picked else 0,
                "missed": not is_own
                and stage.status == "succeeded"
                and stage.model_version != version,
                "elapsed_ms": stage.elapsed_ms if stage.status == "succeeded" else None,
            }
        ],
    )


def note_shape(session: Session, task: Task, shape: JudgedShape) -> None:
    """Its recording was judged; nothing where no model is observed."""
    session.execute(_of_task(task).values(shape=_stored(shape)))


def _stored(shape: JudgedShape) -> dict[str, Any]:
    return {
        "overall": shape.overall,
        "n_issues": shape.n_issues,
        "states": dict(shape.states),
        "heard": dict(shape.heard),
    }


def note_ending(session: Session, task: Task, status: TaskStatus) -> None:
    """From now on it can be counted. A task that was cancelled says nothing of its model."""
    if status == "cancelled":
        session.execute(
            delete(ObservationRow).where(
                ObservationRow.tenant == task.tenant, ObservationRow.task_id == task.id
            )
        )
        return
    reason = task.reason if task.assessable is False else None
    session.execute(_of_task(task).values(failed=status == "failed", reason=reason, ended_at=now()))


def _of_task(task: Task):
    return (
        update(ObservationRow)
        .where(ObservationRow.tenant == task.tenant, ObservationRow.task_id == task.id)
        .execution_options(synchronize_session=False)
    )


def count(session: Session, system: System, *, limit: int) -> dict[tuple[str, str, int], int]:
    """Add what has ended to the days, and forget it; how many were added, by model, version and trial."""
    query = (
        select(ObservationRow)
        .where(ObservationRow.ended_at.is_not(None))
        .order_by(ObservationRow.ended_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    sums: dict[tuple[date, str, str, int], list[Tally]] = {}
    for row in session.scalars(across_tenants(system, query)):
        assert row.ended_at is not None
        place = (row.ended_at.date(), row.model, row.version, row.trial)
        sums.setdefault(place, []).append(Tally.of(_observed(row)))
        session.delete(row)
    for place in sorted(sums):  # in one order, so that two who count don't wait for each other
        _add(session, system, place, total_of(sums[place]))
    counted: dict[tuple[str, str, int], int] = {}
    for (_, model, version, trial), tallies in sums.items():
        at = (model, version, trial)
        counted[at] = counted.get(at, 0) + len(tallies)
    return counted


def _observed(row: ObservationRow) -> ObservedTask:
    shape = None if row.shape is None else JudgedShape(**row.shape)
    return ObservedTask(bool(row.failed), row.missed, row.reason, row.elapsed_ms, shape)


def _add(session: Session, system: System, place: tuple[date, str, str, int], tally: Tally) -> None:
    day, model, version, trial = place
    row = session.scalar(
        select(ModelDayRow)
        .where(
            ModelDayRow.tenant == LOCAL_TENANT,
            ModelDayRow.day == day,
            ModelDayRow.model == model,
            ModelDayRow.version == version,
            ModelDayRow.trial == trial,
        )
        .with_for_update()
    )
    del system  # days are the installation's
    if row is None:
        row = ModelDayRow(
            tenant=LOCAL_TENANT, day=day, model=model, version=version, trial=trial, tally={}
        )
        session.add(row)
    row.tally = Tally(**row.tally).plus(tally).model_dump()
    session.flush()


def of_trial(session: Session, system: System, model: str, trial: int) -> dict[str, Tally]:
    """By version."""
    query = select(ModelDayRow).where(
        ModelDayRow.tenant == LOCAL_TENANT, ModelDayRow.model == model, ModelDayRow.trial == trial
    )
    return _totals(session.scalars(across_tenants(system, query)).all())


def _totals(rows: Sequence[ModelDayRow]) -> dict[str, Tally]:
    found: dict[str, list[Tally]] = {}
    for row in rows:
        found.setdefault(row.version, []).append(Tally(**row.tally))
    return {version: total_of(tallies) for version, tallies in found.items()}


def by_day(
    session: Session, system: System, model: str, *, since: date
) -> dict[str, dict[date, Tally]]:
    """Version → day → its tasks, in a trial or not."""
    query = select(ModelDayRow).where(
        ModelDayRow.tenant == LOCAL_TENANT, ModelDayRow.model == model, ModelDayRow.day >= since
    )
    found: dict[str, dict[date, Tally]] = {}
    for row in session.scalars(across_tenants(system, query)):
        days = found.setdefault(row.version, {})
        days[row.day] = days.get(row.day, Tally()).plus(Tally(**row.tally))
    return found


def forget_days(session: Session, system: System, before: date) -> None:
    """However many versions there were, the table is bounded by its days."""
    statement = delete(ModelDayRow).where(
        ModelDayRow.tenant == LOCAL_TENANT, ModelDayRow.day < before
    )
    session.execute(across_tenants(system, statement))
