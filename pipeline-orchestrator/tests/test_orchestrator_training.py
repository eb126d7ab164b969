"""Training jobs: what they learn from whom, and that they end the same whatever happens to them on the way."""

import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any

import anyio
import numpy as np
import pytest
from anyio.abc import TaskGroup

from shared.contracts.weights import Recalibration
from shared.models.own import own_models
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store

from ..app.db.training_jobs import BEGINS_ANEW
from ..app.domain.training import TRAINING_WORDING
from ..app.registry.registering import Made, register
from ..app.training import recipes
from ..app.training.apart import (
    CHILD,
    StepCall,
    StepFailed,
    StepKilled,
    TrainingLimits,
    work_apart,
)
from ..app.training.steps.lexicon import changed
from ..app.training.steps.recalibration import OddsLine, Verdicts, fit, fit_line
from .conftest import ALIGNMENT, DIFF, ISSUE, PHONEME_MAP, FakeServices, Orchestrator, Start
from .test_orchestrator_transcripts import LONG

pytestmark = pytest.mark.anyio

GREEDY = f"{__package__}.greedy_steps"
LIMITS = TrainingLimits(memory_mb=256, cpu_s=60, threads=1)
SHIPPED = next(each for each in own_models() if each.name == "aligner")
SPEAKERS = ("asha", "bala", "chitra", "deepak")
N_WORDS = 6
FEW = {"least_verdicts": 20, "least_speakers": 4, "n_folds": 2, "n_draws": 200}
TEXT = "one two three four five six"


def phone(probability: float, *, target: str = "V", heard: str | None = "W") -> dict[str, Any]:
    return {
        "index": 0,
        "target": target,
        "stress": None,
        "start_s": 0.1,
        "end_s": 0.2,
        "heard": heard,
        "heard_probability": 0.9,
        "error_probability": probability,
        "deletion_probability": 0.01,
        "candidates": [],
        "log_posterior": None,
        "margin": None,
        "quality": None,
    }


def judged(services: FakeServices, probabilities: list[float], version: str) -> None:
    """From now on the services find a v said as w at the start of each word, with these probabilities."""
    words = TEXT.split()[: len(probabilities)]
    services.answers["align"] = ALIGNMENT | {
        "model_version": version,
        "words": [
            {
                "index": index, "text": word, "start_s": 0.1, "end_s": 0.4, "variant": 0, "quality": 8.0,
                "phones": [phone(probability)],
            }
            for index, (word, probability) in enumerate(zip(words, probabilities, strict=True))
        ],
    }  # fmt: skip
    services.answers["diff"] = DIFF | {
        "issues": [
            ISSUE | {"id": f"i{index + 1}", "word_index": index, "word": word}
            for index, word in enumerate(words)
        ]
    }
    services.answers["phonemap"] = PHONEME_MAP | {
        "words": [
            PHONEME_MAP["words"][0] | {"index": index, "text": word, "token": word}
            | {"pronunciations": [{"phones": ["V"], "ipa": "v", "syllables": []}]}
            for index, word in enumerate(words)
        ]
    }  # fmt: skip


async def agree(orchestrator: Orchestrator, speaker: str) -> None:
    answer = await orchestrator.client.put(
        f"/speakers/{speaker}/training-consent",
        json={"agrees": True, "wording_version": TRAINING_WORDING},
    )
    assert answer.status_code == 200


async def recorded(
    orchestrator: Orchestrator,
    services: FakeServices,
    speaker: str,
    *,
    seed: int,
    version: str = SHIPPED.version,
) -> None:
    """A recording whose six findings a teacher has spoken of: those that the aligner is less sure of are overruled."""
    random = Random(seed)
    probabilities = [round(random.uniform(0.72, 0.98), 4) for _ in range(N_WORDS)]
    judged(services, probabilities, version)
    task = (await orchestrator.post(reference_text=TEXT, speaker_id=speaker)).json()["task_id"]
    for index, probability in enumerate(probabilities):
        stands = random.random() < 2 * probability - 1
        answer = await orchestrator.client.put(
            f"/tasks/{task}/issues/i{index + 1}/verdict",
            json={"verdict": "accepted" if stands else "overruled"},
        )
        assert answer.status_code == 200, answer.text


