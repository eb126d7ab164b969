"""What a teacher sees of a class at once: the inbox, a learner's page, and which habits are whose."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from shared import gates
from shared.errors import NotFound

from ..app import App
from ..db import assignments, classes, remarks
from ..domain.classes import Membership, VerdictCount
from ..domain.principal import Principal
from ..domain.task import TaskRecord
from ..schemas.remarks import (
    CountedVerdicts,
    HabitOfLearner,
    HabitRow,
    HeatMap,
    HeatMapLearner,
    Inbox,
    InboxItem,
    InboxReason,
    LearnerPage,
)
from ..schemas.tasks import TaskOutcome
from ..tasks.summaries import summary_of
from .teaching import member_of

TASKS_LOOKED_AT = 1_000
"""Of a class, the newest."""
MOST_SHOWN = 200
RECORDINGS_SHOWN = 100
URGENCY: tuple[InboxReason, ...] = ("failed", "not_assessable", "uncertain", "new_habit")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula, wherever a cell begins with it."""


async def inbox(app: App, principal: Principal, class_id: UUID, *, with_done: bool) -> Inbox:
    """Raises NotFound."""
    tasks, members, done = await app.database.read(
        lambda s: (
            found := assignments.shared_tasks(s, principal, class_id, limit=TASKS_LOOKED_AT),
            classes.members(s, principal, class_id),
            remarks.done_with(s, principal, [task.id for task in found]),
        )
    )
    unwanted = app.eraser.unwanted(principal)
    found = _in_need([task for task in tasks if task.id not in unwanted], members, done)
    n_open = sum(not item.is_done for item in found)
    shown = [item for item in found if with_done or not item.is_done]
    return Inbox(items=shown[:MOST_SHOWN], n_open=n_open)


async def mark(
    app: App, principal: Principal, class_id: UUID, task_id: UUID, *, is_done: bool
) -> None:
    """Raises NotFound."""

    def write(session):
        found = assignments.shared_tasks(session, principal, class_id, limit=TASKS_LOOKED_AT)
        if task_id not in {task.id for task in found}:
            raise NotFound("this recording is not shared with the class", field="task_id")
        remarks.mark_done(session, principal, task_id, is_done=is_done)

    await app.database.write(write)


async def learner(app: App, principal: Principal, class_id: UUID, member_id: UUID) -> LearnerPage:
    """Raises NotFound."""
    member, tasks = await app.database.read(
        lambda s: (
            classes.member(s, principal, class_id, member_id),
            assignments.shared_tasks(
                s, principal, class_id, member_id=member_id, limit=RECORDINGS_SHOWN
            ),
        )
    )
    unwanted = app.eraser.unwanted(principal)
    shown = [summary_of(task) for task in tasks if task.id not in unwanted]
    return LearnerPage(member=member_of(member), recordings=shown)


async def heat_map(app: App, principal: Principal, class_id: UUID) -> HeatMap:
    """Raises NotFound."""
    tasks, members, verdicts = await app.database.read(
        lambda s: (
            found := assignments.shared_tasks(s, principal, class_id, limit=TASKS_LOOKED_AT),
            classes.members(s, principal, class_id),
            remarks.count_verdicts(s, principal, [task.id for task in found]),
        )
    )
    return _heat_map(tasks, members, verdicts)


async def heat_map_csv(app: App, principal: Principal, class_id: UUID) -> bytes:
    """A row a learner: how many recordings, then how often each habit is there. With a byte order mark, by which
    spreadsheets know UTF-8. Raises NotFound."""
    found = await heat_map(app, principal, class_id)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["learner", "recordings", *(_cell(row.tip) for row in found.habits)])
    for each in found.learners:
        counts = [_n_found(row, each.member_id) for row in found.habits]
        writer.writerow([_cell(each.called), each.n_recordings, *counts])
    return written.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """No name of a learner's is a formula of the teacher's spreadsheet."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _n_found(row: HabitRow, member_id: UUID) -> int:
    return sum(each.n_found for each in row.learners if each.member_id == member_id)


def _in_need(
    tasks: Sequence[TaskRecord], members: Sequence[Membership], done: set[UUID]
) -> list[InboxItem]:
    """What is urgent first, then the newest; `tasks` are newest first."""
    by_speaker = {member.speaker_id: member for member in members}
    known: dict[str, set[str]] = {}
    items: list[InboxItem] = []
    for task in reversed(tasks):
        member = by_speaker.get(task.options.speaker_id or "")
        if member is None:
            continue
        outcome = _outcome(task)
        habits = set(outcome.habits) if outcome else set()
        earlier = known.get(member.speaker_id)
        new_habits = sorted(habits - earlier) if earlier is not None else []
        if outcome is not None:
            known[member.speaker_id] = (earlier or set()) | habits
        if reasons := _reasons(task, outcome, has_new_habit=bool(new_habits)):
            items.append(
                InboxItem(
                    member_id=member.id,
                    called=member.called,
                    task=summary_of(task),
                    reasons=reasons,
                    new_habits=new_habits,
                    is_done=task.id in done,
                )
            )
    items.reverse()
    return sorted(items, key=lambda item: URGENCY.index(item.reasons[0]))


def _reasons(
    task: TaskRecord, outcome: TaskOutcome | None, *, has_new_habit: bool
) -> list[InboxReason]:
    holds: Mapping[InboxReason, bool] = {
        "failed": task.status == "failed",
        "not_assessable": task.assessable is False,
        "uncertain": outcome is not None and _is_uncertain(outcome),
        "new_habit": has_new_habit,
    }
    return [reason for reason in URGENCY if holds[reason]]


def _is_uncertain(outcome: TaskOutcome) -> bool:
    n_words = outcome.scores.n_words
    if not n_words or outcome.n_uncertain_words is None:
        return False
    return outcome.n_uncertain_words / n_words >= gates.MANY_UNCERTAIN_WORDS


def _heat_map(
    tasks: Sequence[TaskRecord], members: Sequence[Membership], verdicts: Sequence[VerdictCount]
) -> HeatMap:
    n_found: dict[str, Counter[str]] = {}
    n_recordings: dict[str, Counter[str]] = {}
    judged: Counter[str] = Counter()
    for task in tasks:
        outcome, speaker_id = _outcome(task), task.options.speaker_id or ""
        if outcome is None:
            continue
        judged[speaker_id] += 1
        for tip, n in outcome.habits.items():
            n_found.setdefault(tip, Counter())[speaker_id] += n
            n_recordings.setdefault(tip, Counter())[speaker_id] += 1
    rows = [
        HabitRow(
            tip=tip,
            n_learners=len(n_found[tip]),
            learners=[
                HabitOfLearner(
                    member_id=member.id,
                    n_found=n_found[tip][member.speaker_id],
                    n_recordings=n_recordings[tip][member.speaker_id],
                )
                for member in members
                if n_found[tip][member.speaker_id]
            ],
        )
        for tip in n_found
    ]
    rows.sort(key=lambda row: (-row.n_learners, -sum(n_found[row.tip].values()), row.tip))
    return HeatMap(
        learners=[
            HeatMapLearner(
                member_id=member.id,
                called=member.called,
                n_recordings=judged[member.speaker_id],
            )
            for member in members
        ],
        habits=rows,
        verdicts=[
            CountedVerdicts(tip=each.tip, n_accepted=each.n_accepted, n_overruled=each.n_overruled)
            for each in verdicts
        ],
    )


def _outcome(task: TaskRecord) -> TaskOutcome | None:
    return None if task.outcome is None else TaskOutcome.model_validate(task.outcome)
