"""A named speaker's recordings: what is kept of each, what the coach is told of the earlier ones, and that all goes."""

import copy
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import anyio.to_thread
import pytest
from sqlalchemy.orm import Session

from shared.contracts import History, Practised, SoundTally
from shared.errors import NotFound
from shared.testing.diffs import judged_phone, judged_word

from ..app.db import migrate, practice, speakers
from ..app.db.models import Artifact, Task
from ..app.domain.principal import LOCAL
from ..app.domain.speaker import EarlierTask
from ..app.utils import text

pytestmark = pytest.mark.anyio


TEXT = "Very good."


@pytest.fixture
def judged(diff):
    """A real diff: v heard as w in "very", one vowel uncertain."""
    states = {"V": "error", "EH": "fine", "R": "fine", "IY": "uncertain"}
    phones = [judged_phone(n, each, state=state) for n, (each, state) in enumerate(states.items())]
    word = judged_word(0, "very", phones, start_s=0.1, error_type="mispronunciation")
    return copy.deepcopy(diff) | {"mock": False, "words": [word]}


async def record(orchestrator, *, speaker: str | None = "priya", **form: str) -> dict:
    named = {"speaker_id": speaker} if speaker else {}
    response = await orchestrator.post(**({"reference_text": TEXT} | named | form))
    assert response.status_code == 200
    return response.json()


def told(services) -> History | None:
    """What the coach got."""
    given = services.requests["feedback"]["history"]
    return None if given is None else History.model_validate(given)


async def test_a_second_recording_brings_the_first_one_along(orchestrator, services, judged):
    services.answers["diff"] = judged
    await record(orchestrator)
    assert told(services) == History()
    await record(orchestrator, reference_text="very  GOOD!")
    history = told(services)
    assert history is not None
    (earlier,) = history.recordings
    assert earlier.phones["V"].model_dump() == {"n": 1, "right": 0}
    assert earlier.phones["EH"].model_dump() == {"n": 1, "right": 1}
    assert "IY" not in earlier.phones
    assert [slip.model_dump() for slip in earlier.slips] == [
        {"word": "very", "target": "V", "heard": "W"}
    ]
    assert history.same_text is not None
    assert history.same_text.diff.issues[0].id == "i1"
    assert history.same_text.recorded_at == earlier.recorded_at


async def test_the_diff_is_told_how_the_earlier_recordings_sounded(orchestrator, services, judged):
    def earlier():
        return services.requests["diff"]["earlier_accents"]

    services.answers["diff"] = judged | {"accents": {"indian": 0.0, "american": -2.5}}
    await record(orchestrator)
    assert earlier() is None
    await record(orchestrator)
    assert earlier() == {"indian": 0.0, "american": -2.5}
    await record(orchestrator, reference_text="Another text.")
    assert earlier() == {"indian": 0.0, "american": -5.0}
    assert "accents" not in services.requests["feedback"]["history"]["recordings"][0]
    await record(orchestrator, speaker="arjun")
    assert earlier() is None
    await record(orchestrator, speaker=None)
    assert earlier() is None


async def test_another_text_is_history_but_not_the_same_text(orchestrator, services, judged):
    services.answers["diff"] = judged
    await record(orchestrator)
    await record(orchestrator, reference_text="A very good day.")
    history = told(services)
    assert history is not None
    assert (len(history.recordings), history.same_text) == (1, None)


async def test_nobody_elses_recordings_are_told_of(orchestrator, services, judged):
    services.answers["diff"] = judged
    await record(orchestrator)
    await record(orchestrator, speaker="arjun")
    assert told(services) == History()
    await record(orchestrator, speaker=None)
    assert told(services) is None


async def test_what_was_not_judged_or_not_measured_is_nobodys_progress(
    orchestrator, services, judged, no_scores, rows
):
    refused = {"assessable": False, "reason": "noise", "scores": no_scores, "issues": []}
    for answer in (judged | {"mock": True}, judged | refused):
        services.answers["diff"] = answer
        await record(orchestrator)
    services.answers["diff"] = judged
    await record(orchestrator, speaker=None)
    assert rows("SELECT count(*) FROM practice") == [(0,)]
    assert (await orchestrator.client.get("/speakers/priya/progress")).status_code == 404


async def test_a_result_that_is_gone_is_left_out(orchestrator, services, judged, data_dir):
    services.answers["diff"] = judged
    first = await record(orchestrator)
    (data_dir / "objects" / "tasks/local" / first["task_id"] / "1-diff.json").unlink()
    body = await record(orchestrator)
    assert body["status"] == "succeeded"
    history = told(services)
    assert history is not None
    assert (len(history.recordings), history.same_text) == (1, None)


async def test_the_speakers_progress_is_shown_oldest_first_and_a_page_at_a_time(
    orchestrator, services, judged
):
    services.answers["diff"] = judged
    tasks = [(await record(orchestrator))["task_id"] for _ in range(3)]
    body = (await orchestrator.client.get("/speakers/priya/progress")).json()
    assert [each["task_id"] for each in body["recordings"]] == tasks
    assert body["recordings"][0]["phones"]["V"] == {"n": 1, "right": 0}
    newest = (await orchestrator.client.get("/speakers/priya/progress?limit=1")).json()
    assert [each["task_id"] for each in newest["recordings"]] == tasks[2:]


