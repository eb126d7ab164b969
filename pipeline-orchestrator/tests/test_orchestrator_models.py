"""The registry of models: versions tried on a share of the tasks, compared, promoted, rolled back by hand and by rule."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import anyio
import pytest

from shared.errors import Conflict, InvalidInput, NotFound
from shared.lots import drawn
from shared.settings import CommonSettings
from shared.storage import open_store

from ..app import models as by_hand
from ..app.db import observations, registry, tasks
from ..app.db.models import AuditRow, CloudEventRow, ModelDayRow, ObservationRow, Task
from ..app.domain.model import ModelVersion, NewModel, Served
from ..app.domain.principal import LOCAL_TENANT, SYSTEM, Principal
from ..app.domain.tally import JudgedShape, ObservedTask, Tally, stability_index, total_of, wilson
from ..app.domain.task import StageRecord
from ..app.domain.trials import RollbackRule, drift_of, fault_of
from ..app.pipelines.models import ALIGNER
from ..app.pipelines.pronunciation.options import ProcessOptions
from ..app.registry.registering import Made, register
from .conftest import Orchestrator

SHIPPED = NewModel(ALIGNER, "w-2", "alignment-service", "a" * 64, 10)
NEWER = NewModel(ALIGNER, "w-3", "alignment-service", "b" * 64, 10, object_key="models/aligner/b")
NEWEST = NewModel(ALIGNER, "w-4", "alignment-service", "c" * 64, 10, object_key="models/aligner/c")
RULE = RollbackRule(least=50, failed=0.05, refused=0.1, score=3.0, slower=2.0)
TEXT = "Very good."
NORTH = Principal("north", "app", "service")


def stages(database: Any) -> dict[str, str]:
    found = database(lambda s: registry.listed(s, SYSTEM, ALIGNER))
    return {each.version: each.stage for each in found}


@pytest.fixture
def seeded(database):
    """With what the release ships and two candidates."""
    database(lambda s: registry.seed(s, SYSTEM, [SHIPPED]))
    for new in (NEWER, NEWEST):
        database(lambda s, new=new: registry.add(s, SYSTEM, new))
    yield database

    def clear(session: Any) -> None:
        for kind in (ModelDayRow, AuditRow, CloudEventRow):
            for row in session.query(kind).filter(kind.tenant == LOCAL_TENANT):
                session.delete(row)

    database(clear)


def test_a_version_goes_from_candidate_by_trial_to_live_and_the_one_before_it_is_retired(seeded):
    assert stages(seeded) == {"w-2": "live", "w-3": "candidate", "w-4": "candidate"}
    tried = seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.2))
    assert (tried.stage, tried.share, tried.trial) == ("canary", 0.2, 1)
    promoted = seeded(lambda s: registry.promote(s, SYSTEM, ALIGNER, "w-3"))
    assert (promoted.stage, promoted.share, promoted.replaces) == ("live", None, "w-2")
    assert stages(seeded) == {"w-2": "retired", "w-3": "live", "w-4": "candidate"}
    told = seeded(lambda s: [(row.type, row.subject, row.data) for row in s.query(CloudEventRow).filter(
        CloudEventRow.tenant == LOCAL_TENANT).order_by(CloudEventRow.id)])  # fmt: skip
    of = {"name": ALIGNER, "version": "w-3"}
    assert told == [
        ("model.promoted", "model/aligner", of | {"stage": "canary"}),
        ("model.promoted", "model/aligner", of | {"stage": "live", "replaces": "w-2"}),
    ]


def test_only_what_is_tried_is_promoted_and_only_one_is_tried(seeded):
    with pytest.raises(Conflict, match="only what is being tried"):
        seeded(lambda s: registry.promote(s, SYSTEM, ALIGNER, "w-3"))
    seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.2))
    with pytest.raises(Conflict, match="w-3 is being tried"):
        seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-4", 0.2))
    with pytest.raises(Conflict, match="live already"):
        seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-2", 0.2))
    with pytest.raises(NotFound):
        seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-9", 0.2))


def test_another_share_is_the_same_trial_and_a_new_start_another(seeded):
    first = seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.2))
    wider = seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.4))
    assert (wider.trial, wider.trial_since, wider.share) == (1, first.trial_since, 0.4)
    seeded(lambda s: registry.roll_back(s, SYSTEM, ALIGNER, "w-3", why="by_hand"))
    assert stages(seeded)["w-3"] == "retired"
    again = seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.1))
    assert (again.trial, again.why) == (2, None)


def test_what_is_live_goes_back_to_what_was_before_it(seeded):
    for version in ("w-3", "w-4"):
        seeded(lambda s, v=version: registry.start_trial(s, SYSTEM, ALIGNER, v, 0.2))
        seeded(lambda s, v=version: registry.promote(s, SYSTEM, ALIGNER, v))
    seeded(lambda s: registry.roll_back(s, SYSTEM, ALIGNER, "w-4", why="by_hand"))
    assert stages(seeded) == {"w-2": "retired", "w-3": "live", "w-4": "retired"}
    seeded(lambda s: registry.roll_back(s, SYSTEM, ALIGNER, "w-3", why="by_hand"))
    assert stages(seeded)["w-2"] == "live"
    with pytest.raises(Conflict, match="there was none"):
        seeded(_alone)


def _alone(session: Any) -> None:
    """Nothing but the shipped one is left."""
    for row in session.query(registry.ModelVersionRow).filter(
        registry.ModelVersionRow.tenant == LOCAL_TENANT, registry.ModelVersionRow.version != "w-2"
    ):
        session.delete(row)
    session.flush()
    registry.roll_back(session, SYSTEM, ALIGNER, "w-2", why="by_hand")


def test_what_a_new_release_ships_takes_the_place_of_what_the_old_one_did_and_of_nothing_else(
    seeded,
):
    ships = NewModel(ALIGNER, "w-5", "alignment-service", "d" * 64, 10)
    seeded(lambda s: registry.seed(s, SYSTEM, [ships]))
    assert (stages(seeded)["w-2"], stages(seeded)["w-5"]) == ("retired", "live")
    seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-3", 0.2))
    seeded(lambda s: registry.promote(s, SYSTEM, ALIGNER, "w-3"))
    later = NewModel(ALIGNER, "w-6", "alignment-service", "e" * 64, 10)
    seeded(lambda s: registry.seed(s, SYSTEM, [later]))
    assert (stages(seeded)["w-3"], stages(seeded)["w-6"]) == ("live", "candidate")
    seeded(lambda s: registry.roll_back(s, SYSTEM, ALIGNER, "w-3", why="by_hand"))
    assert stages(seeded)["w-6"] == "live"  # the file of w-5 is gone with its release
    with pytest.raises(Conflict, match="another release"):
        seeded(lambda s: registry.start_trial(s, SYSTEM, ALIGNER, "w-5", 0.2))


def test_one_version_has_one_file(seeded):
    same = seeded(lambda s: registry.add(s, SYSTEM, NEWER))
    assert same.version == "w-3"
    other = NewModel(ALIGNER, "w-3", "alignment-service", "f" * 64, 10, object_key="models/x")
    with pytest.raises(Conflict, match="another file"):
        seeded(lambda s: registry.add(s, SYSTEM, other))


def served(share: float) -> Served:
    of: dict[str, Any] = {"service": "alignment-service", "n_bytes": 1}
    live = ModelVersion(ALIGNER, "w-2", sha256="a" * 64, stage="live", **of)
    key = "models/aligner/b"
    canary = ModelVersion(
        ALIGNER, "w-3", sha256="b" * 64, object_key=key, stage="canary", share=share, trial=4, **of
    )
    return Served(live, canary)


def test_a_share_of_a_fifth_is_met_over_a_thousand_ids_and_grows_without_changing_hands():
    random = Random(7)
    ids = [UUID(int=random.getrandbits(128), version=4) for _ in range(1000)]

    def tried(share: float) -> set[UUID]:
        picked = {each: served(share).pick(drawn(f"{ALIGNER} {each}")) for each in ids}
        return {each for each, of in picked.items() if of is not None and of.version == "w-3"}

    assert 0.17 <= len(tried(0.2)) / 1000 <= 0.23
    assert tried(0.2) < tried(0.4)


def test_nothing_is_picked_where_there_is_no_choice():
    assert Served(served(0.2).live).pick(0.1) is None
    both = served(0.2)
    assert both.pick(0.3) is not None  # the other side of a trial is counted, too
    picked = both.pick(0.1)
    assert picked is not None
    asked = both.asked_for(picked)
    assert asked is not None
    assert asked.weights is not None
    assert asked.weights.key == "models/aligner/b"
    assert Served(both.live).asked_for(picked) is None  # rolled back meanwhile


def shape(overall: float, *, heard: dict[str, int] | None = None) -> JudgedShape:
    states = Counter({"fine": 8, "error": 2})  # as the diff's words are counted
    return JudgedShape(overall, 1, states, Counter(heard or {"AH": 10}))


def tally(n: int, *, score: float = 80.0, spread: float = 10.0, failed: int = 0, missed: int = 0,
          refused: int = 0, ms: int = 100, heard: dict[str, int] | None = None) -> Tally:  # fmt: skip
    """Of tasks whose scores lie `spread` below and above in turn."""
    each: list[Tally] = []
    for index in range(n):
        is_judged = index >= failed + refused
        each.append(
            Tally.of(
                ObservedTask(
                    failed=index < failed,
                    missed=index >= n - missed,
                    reason="noise" if failed <= index < failed + refused else None,
                    elapsed_ms=None if index < failed else ms,
                    shape=shape(score + spread * (-1) ** index, heard=heard) if is_judged else None,
                )
            )
        )
    return total_of(each)


def test_figures_are_sums_of_what_was_seen():
    found = tally(4, refused=1, failed=1)
    assert (found.n, found.n_failed, found.refused) == (4, 1, {"noise": 1})
    assert found.issues_per_100_phones == 10.0
    assert found.score is not None
    assert (found.score.n, found.score.value) == (2, 80.0)
    assert found.states == {"fine": 16, "error": 4}
    assert found.scores[14] == 1  # 70
    assert found.scores[18] == 1  # 90


@pytest.mark.parametrize(
    ("canary", "live", "expected"),
    [
        (tally(200), tally(800), None),
        (tally(19, failed=19), tally(80), None),
        (tally(20, failed=8), tally(80), "failed"),
        (tally(20, missed=20), tally(80), "unusable"),
        (tally(200, failed=4), tally(800, failed=16), None),
        (tally(200, score=76.0), tally(800), None),
        (tally(200, score=70.0), tally(800), "scores"),
        (tally(200, score=90.0, spread=5.0), tally(800), "scores"),
        (tally(40, score=60.0), tally(160), None),
        (tally(200, refused=60), tally(800), "refused"),
        (tally(200, ms=190), tally(800), None),
        (tally(200, ms=300), tally(800), "slow"),
    ],
)
def test_a_trial_ends_when_it_differs_by_more_than_it_may_beyond_chance(canary, live, expected):
    assert fault_of(canary, live, RULE) == expected


def test_an_interval_of_a_share_is_wilsons():
    low, high = wilson(10, 100, 1.96)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)


def test_a_day_is_held_to_the_seven_before_it():
    day = date(2026, 11, 28)
    week = {day - timedelta(days=n): tally(100) for n in range(1, 8)}
    same = drift_of(week | {day: tally(300)}, day)
    assert same is not None
    assert (same.n, same.n_before) == (300, 700)
    assert same.worst < 0.1
    heard = {"AH": 5, "IH": 5}
    other = drift_of(week | {day: tally(300, score=50.0, refused=150, heard=heard)}, day)
    assert other is not None
    assert min(other.scores, other.heard, other.refusals) > 0.25
    assert drift_of(week | {day: tally(100)}, day) is None


def test_stability_is_worked_out_of_shares():
    # (.6 − .4) ln(.6 / .4) twice, of counts that half a count more hardly moves.
    assert stability_index({"a": 6e6, "b": 4e6}, {"a": 4e6, "b": 6e6}) == pytest.approx(
        0.162186, abs=1e-5
    )
    assert stability_index({}, {}) == 0.0


def task_in(database: Any, **models: Any) -> Task:
    new = tasks.NewTask(
        id=uuid4(),
        options=ProcessOptions(),
        audio_key="tasks/north/x/recording.wav",
        sample_keys=(),
        request_id=None,
        request_hash="0",
        idempotency_key=None,
        models=models,
    )
    database(lambda s: tasks.insert_task(s, NORTH, new))
    return database(lambda s: s.get(Task, ("north", new.id)))


def test_what_a_task_saw_is_added_to_its_day_and_forgotten(seeded):
    picked = {"version": "w-3", "trial": 1, "is_own": False}
    made = StageRecord("align", "succeeded", engine="e", model_version="w-3", elapsed_ms=120)
    for stage in (made, made, StageRecord("align", "succeeded", model_version="w-2", elapsed_ms=1)):
        row = task_in(seeded, aligner=picked)

        def end(session: Any, task_id: UUID = row.id, stage: StageRecord = stage) -> None:
            task = session.get(Task, ("north", task_id))
            observations.note_stage(session, task, ALIGNER, stage)
            observations.note_shape(session, task, shape(85.0))
            observations.note_ending(session, task, "succeeded")

        seeded(end)
    assert seeded(lambda s: observations.count(s, SYSTEM, limit=2)) == {(ALIGNER, "w-3", 1): 2}
    assert seeded(lambda s: observations.count(s, SYSTEM, limit=2)) == {(ALIGNER, "w-3", 1): 1}
    assert seeded(lambda s: observations.count(s, SYSTEM, limit=2)) == {}
    assert seeded(lambda s: s.query(ObservationRow).filter_by(tenant="north").count()) == 0
    [found] = seeded(lambda s: observations.of_trial(s, SYSTEM, ALIGNER, 1)).values()
    assert (found.n, found.n_missed, found.scores[17], found.n_phones) == (3, 1, 3, 30)
    today = datetime.now(UTC).date()
    days = seeded(lambda s: observations.by_day(s, SYSTEM, ALIGNER, since=today))
    assert days["w-3"][today].n == 3
    seeded(lambda s: observations.forget_days(s, SYSTEM, today + timedelta(days=1)))
    assert seeded(lambda s: observations.by_day(s, SYSTEM, ALIGNER, since=today)) == {}


def test_a_task_that_was_cancelled_says_nothing_of_its_model(seeded):
    row = task_in(seeded)

    def end(session: Any) -> None:
        task = session.get(Task, ("north", row.id))
        made = StageRecord("align", "succeeded", model_version="w-2", elapsed_ms=1)
        observations.note_stage(session, task, ALIGNER, made)
        observations.note_ending(session, task, "cancelled")

    seeded(end)
    assert seeded(lambda s: observations.count(s, SYSTEM, limit=9)) == {}


WEIGHTS = b'{"wrong_one_in": 12}'


def made(version: str, content: bytes = WEIGHTS, **more: Any) -> Made:
    return Made(ALIGNER, version, "alignment-service", content, card=f"# {version}", **more)


async def enter(version: str, content: bytes = WEIGHTS) -> None:
    """As a training job does."""
    from ..app.main import app

    resources = app.state.runtime.resources["app"]
    await register(resources.database, resources.store, made(version, content, figures={"phone PCC": 0.8}))  # fmt: skip


async def ask(orchestrator: Orchestrator, version: str, what: str, **body: Any) -> Any:
    place = f"/models/{ALIGNER}/versions/{version}/{what}"
    return await orchestrator.client.post(place, json=body or None)


def of_align(task: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in task["stages"] if each["name"] == "align")


@pytest.mark.anyio
async def test_the_release_is_in_the_registry_and_ready_tells_what_is_live(orchestrator):
    registered = (await orchestrator.client.get("/models")).json()["registered"]
    by_name = {each["name"]: each for each in registered}
    assert {"aligner", "stress", "g2p", "whisper-base"} <= set(by_name)
    assert {each["stage"] for each in registered} == {"live"}
    shown = (await orchestrator.client.get("/models/aligner/versions/whisper-phones-2")).json()
    assert shown["figures"]["phone PCC"] == 0.788
    assert "speechocean762" in shown["data"]
    assert shown["card"].startswith("# whisper-phones-2")
    ready = (await orchestrator.client.get("/ready")).json()
    assert ready["models"] == {"aligner": {"live": "whisper-phones-2"}}
    answer = await orchestrator.client.get("/models/aligner/versions/none")
    assert (answer.status_code, answer.json()["type"]) == (404, "not-found")


@pytest.mark.anyio
async def test_tasks_are_given_the_version_that_they_drew_and_tell_it(orchestrator, services):
    await enter("w-3")
    tried = await ask(orchestrator, "w-3", "canary", share=0.5)
    assert (tried.status_code, tried.json()["stage"], tried.json()["share"]) == (200, "canary", 0.5)
    ready = (await orchestrator.client.get("/ready")).json()
    assert ready["models"]["aligner"] == {"live": "whisper-phones-2", "canary": "w-3", "share": 0.5}
    seen: set[str] = set()
    for _ in range(12):
        task = (await orchestrator.post(reference_text=TEXT)).json()
        drew = drawn(f"{ALIGNER} {task['task_id']}") < 0.5
        assert of_align(task)["model_version"] == ("w-3" if drew else "1")
        seen.add(of_align(task)["model_version"])
    assert seen == {"w-3", "1"}
    assert set(services.asked_weights) == {"w-3", None}
    assert (await ask(orchestrator, "w-3", "promote")).json()["stage"] == "live"
    services.asked_weights.clear()
    task = (await orchestrator.post(reference_text=TEXT)).json()
    assert of_align(task)["model_version"] == "w-3"
    back = await ask(orchestrator, "w-3", "rollback")
    assert (back.json()["stage"], back.json()["why"]) == ("retired", "by_hand")
    task = (await orchestrator.post(reference_text=TEXT)).json()
    assert of_align(task)["model_version"] == "1"
    told = (await orchestrator.client.get("/audit")).json()["items"]
    actions = [(each["action"], each["target"]) for each in told if each["action"].startswith("model.")]  # fmt: skip
    assert actions == [
        (f"model.{action}", "model:aligner@w-3") for action in ("rolledback", "promoted", "tried")
    ]


@pytest.mark.anyio
async def test_a_task_keeps_its_version_over_its_tries(orchestrator, services):
    await enter("w-3")
    await ask(orchestrator, "w-3", "canary", share=0.5)
    services.refuse("align", 500, type="engine-failed", detail="the engine failed")
    drew: dict[str, Any] = {}
    while len(drew) < 2:
        task_id = (await orchestrator.post("/tasks", reference_text=TEXT)).json()["task_id"]
        assert (await orchestrator.finished(task_id))["status"] == "failed"
        drew[task_id] = drawn(f"{ALIGNER} {task_id}") < 0.5
        if len(set(drew.values())) < len(drew):
            drew.popitem()
    services.refusals.clear()
    await ask(orchestrator, "w-3", "canary", share=0.001)
    for task_id, is_tried in drew.items():
        await orchestrator.client.post(f"/tasks/{task_id}/retry")
        mended = await orchestrator.finished(task_id)
        assert of_align(mended)["model_version"] == ("w-3" if is_tried else "1")


async def rolled_back(orchestrator: Orchestrator) -> dict[str, Any]:
    with anyio.fail_after(30):
        while True:
            compared = (await orchestrator.client.get("/models/aligner/comparison")).json()
            if compared["stage"] == "retired":
                return compared
            await anyio.sleep(0.1)


@pytest.mark.anyio
async def test_weights_that_cannot_be_used_cost_nobody_a_result_and_end_their_trial(
    orchestrator, services
):
    await enter("w-3")
    await ask(orchestrator, "w-3", "canary", share=0.5)
    services.unusable.add("w-3")
    n_missed = 0
    while n_missed < 24:
        task = (await orchestrator.post(reference_text=TEXT)).json()
        assert task["status"] == "succeeded"
        assert of_align(task)["model_version"] == "1"
        n_missed += drawn(f"{ALIGNER} {task['task_id']}") < 0.5
    compared = await rolled_back(orchestrator)
    assert compared["why"] == "unusable"
    assert compared["canary"]["n_missed"] >= 20
    assert compared["live"]["n_missed"] == 0
    audited = (await orchestrator.client.get("/audit?action=model.rolledback")).json()["items"]
    assert [(each["credential"], each["subject"], each["target"]) for each in audited] == [
        ("rule", "registrar", "model:aligner@w-3")
    ]
    metrics = (await orchestrator.client.get("/metrics")).text
    assert 'orchestrator_model_rollbacks_total{model="aligner",why="unusable"} 1.0' in metrics
    services.asked_weights.clear()
    await orchestrator.post(reference_text=TEXT)
    assert services.asked_weights == [None]


@pytest.mark.anyio
async def test_what_is_no_model_of_a_stage_is_not_tried_and_odd_requests_are_refused(orchestrator):
    client = orchestrator.client
    answer = await client.post("/models/stress/versions/stress-1/canary", json={"share": 0.1})
    assert (answer.status_code, answer.json()["field"]) == (409, "name")
    for share in (0, 0.6, -1):
        odd = await ask(orchestrator, "w-3", "canary", share=share)
        assert (odd.status_code, odd.json()["field"]) == (422, "share")
    assert (await ask(orchestrator, "none", "promote")).status_code == 404
    assert (await client.get("/models/aligner/comparison")).status_code == 404
    assert (await client.get("/models/aligner/drift")).json()["versions"] == []
    assert (await client.get("/models/stress/drift")).status_code == 404


@pytest.mark.anyio
async def test_models_are_changed_with_the_scope_for_all_tenants_alone(service, door):
    _, one = await door.keyring.make("one", tenant="north", role="operator")
    _, all_ = await door.keyring.make("all", tenant="north", role="operator", scopes=frozenset({"tenants"}))  # fmt: skip
    place = "/models/aligner/versions/none/promote"
    refused = await service.post(place, headers={"authorization": f"Bearer {one}"})
    assert (refused.status_code, refused.json()["type"]) == (403, "forbidden")
    found = await service.post(place, headers={"authorization": f"Bearer {all_}"})
    assert found.status_code == 404


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("odd", "field"),
    [({"name": "../x"}, "name"), ({"version": "a b"}, "version"), ({"content": b""}, "file")],
)
async def test_what_is_registered_is_checked(odd, field):
    fields: dict[str, Any] = {"name": ALIGNER, "version": "v", "service": "s", "content": b"x", "card": ""}  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        await register(None, None, Made(**fields | odd))  # pyright: ignore[reportArgumentType]
    assert refused.value.field == field


def test_models_are_looked_after_by_hand_and_that_is_audited(services, tmp_path, capsys, rows):
    (tmp_path / "w.json").write_bytes(WEIGHTS)
    (tmp_path / "card.md").write_text("# w-3\n", encoding="utf-8")
    (tmp_path / "figures.json").write_text('{"phone PCC": 0.8}', encoding="utf-8")

    def run(*arguments: str) -> str:
        assert by_hand.main(arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    files = [f"--{name}={tmp_path / file}" for name, file in (("file", "w.json"), ("card", "card.md"), ("figures", "figures.json"))]  # fmt: skip
    assert "candidate" in run("register", "aligner", "w-3", *files)
    assert "phone PCC: 0.8" in run("show", "aligner", "w-3")
    assert "canary 20%" in run("canary", "aligner", "w-3", "--share=0.2")
    assert "n 0" in run("compare", "aligner")
    assert "live" in run("promote", "aligner", "w-3")
    assert "retired (by_hand)" in run("rollback", "aligner", "w-3")
    assert "whisper-phones-2" in run("list")
    assert by_hand.main(["promote", "aligner", "none"]) == 1
    assert by_hand.main(["canary", "stress", "stress-1", "--share=0.2"]) == 1
    assert [action for (action,) in rows("SELECT action FROM audit ORDER BY id")] == [
        "model.registered",
        "model.tried",
        "model.promoted",
        "model.rolledback",
    ]


@pytest.mark.anyio
async def test_the_file_of_what_is_registered_is_in_the_store_under_its_digest(orchestrator):
    await enter("w-3")
    [key] = await open_store(CommonSettings()).keys("models/")
    assert key.startswith("models/aligner/")
    shown = (await orchestrator.client.get("/models/aligner/versions/w-3")).json()
    assert (key.endswith(shown["sha256"]), shown["n_bytes"]) == (True, len(WEIGHTS))
