"""Who may work on a task, told without a clock on the wall: claims, beats, watching."""

from collections import deque
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from shared.errors import StorageFull
from shared.settings import CommonSettings
from shared.storage import open_store

from ..app.core.config import Settings
from ..app.db import erasures, leases, migrate, outbox, results, tasks
from ..app.db.leases import ClaimLost
from ..app.db.models import base
from ..app.db.session import Database, DatabaseBusy
from ..app.db.tasks import NewTask
from ..app.domain import keys
from ..app.domain.principal import LOCAL, SYSTEM
from ..app.domain.task import StageRecord, TaskError
from ..app.pipelines import upstreams
from ..app.pipelines.pronunciation.options import ProcessOptions
from ..app.pipelines.pronunciation.pipeline import PRONUNCIATION
from ..app.pipelines.spec import NOTHING_MORE, Assessment, DueStages, Meaning
from ..app.pipelines.steps import EndedStage, RunStep
from ..app.runs import worker
from ..app.runs.heartbeat import heartbeat, life_of
from ..app.runs.maintenance import Housekeeper, LeaseWatcher
from ..app.runs.metrics import TaskMetrics
from ..app.runs.notifier import TaskNotifier
from ..app.runs.recorder import Recorder
from ..app.runs.supervisor import Pulse
from ..app.runs.worker import Worker
from ..app.utils.watch import Watch
from .conftest import moved_datetime

pytestmark = pytest.mark.anyio


ERROR = TaskError("unavailable", "the store is away", {})
ASR = StageRecord("asr", "succeeded")
LEASE_S = 30.0


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(engine):
    migrate.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tasks"))
    return Database(engine, anyio.CapacityLimiter(4), anyio.CapacityLimiter(4))


@pytest.fixture
def set_clock(monkeypatch):
    """Moves the time of day, as the whole application sees it, by so many hours."""

    def move(hours: float) -> None:
        monkeypatch.setattr(base, "datetime", moved_datetime(hours))

    return move


def new_task() -> NewTask:
    task_id = uuid4()
    return NewTask(
        task_id, ProcessOptions(), keys.recording_key("local", task_id), (), None, "hash", None
    )


async def queued(database, waits_s: float | None = None) -> UUID:
    new = replace(new_task(), waits_s=waits_s)
    await database.write(lambda s: tasks.insert_task(s, LOCAL, new))
    return new.id


async def claim(database, who: str = "one", max_attempts: int = 5):
    return await database.write(
        lambda s: leases.claim_next(s, SYSTEM, worker_id=who, max_attempts=max_attempts)
    )


async def take_back(database, *, counts: bool = True) -> bool:
    [seen] = await database.read(lambda s: leases.sightings(s, SYSTEM))
    return await database.write(lambda s: leases.take_back(s, seen, counts=counts, max_attempts=2))


async def task(database, task_id: UUID):
    return await database.read(lambda s: tasks.get_task(s, LOCAL, task_id))


async def test_a_claimed_task_is_nobody_elses(database):
    task_id = await queued(database)
    first = await claim(database, "one")
    assert (first.task_id, first.worker_id) == (task_id, "one")
    assert await claim(database, "two") is None


async def test_who_still_waits_goes_first_and_the_oldest_in_their_turn(database, set_clock):
    oldest, late, old = [await queued(database, each) for each in (None, 30, None)]
    set_clock(1 / 60)
    patient, hurried = [await queued(database, each) for each in (90, 20)]

    async def next_of(*, by_age: bool) -> UUID | None:
        taken = await database.write(
            lambda s: leases.claim_next(
                s, SYSTEM, worker_id="one", max_attempts=5, long=False, by_age=by_age
            )
        )
        return taken and taken.task_id

    order = [False, True, False, False, False, True]
    assert [await next_of(by_age=each) for each in order] == [
        hurried, oldest, patient, late, old, None,
    ]  # fmt: skip


async def sent(database) -> set[UUID]:
    return set(await database.write(lambda s: outbox.take_unsent(s, SYSTEM, stale_s=60, limit=99)))


