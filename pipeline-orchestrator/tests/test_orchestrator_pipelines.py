"""A second pipeline: declared, it is run, resumed, cancelled, told, shown and erased by what runs the first."""

import ast
import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from shared.contracts import Conversion, PhonemeMap, Practised, SoundTally, Transcript
from shared.errors import InvalidInput, Unavailable
from shared.roster import ASR, PHONEME_MAP, VOICE_CONVERSION

from ..app.api.forms import form_of
from ..app.domain import keys
from ..app.domain.options import Options
from ..app.domain.principal import LOCAL
from ..app.main import app as application
from ..app.pipelines.calls.pipeline import CALLS
from ..app.pipelines.catalogue import PIPELINES, pipeline_of
from ..app.pipelines.pronunciation.pipeline import PRONUNCIATION
from ..app.pipelines.spec import (
    Assessment,
    Findings,
    Materials,
    Meaning,
    Need,
    Pipeline,
    Showing,
    Stage,
)
from ..app.pipelines.transcript.pipeline import TRANSCRIPT
from ..app.pipelines.upstreams import Upstreams, ask
from ..app.schemas.results import STAGE_NAMES
from ..app.schemas.tasks import TaskView
from ..app.tasks import submission
from ..app.tasks.intake import Intake, read_options

pytestmark = pytest.mark.anyio


class ToyOptions(Options):
    stages: tuple[str, ...] = ("listen", "spell", "echo", "shout")
    n_channels: int = 1
    """Of the recording."""


class CallView(TaskView):
    text: str | None = None
    n_words: int | None = None
    n_channels: int


async def listen(materials: Materials, upstreams: Upstreams) -> Transcript:
    recording = ("call.wav", materials.audio, "audio/wav")
    return await ask(Transcript, upstreams[ASR], "/process", data={}, files={"file": recording})


def heard(transcript: Transcript, materials: Materials) -> Meaning:
    practised = Practised(phones={"V": SoundTally(n=2, right=1)}, slips=[])
    return Meaning(
        {"text": transcript.text}, assessment=Assessment(assessable=True), keep=(practised,)
    )


async def spell(materials: Materials, upstreams: Upstreams) -> PhonemeMap:
    options = materials.task.options
    assert isinstance(options, ToyOptions)
    request = {"text": materials.given["text"], "n_channels": options.n_channels}
    return await ask(PhonemeMap, upstreams[PHONEME_MAP], "/map", json=request)


def one_channel(materials: Materials) -> str | None:
    options = materials.task.options
    assert isinstance(options, ToyOptions)
    return "stereo" if options.n_channels > 1 else None


def with_consent(materials: Materials) -> str | None:
    return None if materials.task.consent else "consent_not_given"


async def echo(materials: Materials, upstreams: Upstreams) -> Conversion:
    folder = keys.folder(materials.task.tenant, materials.task.id).rstrip("/")
    form = {"key_prefix": folder, "voice_prefix": folder}
    return await ask(Conversion, upstreams[VOICE_CONVERSION], "/convert", data=form)


async def shout(materials: Materials, upstreams: Upstreams) -> Transcript:
    transcript: Transcript = materials.given["transcript"]
    return transcript.model_copy(update={"text": materials.given["text"].upper()})


def text_shown(transcript: Transcript, findings: Findings) -> dict[str, Any]:
    return {"text": transcript.text}


def number_shown(phoneme_map: PhonemeMap, findings: Findings) -> dict[str, Any]:
    return {"n_words": len(phoneme_map.words)}


def all_shown(findings: Findings, filled: dict[str, Any]) -> dict[str, Any]:
    options = findings.task.options
    assert isinstance(options, ToyOptions)
    return {"n_channels": options.n_channels, **filled}