async def taught(orchestrator: Orchestrator, services: FakeServices) -> None:
    for seed, speaker in enumerate(SPEAKERS):
        await recorded(orchestrator, services, speaker, seed=seed)
        await agree(orchestrator, speaker)


async def started(
    orchestrator: Orchestrator, recipe: str = "aligner-recalibration", **asked: Any
) -> str:
    body = {"recipe": recipe, "data": ["verdicts"], "options": FEW} | asked
    answer = await orchestrator.client.post("/training/jobs", json=body)
    assert answer.status_code == 202, answer.text
    return answer.json()["job_id"]


async def job(orchestrator: Orchestrator, job_id: str) -> dict[str, Any]:
    return (await orchestrator.client.get(f"/training/jobs/{job_id}")).json()


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    with anyio.fail_after(60):
        while True:
            if await is_so():
                return
            await anyio.sleep(0.02)


async def ended(orchestrator: Orchestrator, job_id: str) -> dict[str, Any]:
    async def is_over() -> bool:
        return (await job(orchestrator, job_id))["state"] not in ("queued", "running")

    await until(is_over)
    return await job(orchestrator, job_id)


async def until_log(orchestrator: Orchestrator, job_id: str, line: str, *, times: int = 1) -> None:
    async def is_said() -> bool:
        return (await log_of(orchestrator, job_id)).count(line) >= times

    await until(is_said)


async def until_tidy(services: FakeServices) -> None:
    """No file of a job is left."""

    async def is_tidy() -> bool:
        return not await services.stored("jobs/")

    await until(is_tidy)


async def until_gone(pid: int) -> None:
    async def is_gone() -> bool:
        return not await anyio.Path(f"/proc/{pid}").exists()

    await until(is_gone)


async def log_of(orchestrator: Orchestrator, job_id: str) -> list[str]:
    return (await orchestrator.client.get(f"/training/jobs/{job_id}/log")).json()["lines"]


async def candidate(orchestrator: Orchestrator, shown: dict[str, Any]) -> dict[str, Any]:
    return (
        await orchestrator.client.get(f"/models/{shown['model']}/versions/{shown['version']}")
    ).json()


async def file_of(model: dict[str, Any]) -> bytes:
    return await open_store(CommonSettings()).get(f"models/{model['name']}/{model['sha256']}")