async def told(database, task_id: UUID, *, by_age: bool = False, most_long: int = 1) -> UUID | None:
    """What is taken on a message that names this task."""
    taken = await database.write(
        lambda s: leases.claim_for_message(
            s, SYSTEM, task_id, worker_id="one", max_attempts=5, most_long=most_long, by_age=by_age
        )
    )
    return taken and taken.task_id


async def test_the_message_of_what_is_taken_stands_for_what_was_named(database):
    named, due = await queued(database), await queued(database, 60)
    assert await sent(database) == {named, due}
    assert await told(database, named) == due
    assert await sent(database) == set()
    assert await told(database, due) == named
    assert await told(database, named) is None


@pytest.mark.parametrize("is_waited_for", [True, False])
async def test_what_was_named_is_sent_anew_where_what_is_taken_had_no_message(
    database, is_waited_for
):
    named = await queued(database)
    assert await sent(database) == {named}
    due = replace(new_task(), waits_s=60, is_waited_for=is_waited_for)
    await database.write(lambda s: tasks.insert_task(s, LOCAL, due))
    assert await told(database, named) == due.id
    assert await sent(database) == {named}
    assert await told(database, named) == named


async def test_messages_grow_no_more_than_tasks(database):
    broker = deque()
    for number in range(40):
        await queued(database, 60 if number % 3 else None)
        broker += await sent(database)
    for number in range(60):
        await told(database, broker.popleft(), by_age=number % 3 == 0)
        await queued(database, 60 if number % 2 else None)
        broker += await sent(database)
        assert len(broker) == 40
    while broker:
        await told(database, broker.popleft())
        broker += await sent(database)
    assert await database.read(lambda s: leases.queue_state(s, SYSTEM)) == (0, None)


async def test_long_tasks_go_by_who_waits_as_well_and_no_more_of_them_at_once(database):
    first, due = (replace(new_task(), pipeline="transcript", waits_s=each) for each in (None, 60))
    for each in (first, due):
        await database.write(lambda s, new=each: tasks.insert_task(s, LOCAL, new))
    assert await sent(database) == {first.id, due.id}
    assert await told(database, first.id) == due.id
    assert await told(database, due.id) is None
    assert await told(database, first.id, most_long=1) is None
    assert (await task(database, first.id)).status == "queued"


async def test_two_who_are_told_at_once_wait_for_each_other_no_more(database, engine):
    if engine.dialect.name == "sqlite":
        return  # it has one writer
    for number in range(20):
        named = await queued(database)
        await sent(database)
        due = await queued(database, 60)
        async with anyio.create_task_group() as group:
            for each in (named, due):
                group.start_soon(told, database, each)
        for each in (named, due):
            await told(database, each)
        assert await database.read(lambda s: leases.queue_state(s, SYSTEM)) == (0, None), number


async def test_a_message_names_a_long_task_that_goes_when_nobody_waits(database):
    long = replace(new_task(), pipeline="transcript")
    await database.write(lambda s: tasks.insert_task(s, LOCAL, long))
    short = await queued(database, None)
    taken = await database.write(
        lambda s: leases.claim_for_message(
            s, SYSTEM, long.id, worker_id="one", max_attempts=5, most_long=1, by_age=False
        )
    )
    assert taken is not None
    assert taken.task_id == long.id
    assert (await task(database, short)).status == "queued"


def ended_asr(result=None, meaning=NOTHING_MORE) -> EndedStage:
    return EndedStage(PRONUNCIATION.stages[0], ASR, result, meaning)