TOY = Pipeline(
    "toy",
    stages=(
        Stage(
            "listen",
            listen,
            needs=("audio",),
            gives="transcript",
            result=Transcript,
            shows=text_shown,
            service=ASR,
            on_success=heard,
            may_give=("text",),
        ),
        Stage(
            "spell",
            spell,
            needs=("text",),
            gives="words",
            result=PhonemeMap,
            shows=number_shown,
            service=PHONEME_MAP,
        ),
        Stage(
            "echo",
            echo,
            needs=("audio", "words"),
            gives="echo",
            result=Conversion,
            service=VOICE_CONVERSION,
            optional=True,
            guards=(with_consent,),
            under_consent=True,
            leaves=("own_voice.wav",),
        ),
        Stage(
            "shout",
            shout,
            needs=("transcript", "text", Need("words", if_there=True)),
            gives="shout",
            result=Transcript,
            optional=True,
            guards=(one_channel,),
        ),
    ),
    options=ToyOptions,
    showing=Showing(CallView, whole=all_shown),
)


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that it takes to add it."""
    monkeypatch.setitem(PIPELINES, "toy", TOY)


async def submit(wav: bytes, **options: Any) -> str:
    intake = Intake("toy", ToyOptions(**options), wav, (), 1.0)
    app = application.state.runtime.resources["app"]
    return str((await submission.submit(app, LOCAL, intake, request_id=None)).task.id)


def statuses(body: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {stage["name"]: (stage["status"], stage["reason"]) for stage in body["stages"]}


async def arrived(gate: Any) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 30)


async def test_it_runs_through_the_queue_and_is_shown_by_its_own_model(orchestrator, services, wav):
    body = await orchestrator.finished(await submit(wav, consent_voice_cloning=True))
    assert statuses(body) == dict.fromkeys(
        ["listen", "spell", "echo", "shout"], ("succeeded", None)
    )
    assert (body["status"], body["assessable"]) == ("succeeded", True)
    assert (body["text"], body["n_words"], body["n_channels"]) == ("Very good", 2, 1)
    assert not {"scores", "feedback", "reference_text"} & body.keys()
    assert sorted(services.calls) == ["asr", "phonemap", "vc"]


async def test_its_options_come_back_from_the_database_to_its_stages_and_guards(
    orchestrator, services, wav
):
    body = await orchestrator.finished(await submit(wav, n_channels=2))
    assert services.requests["phonemap"] == {"text": "Very good", "n_channels": 2}
    assert statuses(body)["shout"] == ("skipped", "stereo")
    assert statuses(body)["echo"] == ("skipped", "consent_not_given")
    assert body["n_channels"] == 2


async def test_a_stage_that_was_not_asked_for_is_skipped(orchestrator, services, wav):
    body = await orchestrator.finished(await submit(wav, stages=("listen", "shout")))
    assert statuses(body) == {
        "listen": ("succeeded", None),
        "spell": ("skipped", "not_requested"),
        "echo": ("skipped", "not_requested"),
        "shout": ("succeeded", None),
    }


async def test_a_required_stage_that_fails_fails_the_task(orchestrator, services, wav):
    services.refuse("phonemap", 422, field="text")
    body = await orchestrator.finished(await submit(wav))
    assert (body["status"], body["error"]["type"]) == ("failed", "upstream-refused")
    assert body["error"]["stage"] == "phonemap"


async def test_a_second_life_goes_on_after_its_last_finished_stage(start, services, wav):
    gate = services.hold("phonemap")
    async with start():
        task_id = await submit(wav)
        await arrived(gate)
    gate.open.set()
    async with start() as second:
        body = await second.finished(task_id)
    assert (body["status"], body["text"], body["n_words"]) == ("succeeded", "Very good", 2)
    assert services.calls == ["asr", "phonemap", "phonemap"]


async def test_it_can_be_cancelled(orchestrator, services, wav):
    gate = services.hold("phonemap")
    task_id = await submit(wav)
    await arrived(gate)
    await orchestrator.given(task_id, "listen")
    assert (await orchestrator.client.post(f"/tasks/{task_id}/cancel")).status_code == 202
    gate.open.set()
    body = await orchestrator.finished(task_id)
    assert body["status"] == "cancelled"
    assert statuses(body)["listen"] == ("succeeded", None)
    assert statuses(body)["spell"] == statuses(body)["shout"] == ("skipped", "cancelled")


async def test_its_stages_are_told_as_they_end_with_what_they_gave(orchestrator, services, wav):
    task_id = await submit(wav, stages=("listen", "spell"))
    told = (await orchestrator.client.get(f"/tasks/{task_id}/events")).text
    events = [
        (
            block.split("event: ")[1].split("\r\n")[0],
            json.loads(block.split("data: ")[1].split("\r\n")[0]),
        )
        for block in told.strip().split("\r\n\r\n")
    ]
    parts = {data["stage"]: data["result"] for name, data in events if name == "partial_result"}
    assert parts == {"listen": {"text": "Very good"}, "spell": {"n_words": 2}}
    assert events[-1] == ("task_finished", {"status": "succeeded"})


async def test_all_of_it_is_erased(orchestrator, services, wav, rows):
    task_id = await submit(wav, consent_voice_cloning=True, speaker_id="priya")
    await orchestrator.finished(task_id)
    assert len(rows("SELECT * FROM practice WHERE task_id = ?", task_id)) == 1
    assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204
    assert await services.stored(f"tasks/local/{task_id}") == set()
    for table in ("stages", "artifacts", "events", "practice"):
        assert rows(f"SELECT * FROM {table} WHERE task_id = ?", task_id) == []
    assert (await orchestrator.client.get(f"/tasks/{task_id}")).status_code == 404


async def test_what_it_made_under_a_consent_goes_with_that_and_nothing_else(
    orchestrator, services, wav
):
    task_id = await submit(wav, consent_voice_cloning=True)
    await orchestrator.finished(task_id)
    before = await services.stored(f"tasks/local/{task_id}")
    revoked = (await orchestrator.client.delete(f"/tasks/{task_id}/consent")).json()
    gone = before - await services.stored(f"tasks/local/{task_id}")
    prefix = f"tasks/local/{task_id}"
    assert gone == {
        f"{prefix}/1-echo.json", f"{prefix}/own_voice.wav", f"{prefix}/voice/1.npz",
    }  # fmt: skip
    assert revoked["erased"] == {"conversions": 2, "samples": 0, "features": 1}
    body = await orchestrator.get(task_id)
    assert statuses(body)["echo"] == ("skipped", "consent_revoked")
    assert (body["text"], body["n_words"]) == ("Very good", 2)


async def test_a_consent_taken_back_while_it_works_stops_what_is_made_under_it(
    orchestrator, services, wav
):
    gate = services.hold("vc")
    task_id = await submit(wav, consent_voice_cloning=True)
    await arrived(gate)
    assert (await orchestrator.client.delete(f"/tasks/{task_id}/consent")).status_code == 200
    gate.open.set()
    body = await orchestrator.finished(task_id)
    assert (body["status"], statuses(body)["echo"]) == ("succeeded", ("skipped", "consent_revoked"))
    assert not [key for key in await services.stored(f"tasks/local/{task_id}") if "echo" in key]


async def test_a_word_of_another_pipelines_task_is_not_there(orchestrator, services, wav):
    task_id = await submit(wav)
    await orchestrator.finished(task_id)
    response = await orchestrator.client.get(f"/tasks/{task_id}/words/0/audio")
    assert response.status_code == 404


async def test_tasks_of_each_are_listed_apart(orchestrator, services, wav):
    mine = await submit(wav)
    other = (await orchestrator.post(reference_text="Very good")).json()["task_id"]
    for asked, task_id in [({}, other), ({"pipeline": "toy"}, mine)]:
        listed = (await orchestrator.client.get("/tasks", params=asked)).json()["items"]
        assert listed[0]["task_id"] == task_id
        assert {mine, other} - {each["task_id"] for each in listed} == {mine, other} - {task_id}
    refused = await orchestrator.client.get("/tasks", params={"pipeline": "quokka"})
    assert (refused.status_code, refused.json()["field"]) == (422, "pipeline")


async def test_a_task_of_a_release_with_another_pipeline_is_left_to_that(
    orchestrator, services, wav, monkeypatch, rows
):
    gate = services.hold("asr")
    task_id = await submit(wav)
    await arrived(gate)
    monkeypatch.delitem(PIPELINES, "toy")
    response = await orchestrator.client.get(f"/tasks/{task_id}")
    assert (response.status_code, response.json()["type"]) == (503, "unavailable")
    with pytest.raises(Unavailable, match="no pipeline 'toy'"):
        pipeline_of("toy")
    monkeypatch.setitem(PIPELINES, "toy", TOY)
    gate.open.set()
    assert (await orchestrator.finished(task_id))["status"] == "succeeded"


# the declaration


async def no_work(materials: Materials, upstreams: Upstreams) -> Transcript:
    raise NotImplementedError


def stage(name: str, *needs: str | Need, gives: str = "", **more: Any) -> Stage:
    return Stage(name, no_work, needs, gives or name, Transcript, **more)


def test_two_stages_of_one_name_are_no_pipeline():
    with pytest.raises(ValueError, match="two stages a"):
        Pipeline("twice", (stage("a"), stage("a")))


def test_a_stage_goes_only_after_one_that_comes_before_it():
    with pytest.raises(ValueError, match="goes after b"):
        Pipeline("odd", (stage("a", after=("b",)), stage("b")))


def test_of_several_that_give_a_need_the_last_that_was_asked_for_counts():
    early, late = stage("early", may_give=("verdict",)), stage("late", may_give=("verdict",))
    made = Pipeline("p", (early, late, stage("user", "verdict")))
    need = Need("verdict")
    assert made.giver_of(need, Options(stages=("early", "late"))) is late
    assert made.giver_of(need, Options(stages=("early",))) is early
    assert made.giver_of(need, Options(stages=("user",))) is early
    assert made.giver_of(Need("verdict", if_there=True), Options(stages=("user",))) is None


def test_a_stage_without_the_one_that_gives_what_it_needs_is_refused():
    made = Pipeline("p", (stage("giver"), stage("user", "audio", "giver")), options=ToyOptions)
    assert made.missing_givers(Options(stages=("giver", "user"))) == []
    with pytest.raises(InvalidInput, match="user needs giver: add giver to stages"):
        read_options({"stages": ("user",)}, made)


def test_a_pipeline_of_its_own_options_has_a_form_of_its_own():
    names = form_of(TOY).__signature__.parameters.keys()  # pyright: ignore[reportFunctionMemberAccess]
    assert {"n_channels", "stages", "speaker_id", "file"} <= names
    assert "reference_text" not in names


def test_the_wire_has_a_name_for_each_stage_of_the_pronunciation_pipeline():
    assert PRONUNCIATION.names == STAGE_NAMES


def test_what_a_pronunciation_stage_needs_another_gives():
    given = {"audio"} | {
        name for each in PRONUNCIATION.stages for name in (each.gives, *each.may_give)
    }
    needs = {
        need.name
        for each in PRONUNCIATION.stages
        for need in each.all_needs(PRONUNCIATION.options())  # pyright: ignore[reportCallIssue]
    }
    assert needs <= given


def test_no_file_outside_the_pipelines_knows_a_stage_by_its_name():
    app = Path(form_of.__code__.co_filename).parent.parent
    known = set(STAGE_NAMES) - {"feedback"}  # the name of a table and of a field, too
    on_the_wire = {
        f"StageName = Literal{list(STAGE_NAMES)}",
        f"TranscriptStageName = Literal{list(TRANSCRIPT.names)}",
        f"CallStageName = Literal{list(CALLS.names)}",
        "UlcaTask = Literal['asr', 'tts', 'translation']",  # theirs
    }
    naming = [
        f"{path.relative_to(app)}:{node.lineno}: {node.value}"
        for path in app.rglob("*.py")
        if "pipelines" not in path.parts and path.name != "examples.py"
        for statement in ast.parse(path.read_text()).body
        if ast.unparse(statement) not in on_the_wire
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and node.value in known
    ]
    assert naming == []