async def test_a_job_ends_as_a_candidate_with_card_and_figures_that_can_be_tried_at_once(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        await taught(orchestrator, services)
        shown = await ended(orchestrator, await started(orchestrator))
        assert (shown["state"], shown["error"], shown["progress"]) == ("succeeded", None, 1.0)
        model = await candidate(orchestrator, shown)
        assert (model["stage"], model["name"]) == ("candidate", "aligner")
        assert model["figures"]["verdicts"] == len(SPEAKERS) * N_WORDS
        assert model["figures"]["speakers"] == len(SPEAKERS)
        assert "beyond chance" in model["card"] or "better than" in model["card"]
        made = Recalibration.model_validate_json(await file_of(model))
        assert made.base == SHIPPED.sha256
        log = await log_of(orchestrator, shown["job_id"])
        assert log[0] == "gather: begun"
        assert log[-1] == f"candidate aligner {shown['version']}"
        await until_tidy(services)

        services.answers.pop("align")
        trial = f"/models/aligner/versions/{shown['version']}/canary"
        assert (await orchestrator.client.post(trial, json={"share": 0.5})).status_code == 200
        for _ in range(12):
            await orchestrator.post(reference_text="Very good.")
        assert shown["version"] in services.asked_weights


async def test_who_has_not_agreed_or_takes_it_back_is_not_learnt_from(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        await taught(orchestrator, services)
        await recorded(orchestrator, services, "elsewhere", seed=9)
        first = await ended(orchestrator, await started(orchestrator))
        assert (await candidate(orchestrator, first))["figures"]["verdicts"] == 24
        gone = await orchestrator.client.delete("/speakers/asha/training-consent")
        assert gone.status_code == 204
        assert (await orchestrator.client.get("/speakers/asha/training-consent")).status_code == 404
        failed = await ended(orchestrator, await started(orchestrator))
        assert failed["state"] == "failed"
        assert failed["error"]["reason"] == "data"
        assert "18 verdicts on findings of 3 speakers" in failed["error"]["detail"]


async def test_what_other_weights_judged_is_left_out_and_what_a_recalibration_did_is_told_back(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        await taught(orchestrator, services)
        first = await ended(orchestrator, await started(orchestrator))
        await recorded(orchestrator, services, "asha", seed=11, version=first["version"])
        await recorded(orchestrator, services, "bala", seed=12, version="another-1")
        second = await ended(orchestrator, await started(orchestrator))
        model = await candidate(orchestrator, second)
    assert model["figures"]["verdicts"] == 30
    assert "6 by other weights" in model["card"]


async def test_what_habits_decided_is_fitted_by_itself(start: Start, services: FakeServices):
    """Findings whose phones the audio calls wrong with .4, told for a habit with .91 (the issue's own), all overruled."""
    async with start() as orchestrator:
        await taught(orchestrator, services)
        for speaker in SPEAKERS:
            judged(services, [0.4] * N_WORDS, SHIPPED.version)
            sent = await orchestrator.post(reference_text=TEXT, speaker_id=speaker)
            for index in range(N_WORDS):
                address = f"/tasks/{sent.json()['task_id']}/issues/i{index + 1}/verdict"
                await orchestrator.client.put(address, json={"verdict": "overruled"})
        model = await candidate(
            orchestrator, await ended(orchestrator, await started(orchestrator))
        )
        made = Recalibration.model_validate_json(await file_of(model))
    assert model["figures"]["verdicts on what habits decided"] == len(SPEAKERS) * N_WORDS
    assert made.evidence_offset < -1.5
    assert -1 < made.offset < 1


async def test_a_job_that_goes_on_forgets_what_was_gathered_once_somebody_takes_their_consent_back(
    start: Start, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    of_kind = recipes.RECIPES["aligner-recalibration"]
    lingering = {**vars_of(of_kind), "module": GREEDY, "steps": ("linger",)}
    monkeypatch.setitem(
        recipes.RECIPES,
        "aligner-recalibration",
        recipes.Recipe(**lingering),  # pyright: ignore
    )
    async with start() as orchestrator:
        await taught(orchestrator, services)
        job_id = await started(orchestrator)
        await until_log(orchestrator, job_id, "half of it is done")
        (gathered,) = await services.stored("jobs/")
        before = json.loads(await open_store(CommonSettings()).get(gathered))
        await orchestrator.client.delete("/speakers/asha/training-consent")
        await until_log(orchestrator, job_id, "half of it is done", times=2)
        (again,) = await services.stored("jobs/")
        after = json.loads(await open_store(CommonSettings()).get(again))
        assert (len(before["rows"]), len(after["rows"])) == (24, 18)
        assert gathered != again
        answer = await orchestrator.client.post(f"/training/jobs/{job_id}/cancel")
        assert answer.json()["state"] == "cancelled"
        await until_tidy(services)


async def test_only_a_recording_that_a_teacher_spoke_of_has_jobs_begin_anew_when_it_is_erased(
    start: Start, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    of_kind = recipes.RECIPES["aligner-recalibration"]
    lingering = {**vars_of(of_kind), "module": GREEDY, "steps": ("linger",)}
    monkeypatch.setitem(recipes.RECIPES, "aligner-recalibration", recipes.Recipe(**lingering))  # pyright: ignore
    async with start() as orchestrator:
        await taught(orchestrator, services)
        plain = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
        listed = (await orchestrator.client.get("/tasks?speaker_id=asha")).json()["items"]
        job_id = await started(orchestrator)
        await until_log(orchestrator, job_id, "half of it is done")
        await orchestrator.client.delete(f"/tasks/{plain}")
        assert BEGINS_ANEW not in await log_of(orchestrator, job_id)
        await orchestrator.client.delete(f"/tasks/{listed[0]['task_id']}")
        assert BEGINS_ANEW in await log_of(orchestrator, job_id)
        await orchestrator.client.post(f"/training/jobs/{job_id}/cancel")


def vars_of(recipe: recipes.Recipe) -> dict[str, Any]:
    return {name: getattr(recipe, name) for name in recipe.__slots__}


@pytest.mark.parametrize(
    ("step", "reason"),
    [("eat", "memory"), ("spin", "time"), ("break_down", "accident")],
)
async def test_a_step_that_takes_more_than_it_may_or_breaks_down_ends_its_job_with_the_reason(
    step: str, reason: str
):
    limits = TrainingLimits(memory_mb=128, cpu_s=1, threads=1)
    with pytest.raises(StepFailed) as failed:
        await work_apart(StepCall(GREEDY, step, {}, {}), limits, lambda _, __: None)
    assert failed.value.error.reason == reason
    assert "secret" not in failed.value.error.detail


async def test_a_job_whose_step_eats_memory_fails_and_says_so(
    start: Start, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ORCHESTRATOR_TRAINING_MEMORY_MB", "64")
    of_kind = recipes.RECIPES["lexicon"]
    greedy = {**vars_of(of_kind), "module": GREEDY, "steps": ("eat",)}
    monkeypatch.setitem(recipes.RECIPES, "lexicon", recipes.Recipe(**greedy))  # pyright: ignore
    async with start() as orchestrator:
        job_id = await started(orchestrator, "lexicon", data=["assignments"], options={})
        shown = await ended(orchestrator, job_id)
        assert (await orchestrator.client.get("/health")).status_code == 200
    assert shown["state"] == "failed"
    assert shown["error"] == {
        "reason": "memory",
        "detail": "a step takes more than the 64 MB that it may have",
    }


async def working_apart(group: TaskGroup, ends: list[BaseException]) -> int:
    """A step that goes on until it is ended; the id of its process."""
    pids: list[int] = []

    def told(_: float, line: str) -> None:
        if line:
            pids.extend(steps_of(os.getpid()))

    async def work() -> None:
        try:
            await work_apart(StepCall(GREEDY, "linger", {}, {}), LIMITS, told)
        except StepKilled as error:
            ends.append(error)

    async def has_begun() -> bool:
        return bool(pids)

    group.start_soon(work)
    await until(has_begun)
    return pids[0]


async def test_a_step_that_somebody_kills_is_worth_another_try():
    ends: list[BaseException] = []
    async with anyio.create_task_group() as group:
        os.kill(await working_apart(group, ends), 9)
    assert len(ends) == 1


async def test_the_process_of_a_step_that_is_cancelled_ends_with_it():
    pids: list[int] = []
    async with anyio.create_task_group() as group:
        pids.append(await working_apart(group, []))
        group.cancel_scope.cancel()
    assert not await anyio.Path(f"/proc/{pids[0]}").exists()


def steps_of(pid: int) -> list[int]:
    """Processes of steps among its children; those of other tests may be there, too."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return [each for each in children if CHILD in command_of(each)]


def command_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")


async def test_files_of_any_size_go_to_a_step_and_come_back():
    content = os.urandom(3_000_000)
    call = StepCall(GREEDY, "repeat", {}, {"a": content, "b": b"", "c": b"end"})
    assert await work_apart(call, LIMITS, lambda _, __: None) == content + b"end"


def in_a_process(data_dir: Path, step: str | None) -> subprocess.CompletedProcess[str]:
    """Training jobs of that folder, worked on by a process of their own; it kills itself in the middle of `step`."""
    return subprocess.run(
        [sys.executable, "-m", f"{__package__}.training_process", *([step] if step else [])],
        cwd=REPO_ROOT,
        env=os.environ
        | {
            "DATA_DIR": str(data_dir),
            "PYTHONPATH": str(REPO_ROOT),
            "ORCHESTRATOR_TRAINING_AT_ONCE": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


def everything_made(data_dir: Path) -> dict[str, str]:
    """Path of each object of a model → digest of its bytes."""
    return {
        path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data_dir.rglob("models/aligner/*"))
        if path.is_file()
    }


async def test_a_job_that_is_killed_at_three_steps_makes_the_same_bytes_as_one_that_is_not(
    start: Start,
    services: FakeServices,
    data_dir: Path,
    rows: Callable[..., list[Any]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    monkeypatch.setenv("ORCHESTRATOR_TRAINING_AT_ONCE", "0")  # by nobody but the processes below
    async with start() as orchestrator:
        await taught(orchestrator, services)
        job_id = await started(orchestrator)
    untouched = tmp_path / "untouched"
    shutil.copytree(data_dir, untouched)
    assert in_a_process(untouched, None).returncode == 0

    for step, n_done in (("folds", 1), ("measure", 2), ("fit_all", 3)):
        killed = in_a_process(data_dir, step)
        assert killed.returncode == -9
        (kept,) = rows("SELECT steps FROM training_jobs")
        assert len(json.loads(kept[0])) == n_done
        for child in killed.stdout.split():
            await until_gone(int(child))
    assert in_a_process(data_dir, None).returncode == 0

    made = everything_made(data_dir)
    assert len(made) == 1
    assert made == everything_made(untouched)
    told = "SELECT version, figures, card FROM models WHERE version LIKE 'recalibrated-%'"
    here = rows(told)
    shutil.copy(untouched / "orchestrator.db", data_dir / "orchestrator.db")
    assert here == rows(told)
    async with start() as orchestrator:
        assert (await job(orchestrator, job_id))["state"] == "succeeded"


async def test_files_that_nobody_came_to_delete_go_at_the_next_start(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        shown = await ended(
            orchestrator, await started(orchestrator, "lexicon", data=["assignments"], options={})
        )
        await until_tidy(services)
    left = f"jobs/local/{shown['job_id']}/1-gather"
    await open_store(CommonSettings()).put(left, b"{}", content_type="application/json")
    async with start():
        await until_tidy(services)


def spoil(data_dir: Path) -> None:
    (folds,) = data_dir.rglob("jobs/**/*-folds")
    folds.write_bytes(b'{"fits": [], "fold_of_speaker": []}')


async def test_a_file_of_a_step_that_was_changed_is_made_again(
    start: Start, services: FakeServices, data_dir: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ORCHESTRATOR_TRAINING_AT_ONCE", "0")
    async with start() as orchestrator:
        await taught(orchestrator, services)
        job_id = await started(orchestrator)
    assert in_a_process(data_dir, "measure").returncode == -9
    spoil(data_dir)
    monkeypatch.setenv("ORCHESTRATOR_TRAINING_AT_ONCE", "1")
    async with start() as orchestrator:
        shown = await ended(orchestrator, job_id)
        assert shown["state"] == "succeeded"
        assert (await log_of(orchestrator, job_id)).count("folds: done") == 2


async def test_what_a_recipe_does_not_take_is_refused_by_name(orchestrator: Orchestrator):
    async def refused(**asked: Any) -> tuple[int, str | None]:
        body = {"recipe": "lexicon", "data": ["verdicts"]} | asked
        answer = await orchestrator.client.post("/training/jobs", json=body)
        return answer.status_code, answer.json().get("field")

    assert await refused(options={"n_folds": 3}) == (422, "options.n_folds")
    assert await refused(data=["recordings"]) == (422, "data.0")
    assert await refused(recipe="aligner-recalibration", data=["assignments"]) == (422, "data")
    assert await refused(recipe="aligner-recalibration", options={"least_speakers": 2}) == (
        422, "options.least_speakers",
    )  # fmt: skip


async def test_at_most_five_jobs_of_a_tenant_wait(
    start: Start, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ORCHESTRATOR_TRAINING_AT_ONCE", "0")
    async with start() as orchestrator:
        job_id, *others = [await started(orchestrator) for _ in range(5)]
        assert len(others) == 4
        body = {"recipe": "lexicon", "data": ["verdicts"]}
        assert (await orchestrator.client.post("/training/jobs", json=body)).status_code == 409
        cancelled = await orchestrator.client.post(f"/training/jobs/{job_id}/cancel")
        assert cancelled.json()["state"] == "cancelled"
        assert (await orchestrator.client.post("/training/jobs", json=body)).status_code == 202
        listed = (await orchestrator.client.get("/training/jobs")).json()["items"]
        assert len(listed) == 6
        metrics = (await orchestrator.client.get("/metrics")).text
    assert 'orchestrator_training_jobs_total{recipe="aligner-recalibration",state="cancelled"} 1.0' in metrics  # fmt: skip
    for never in ('state="failed"', 'state="succeeded"'):
        assert f'orchestrator_training_jobs_total{{recipe="lexicon",{never}}} 0.0' in metrics
    assert 'orchestrator_training_step_seconds_count{recipe="lexicon",step="choose"} 0.0' in metrics


async def test_a_lexicon_has_what_teachers_wrote_and_what_they_accept_of_several_speakers(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        for speaker in SPEAKERS[:3]:
            judged(services, [0.9, 0.9], SHIPPED.version)
            sent = await orchestrator.post(reference_text="one two", speaker_id=speaker)
            await agree(orchestrator, speaker)
            task = sent.json()["task_id"]
            for issue, verdict in (("i1", "overruled"), ("i2", "accepted")):
                await orchestrator.client.put(
                    f"/tasks/{task}/issues/{issue}/verdict", json={"verdict": verdict}
                )
        made = await orchestrator.client.post("/classes", json={"name": "Five"})
        class_id = made.json()["class_id"]
        await orchestrator.client.post(
            f"/classes/{class_id}/assignments",
            json={"title": "Names", "texts": ["Priya"], "lexicon": {"Priya": ["P R IY1 Y AH0"]}},
        )
        asked = {"data": ["verdicts", f"assignments/{class_id}"], "options": {}}
        shown = await ended(orchestrator, await started(orchestrator, "lexicon", **asked))
        assert shown["error"] is None
        model = await candidate(orchestrator, shown)
        assert (model["name"], model["service"]) == ("lexicon-local", "phoneme-map-service")
        assert json.loads(await file_of(model)) == {
            "one": ["V", "W"],
            "priya": ["P R IY1 Y AH0"],
        }


async def promoted(orchestrator: Orchestrator, lexicon: dict[str, list[str]], version: str) -> None:
    """A lexicon that was registered, live."""
    from ..app.main import app

    held = app.state.runtime.resources["app"]
    content = json.dumps(lexicon).encode()
    made = Made("lexicon-local", version, "phoneme-map-service", content, "A card.")
    await register(held.database, held.store, made)
    answer = await orchestrator.client.post(f"/models/lexicon-local/versions/{version}/promote")
    assert (answer.status_code, answer.json()["stage"]) == (200, "live")


async def test_a_lexicon_that_is_live_is_sent_along_with_the_callers_words_first(
    start: Start, services: FakeServices
):
    async with start() as orchestrator:
        old, new = {"very": ["V"]}, {"very": ["V EH1"], "good": ["G"], "bad": ["B"]}
        await promoted(orchestrator, old, "a")
        await promoted(orchestrator, new, "b")

        async def sent(lexicon: str = "{}") -> Any:
            await orchestrator.post(reference_text="Very good.", lexicon=lexicon)
            assert services.requests["phonemap"]["lexicon"] == json.loads(
                services.requests["align"]["lexicon"]
            )
            return services.requests["phonemap"]["lexicon"]

        assert await sent() == {"very": ["V EH1"], "good": ["G"]}
        assert await sent('{"Very": ["W"]}') == {"Very": ["W"], "good": ["G"]}
        back = "/models/lexicon-local/versions/{}/rollback"
        await orchestrator.client.post(back.format("b"))
        assert await sent() == {"very": ["V"]}
        await orchestrator.client.post(back.format("a"))
        assert await sent() == {}
        assert services.asked_weights == [None] * 4


async def test_a_lexicon_that_is_live_counts_in_calls_and_transcripts(start: Start, services: FakeServices):  # fmt: skip
    services.long.said = ["Very good sound.", "", ""]
    sound = {"file": ("call.wav", LONG, "audio/wav")}
    async with start() as orchestrator:
        await promoted(orchestrator, {"very": ["V EH1"], "bad": ["B"]}, "a")
        for path, asked in (("/calls", {}), ("/transcripts", {"phones": "true"})):
            sent = await orchestrator.client.post(path, files=sound, data=asked)
            await orchestrator.client.get(f"/tasks/{sent.json()['task_id']}/events")
            assert json.loads(services.requests.pop("align")["lexicon"]) == {"very": ["V EH1"]}


@pytest.mark.parametrize(
    ("phones", "index", "heard", "expected"),
    [
        ("V EH1 R IY0", 0, "W", "W EH1 R IY0"),
        ("V EH1 R IY0", 1, "AE", "V AE1 R IY0"),
        ("B EY1 S T", 3, None, "B EY1 S"),
        ("M IH1 L K", 2, "AH", "M IH1 AH0 K"),
    ],
)
def test_a_pronunciation_is_changed_at_one_phone(phones, index, heard, expected):
    assert " ".join(changed(phones.split(), index, heard)) == expected


def drawn_from(line: OddsLine, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    odds = random.uniform(0.85, 5.0, n)
    return odds, (random.random(n) < line(odds)).astype(float)


def test_a_fit_finds_the_line_that_verdicts_were_drawn_from():
    found = fit_line(*drawn_from(OddsLine(0.8, -0.5), 20_000, seed=3))
    assert found.slope == pytest.approx(0.8, abs=0.05)
    assert found.offset == pytest.approx(-0.5, abs=0.12)


def test_what_habits_decided_is_shifted_and_what_the_audio_did_is_not():
    """Of 2,000 findings by the audio as many stand as it says; of as many by habits the odds are half of what was said."""
    audio = drawn_from(OddsLine(1.0, 0.0), 2_000, seed=4)
    habits = drawn_from(OddsLine(1.0, -math.log(2)), 2_000, seed=5)
    found = fit(
        Verdicts(
            speaker=np.arange(4_000) % 40,
            by_habit=np.repeat([False, True], 2_000),
            odds=np.concatenate([audio[0], habits[0]]),
            stands=np.concatenate([audio[1], habits[1]]),
        )
    )
    assert found.by_habit.slope == 1.0
    assert found.by_habit.offset == pytest.approx(-math.log(2), abs=0.15)
    assert found.by_audio.slope == pytest.approx(1.0, abs=0.15)
    assert found.by_audio.offset == pytest.approx(0.0, abs=0.3)


def test_a_handful_of_verdicts_hardly_moves_what_is_shipped():
    """Four of ten overruled at odds of 9 to 1: by themselves they would make it 1.5 to 1, a shift of 1.8 nats."""
    odds = np.full(10, math.log(9))
    found = fit_line(odds, np.array([1.0] * 6 + [0.0] * 4))
    shift = found.slope * math.log(9) + found.offset - math.log(9)
    assert -1.5 < shift < -0.5
    assert fit_line(odds[:0], odds[:0]) == OddsLine(1.0, 0.0)


async def test_nobody_agrees_to_words_that_they_were_not_shown(orchestrator: Orchestrator):
    answer = await orchestrator.client.put(
        "/speakers/asha/training-consent", json={"agrees": True, "wording_version": "2020-1"}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "wording_version")
    words = (await orchestrator.client.get("/consent/wording?scope=training&language=hi")).json()
    assert words["version"] == TRAINING_WORDING
    assert "take this back" in words["original"]


async def test_an_erased_speaker_is_not_learnt_from_any_more(
    start: Start, services: FakeServices, rows: Callable[..., list[Any]]
):
    async with start() as orchestrator:
        await taught(orchestrator, services)
        await orchestrator.client.delete("/speakers/asha")
        assert rows("SELECT count(*) FROM training_consents") == [(3,)]
        failed = await ended(orchestrator, await started(orchestrator))
    assert "18 verdicts on findings of 3 speakers" in failed["error"]["detail"]