WRITES = {
    "what comes next": lambda s, claim: results.note_steps(s, claim, [RunStep()], {}),
    "how a stage ended": lambda s, claim: results.note_steps(s, claim, [RunStep(ended_asr())], {}),
    "a stage that judges": lambda s, claim: results.note_steps(
        s, claim, [RunStep(ended_asr(meaning=Meaning(assessment=Assessment(assessable=True))))], {}
    ),
    "stages, and how the task ended": lambda s, claim: results.note_steps(
        s, claim, [RunStep(ended_asr())], {}, ending="succeeded"
    ),
    "finish_task": lambda s, claim: results.finish_task(s, claim, status="succeeded"),
    "postpone": lambda s, claim: leases.postpone(s, claim, ERROR, wait_s=1, is_retry=True),
    "release": lambda s, claim: leases.release(s, claim, counts=True, max_attempts=2),
    "beat": leases.beat,
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_who_lost_a_task_can_write_nothing_even_to_a_worker_of_the_same_process(
    database, write
):
    task_id = await queued(database)
    first = await claim(database)
    assert await take_back(database)
    with pytest.raises(ClaimLost):
        await database.write(lambda s: write(s, first))
    second = await claim(database)
    assert (second.task_id, second.worker_id) == (task_id, first.worker_id)
    with pytest.raises(ClaimLost):
        await database.write(lambda s: write(s, first))
    await database.write(lambda s: write(s, second))


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("end", ["cancelled", "erased", "finished"])
async def test_nothing_is_written_to_a_task_that_has_ended(database, write, end):
    task_id = await queued(database)
    held = await claim(database)
    ends = {
        "cancelled": lambda s: tasks.cancel_task(s, LOCAL, task_id),
        "erased": lambda s: tasks.delete_task(s, LOCAL, task_id, erase_again=[]),
        "finished": lambda s: results.finish_task(s, held, status="succeeded"),
    }
    await database.write(ends[end])
    with pytest.raises(ClaimLost):
        await database.write(lambda s: write(s, held))


async def test_a_task_whose_holder_was_heard_of_since_is_not_taken_back(database):
    await queued(database)
    held = await claim(database)
    [seen] = await database.read(lambda s: leases.sightings(s, SYSTEM))
    await database.write(lambda s: leases.beat(s, held))
    assert not await database.write(
        lambda s: leases.take_back(s, seen, counts=True, max_attempts=2)
    )
    assert await claim(database, "two") is None


async def test_a_task_that_takes_every_process_down_is_given_up(database):
    task_id = await queued(database)
    for who in ("one", "two"):
        assert await claim(database, who, max_attempts=2)
        assert await take_back(database)
    assert await claim(database, "three", max_attempts=2) is None
    given_up = await task(database, task_id)
    assert (given_up.status, given_up.error.detail) == (
        "failed",
        "the task was given up after 2 interrupted attempts",
    )


async def test_a_task_whose_holders_went_down_twice_lets_others_go_first(database):
    suspect, other = await queued(database), await queued(database)
    for _ in range(2):
        held = await claim(database)
        assert held.task_id == suspect  # the older one; a first interruption may be anything's
        [seen] = await database.read(lambda s: leases.sightings(s, SYSTEM))
        assert await database.write(lambda s, it=seen: leases.take_back(s, it, counts=True, max_attempts=5))  # fmt: skip
    assert (await claim(database)).task_id == other
    assert await claim(database) is None
    await database.write(lambda s: s.execute(text("UPDATE tasks SET retry_at = NULL")))
    assert (await claim(database)).task_id == suspect


async def test_standing_still_stopping_and_waiting_are_no_attempts(database):
    task_id = await queued(database)
    for _ in range(4):
        assert await claim(database, max_attempts=2)
        assert await take_back(database, counts=False)
        held = await claim(database, max_attempts=2)
        await database.write(lambda s, it=held: leases.release(s, it, counts=False, max_attempts=2))
        held = await claim(database, max_attempts=2)
        await database.write(
            lambda s, it=held: leases.postpone(s, it, ERROR, wait_s=0, is_retry=False)
        )
    held = await claim(database, max_attempts=2)
    assert (held.task_id, held.number) == (task_id, 13)


async def put_off(database, *, wait_s: float) -> None:
    held = await claim(database)
    await database.write(lambda s: leases.postpone(s, held, ERROR, wait_s=wait_s, is_retry=True))


@pytest.mark.parametrize(("hours", "is_due"), [(0, False), (-2, True), (2, True), (-48, True)])
async def test_no_task_waits_for_a_clock_that_was_set(database, set_clock, hours, is_due):
    await queued(database)
    await put_off(database, wait_s=300)
    set_clock(hours)
    assert (await claim(database) is not None) is is_due


async def test_no_task_is_put_off_for_longer_than_is_looked_for(database, set_clock):
    await queued(database)
    await put_off(database, wait_s=86_400)
    assert await claim(database) is None
    set_clock(0.1)
    assert await claim(database)


@pytest.mark.parametrize(("hours", "is_sent"), [(0, False), (-2, True), (2, True)])
async def test_no_message_is_waited_for_when_the_clock_was_set(database, set_clock, hours, is_sent):
    task_id = await queued(database)

    async def to_send():
        return await database.write(lambda s: outbox.take_unsent(s, SYSTEM, stale_s=3600, limit=10))

    assert await to_send() == [task_id]
    set_clock(hours)
    assert await to_send() == ([task_id] if is_sent else [])
    assert await to_send() == []


async def test_what_is_taken_back_is_sent_again(database):
    task_id = await queued(database)
    await database.write(lambda s: outbox.take_unsent(s, SYSTEM, stale_s=3600, limit=10))
    await claim(database)
    await take_back(database)
    sent = await database.write(lambda s: outbox.take_unsent(s, SYSTEM, stale_s=3600, limit=10))
    assert sent == [task_id]


@pytest.fixture
def gaze(clock):
    """A watch that sees a sign at a time, and tells for how long it has been the same."""
    watching = Watch(15.0, clock)

    def see(sign: object, at: float, *, asked_at: float | None = None) -> float:
        clock.at = at
        return watching.look({"task": sign}, asked_at=at if asked_at is None else asked_at)["task"]

    return see


def test_what_does_not_change_is_watched_for_as_long_as_it_is_looked_at(gaze):
    assert [gaze("a", at) for at in (0, 10, 20, 31)] == [0, 10, 20, 31]


def test_what_changes_is_watched_anew(gaze):
    assert [gaze("a", 0), gaze("a", 10), gaze("b", 20), gaze("b", 25)] == [0, 10, 0, 5]


def test_a_watcher_that_stood_still_starts_anew(gaze):
    assert [gaze("a", 0), gaze("a", 10), gaze("a", 70), gaze("a", 80)] == [0, 10, 0, 10]


def test_a_slow_look_makes_no_watch_longer(gaze):
    """Read between 0 and 10, and again between 12 and 20: it is sure to have been the same from 10 to 12."""
    assert gaze("a", 10, asked_at=0) == 0
    assert gaze("a", 20, asked_at=12) == 2


def test_what_went_away_and_comes_again_is_watched_anew(clock):
    watching = Watch(clock=clock)
    watching.look({"task": 1}, asked_at=clock())
    watching.look({}, asked_at=clock())
    clock.at += 100
    assert watching.look({"task": 1}, asked_at=clock()) == {"task": 0}


@pytest.fixture
async def make_worker(database, clock):
    """Makes workers on one database, each as if in a process of its own."""
    async with httpx.AsyncClient() as http:

        def make(who: str, **settings):
            made = Settings(lease_s=LEASE_S, **settings)
            return Worker(
                database,
                open_store(CommonSettings()),
                upstreams.connect_upstreams(http, made),
                TaskNotifier(),
                TaskMetrics(CollectorRegistry()),
                made,
                worker_id=who,
                clock=clock,
            )

        yield make


def watcher(worker, tmp_path):
    return LeaseWatcher(worker, tmp_path / "lives", lambda: None)


async def watched(watcher, clock, seconds: float) -> None:
    """Looks every second, for so long."""
    for _ in range(round(seconds) + 1):
        await watcher._look(Pulse("lookout", clock))
        clock.at += 1


async def test_a_task_is_taken_back_once_its_holder_was_silent_for_a_lease(
    database, make_worker, clock, tmp_path
):
    task_id = await queued(database)
    await claim(database, "elsewhere")
    here = watcher(make_worker("here"), tmp_path)
    await watched(here, clock, LEASE_S - 1)
    assert (await task(database, task_id)).status == "running"
    await watched(here, clock, 1)
    assert (await task(database, task_id)).status == "queued"


@pytest.mark.parametrize("hours", [-2, 2])
async def test_a_clock_that_is_set_takes_no_task_from_its_holder(
    database, make_worker, clock, tmp_path, set_clock, hours
):
    task_id = await queued(database)
    held = await claim(database, "elsewhere")
    here = watcher(make_worker("here"), tmp_path)
    set_clock(hours)
    for _ in range(10):
        await watched(here, clock, 10)
        await database.write(lambda s: leases.beat(s, held))
    assert (await task(database, task_id)).status == "running"


async def test_who_stood_still_together_with_the_holder_does_not_judge_by_it(
    database, make_worker, clock, tmp_path
):
    task_id = await queued(database)
    await claim(database, "elsewhere")
    here = watcher(make_worker("here"), tmp_path)
    await watched(here, clock, LEASE_S - 5)
    clock.at += 3600
    await watched(here, clock, LEASE_S - 5)
    assert (await task(database, task_id)).status == "running"
    await watched(here, clock, 10)
    assert (await task(database, task_id)).status == "queued"


async def test_nobody_takes_over_what_they_are_working_on(database, make_worker, clock, tmp_path):
    task_id = await queued(database)
    mine = make_worker("here")
    mine._running[await claim(database, "here")] = object()
    await watched(watcher(mine, tmp_path), clock, 3 * LEASE_S)
    assert (await task(database, task_id)).status == "running"


async def test_what_this_process_holds_and_dropped_is_taken_back_and_counts(
    database, make_worker, clock, tmp_path
):
    await queued(database)
    assert await claim(database, "here", max_attempts=1)
    with heartbeat(tmp_path / "lives", "here"):
        await watched(watcher(make_worker("here"), tmp_path), clock, LEASE_S + 1)
    assert await claim(database, "here", max_attempts=1) is None  # given up


async def test_the_tasks_of_a_dead_process_are_free_at_once_and_count(
    database, make_worker, clock, tmp_path
):
    task_id = await queued(database)
    assert await claim(database, "killed", max_attempts=1)
    (tmp_path / "lives").mkdir()
    (tmp_path / "lives" / "killed.lock").touch()
    await watched(watcher(make_worker("here"), tmp_path), clock, 0)
    assert (await task(database, task_id)).status == "queued"
    assert await claim(database, max_attempts=1) is None  # given up


async def test_the_task_of_one_who_lives_but_stands_still_is_taken_over_and_does_not_count(
    database, make_worker, clock, tmp_path
):
    await queued(database)
    assert await claim(database, "stopped", max_attempts=1)
    with heartbeat(tmp_path / "lives", "stopped"):
        await watched(watcher(make_worker("here"), tmp_path), clock, LEASE_S + 1)
    assert await claim(database, max_attempts=1)


def test_a_worker_is_dead_when_its_lock_is_free(tmp_path):
    assert life_of(tmp_path, "never-seen") == "unknown"
    with heartbeat(tmp_path, "one"):
        assert life_of(tmp_path, "one") == "alive"
    assert life_of(tmp_path, "one") == "unknown"  # it went in an orderly way
    (tmp_path / "killed.lock").touch()
    assert life_of(tmp_path, "killed") == "dead"


def written_by(worker, held):
    return Recorder(held, worker.database, worker.store, worker.notifier, worker.metrics)


async def test_a_loser_leaves_no_result_and_touches_none_of_the_winners(
    database, make_worker, transcript
):
    task_id = await queued(database)
    mine, asr = make_worker("here"), PRONUNCIATION.stages[0]
    loser = written_by(mine, await claim(database, "here"))
    await loser.note([RunStep(due=DueStages(starting=[asr]))])
    await take_back(database)
    winner = written_by(mine, await claim(database, "here"))
    await winner.note([RunStep(due=DueStages(starting=[asr]))])
    result = asr.result.model_validate(transcript)
    winners, losers = (
        RunStep(ended_asr(result.model_copy(update={"text": text})))
        for text in ("the winner's", "the loser's")
    )
    await winner.note([winners])
    with pytest.raises(ClaimLost):
        await loser.note([losers])
    assert await mine.store.keys(keys.folder("local", task_id)) == [
        f"tasks/local/{task_id}/2-asr.json"
    ]
    _, results = await winner.settled(await winner.state(), {"asr": asr})
    assert results["asr"].model_dump()["text"] == "the winner's"


async def test_a_result_whose_transaction_ended_unheard_stays(
    database, make_worker, transcript, monkeypatch
):
    """The connection is cut off while it says so: the second time, the task is over and nobody's."""
    task_id = await queued(database)
    mine, asr = make_worker("here"), PRONUNCIATION.stages[0]
    recorder = written_by(mine, await claim(database, "here"))
    transact, unheard = Database._transact, [DatabaseBusy("cut off")]

    def cut_off(self: Database, work: Any, *, read_only: bool, give_up_at: float) -> Any:
        done = transact(self, work, read_only=read_only, give_up_at=give_up_at)
        if unheard and not read_only:
            raise unheard.pop()
        return done

    monkeypatch.setattr(Database, "_transact", cut_off)
    with pytest.raises(ClaimLost):
        await recorder.note(
            [RunStep(ended_asr(asr.result.model_validate(transcript)))], "succeeded"
        )
    assert (await task(database, task_id)).status == "succeeded"
    assert await mine.store.keys(keys.folder("local", task_id)) == [
        f"tasks/local/{task_id}/1-asr.json"
    ]


async def test_a_late_result_of_an_erased_task_does_not_stay(database, make_worker, transcript):
    task_id = await queued(database)
    mine, asr = make_worker("here"), PRONUNCIATION.stages[0]
    late = written_by(mine, await claim(database, "here"))
    await database.write(lambda s: tasks.delete_task(s, LOCAL, task_id, erase_again=[]))
    with pytest.raises(ClaimLost):
        await late.note([RunStep(ended_asr(asr.result.model_validate(transcript)))])
    assert await mine.store.keys(keys.folder("local", task_id)) == []


@pytest.mark.parametrize("was_noted", [True, False], ids=["noted as started", "not noted yet"])
async def test_what_a_killed_holder_had_stored_and_not_written_down_is_cleared_away(
    database, make_worker, was_noted
):
    task_id = await queued(database)
    mine, asr = make_worker("here"), PRONUNCIATION.stages[0]
    killed = await claim(database, "here")
    if was_noted:
        await written_by(mine, killed).note([RunStep(due=DueStages(starting=[asr]))])
    await mine.store.put(keys.result_key(killed, "asr"), b"{}", content_type="application/json")
    await take_back(database)
    again = written_by(mine, await claim(database, "here"))
    await again.settled(await again.state(), {"asr": asr})
    assert await mine.store.keys(keys.folder("local", task_id)) == []


@pytest.fixture
async def erasing(database, make_worker, clock):
    """A task that was erased, with 15 s to wait for the second time, and what a service stored late."""
    task_id = uuid4()
    await database.write(
        lambda s: erasures.erase_later(s, LOCAL, task_id, erasures.later(15), voice_only=False)
    )
    mine = make_worker("here")
    key = f"{keys.folder('local', task_id)}own_voice.wav"

    async def look(after_s: float) -> bool:
        """Whether what is there is erased then."""
        await mine.store.put(key, b"late", content_type="audio/wav")
        clock.at += after_s
        await housekeeper._look(Pulse("caretaker", clock))
        return not await mine.store.exists(key)

    housekeeper = Housekeeper(mine)
    return look


@pytest.mark.parametrize("hours", [0, -2, 2])
async def test_an_erasure_comes_in_its_time_whatever_the_clock_says(erasing, set_clock, hours):
    assert not await erasing(0)
    set_clock(hours)
    assert [await erasing(7), await erasing(7), await erasing(7)] == [False, False, True]
    assert not await erasing(60)  # it was done, and is forgotten


async def test_an_overdue_erasure_is_made_at_the_start_and_once_more_in_its_time(
    erasing, set_clock
):
    set_clock(1)
    assert [await erasing(0), await erasing(7), await erasing(9)] == [True, False, True]


@pytest.mark.parametrize("error", [StorageFull("full"), DatabaseBusy("locked")])
async def test_a_last_word_waits_for_a_database_that_is_full_or_locked(
    make_worker, monkeypatch, error
):
    monkeypatch.setattr(worker, "FIRST_PAUSE_S", 0.001)
    tries = [error, error, None]

    async def write() -> str:
        if (refused := tries.pop(0)) is not None:
            raise refused
        return "written"

    assert await make_worker("here").outlast(write) == "written"
    assert tries == []


async def test_a_statement_that_is_wrong_is_not_tried_again(make_worker):
    async def write() -> None:
        raise OperationalError("SELECT nonsense", {}, Exception())

    with pytest.raises(OperationalError):
        await make_worker("here").outlast(write)