async def test_what_the_coach_says_of_progress_is_in_the_result(orchestrator, services, judged):
    services.answers["diff"] = judged
    progress = {
        "n_recordings": 1, "since": "2026-11-20T10:00:00Z", "phones": [], "own_errors": [], "same_text": None,
        "statements": [{"text": "v /v/ has settled.", "phones": ["V"]}],
    }  # fmt: skip
    services.answers["feedback"] = {
        "engine": "fake", "model_version": "1", "mock": False, "summary": "s", "priorities": [], "findings": [],
        "drills": [], "strength": None, "next_step": "n", "source": "rules", "progress": progress,
    }  # fmt: skip
    body = await record(orchestrator)
    assert body["feedback"]["progress"] == progress


async def test_erasing_a_task_erases_what_was_kept_of_it(orchestrator, services, judged, rows):
    services.answers["diff"] = judged
    task = (await record(orchestrator))["task_id"]
    await orchestrator.client.delete(f"/tasks/{task}")
    assert rows("SELECT count(*) FROM practice") == [(0,)]


async def test_erasing_a_speaker_leaves_nothing(orchestrator, services, judged, rows, wav):
    services.answers["diff"] = judged
    given = await orchestrator.client.post(
        "/speakers/priya/consent",
        data={"consent_voice_cloning": "true"},
        files=[("voice_samples[]", ("s.wav", wav, "audio/wav"))],
    )
    assert given.status_code == 201
    for _ in range(2):
        await record(orchestrator)
    other = await record(orchestrator, speaker="arjun")
    roots = ("tasks/", "speakers/", "speech/")
    n_objects = sum([len(await services.stored(root)) for root in roots])
    n_others = len(await services.stored(f"tasks/local/{other['task_id']}/"))
    erased = await orchestrator.client.delete("/speakers/priya")
    assert erased.status_code == 200
    assert erased.json() == {
        "speaker_id": "priya", "n_tasks": 2, "n_consents": 1, "erased_objects": n_objects - n_others,
        "erasure_pending": False,
    }  # fmt: skip
    assert await services.stored("speakers/") == set()
    assert {key.split("/")[2] for key in await services.stored("tasks/")} == {other["task_id"]}
    for table in ("tasks", "practice", "consents"):
        assert rows(f"SELECT count(*) FROM {table} WHERE speaker_id = 'priya'") == [(0,)]
    for path in ("", "/progress", "/consent"):
        call = orchestrator.client.delete if not path else orchestrator.client.get
        assert (await call(f"/speakers/priya{path}")).status_code == 404
    assert (await orchestrator.client.get("/speakers/arjun/progress")).status_code == 200


async def test_a_speaker_whose_task_runs_is_erased_too(orchestrator, services, rows):
    gate = services.hold("asr")
    task = (await orchestrator.post("/tasks", reference_text=TEXT, speaker_id="priya")).json()
    await anyio.to_thread.run_sync(gate.arrived.wait)
    erased = await orchestrator.client.delete("/speakers/priya")
    gate.open.set()
    assert erased.json()["n_tasks"] == 1
    assert (await orchestrator.client.get(f"/tasks/{task['task_id']}")).status_code == 404
    assert await services.stored(f"tasks/local/{task['task_id']}/") == set()


@pytest.fixture
def database(engine):
    migrate.migrate(engine)
    with Session(engine) as opened:
        yield opened


def test_both_databases_find_the_newest_recordings_and_forget_a_speaker(database):
    start = datetime(2026, 11, 1, tzinfo=UTC)
    tasks = []
    for day, (speaker, words) in enumerate(
        [("priya", "Very good."), ("priya", "A test."), ("arjun", TEXT), ("priya", "very good")]
    ):
        task = Task(
            tenant="local", id=uuid4(), status="succeeded", audio_uri="x", speaker_id=speaker, reference_text=words,
            created_at=start + timedelta(days=day), options={},
        )  # fmt: skip
        database.add(task)
        database.flush()
        practised = Practised(phones={"V": SoundTally(n=day + 1, right=day)}, slips=[])
        for _ in range(2):  # a stage that ran again keeps one
            practice.keep(database, task, practised)
        database.add(Artifact(tenant="local", task_id=task.id, type="diff", uri=f"{day}/diff.json"))
        tasks.append(task)
    database.flush()
    newest = practice.of_speaker(database, LOCAL, "priya", limit=2)
    assert [task_id for task_id, _ in newest] == [tasks[1].id, tasks[3].id]
    assert newest[1][1].phones == {"V": SoundTally(n=4, right=3)}
    assert newest[1][1].recorded_at == start + timedelta(days=3)
    before = practice.of_speaker(database, LOCAL, "priya", limit=9, before=tasks[3].created_at)
    assert [task_id for task_id, _ in before] == [tasks[0].id, tasks[1].id]
    last = practice.last_of_text(
        database, LOCAL, "priya", "VERY good!", judged_by="diff", before=tasks[3].created_at
    )
    assert last == EarlierTask(recorded_at=start, result_key="0/diff.json")
    assert (
        practice.last_of_text(database, LOCAL, "priya", TEXT, judged_by="diff", before=start)
        is None
    )
    gone, consents = speakers.erase(database, LOCAL, "priya", erase_again=[start])
    database.flush()
    database.expire_all()
    assert (set(gone), consents) == ({tasks[0].id, tasks[1].id, tasks[3].id}, [])
    assert practice.of_speaker(database, LOCAL, "priya", limit=9) == []
    assert len(practice.of_speaker(database, LOCAL, "arjun", limit=9)) == 1
    with pytest.raises(NotFound):
        speakers.erase(database, LOCAL, "priya", erase_again=[])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It's very good.", "it’s VERY  good", True),
        ("It's very good.", "its very good", False),
        ("Café au lait!", "Café au lait", True),
        ("one two", "two one", False),
    ],
)
def test_a_text_is_known_by_its_words(one, other, same):
    assert (text.text_key(one) == text.text_key(other)) is same
