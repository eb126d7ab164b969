"""The feedback service over HTTP."""

import copy
import shutil
from typing import get_args

import pytest
from asgi_lifespan import LifespanManager

from shared.contracts import Feedback, NotAssessable
from shared.contracts.diff import ScoreMeasure, ScorePart
from shared.engines import EngineUnavailable
from shared.settings import REPO_ROOT
from shared.testing import service_client

from ..app import main
from ..app.schemas.request_response import EXAMPLE

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client():
    async with service_client(main.app) as each:
        yield each


@pytest.mark.parametrize("path", ["/health", "/ready", "/version", "/metrics", "/docs"])
async def test_it_answers_where_every_service_does(client, path):
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/feedback", "/process"])
async def test_the_rule_coach_speaks_of_the_issue_it_was_given(client, path):
    response = await client.post(path, json=EXAMPLE)
    given = Feedback.model_validate(response.json())
    assert response.status_code == 200
    assert (given.engine, given.mock, given.source, given.prompt_version) == (
        "rules", False, "rules", None,
    )  # fmt: skip
    assert given.priorities[0].issue_ids == ["i1"]


async def test_the_mock_is_deterministic_and_keeps_the_contract(mock_mode, client):
    first, second = [(await client.post("/feedback", json=EXAMPLE)).json() for _ in range(2)]
    assert first == second
    assert Feedback.model_validate(first).mock is True


@pytest.mark.parametrize("reason", get_args(NotAssessable))
async def test_every_reason_for_not_judging_has_its_sentences(client, reason):
    """Its own, and how to record again; whether the recogniser refused or the diff."""
    answer = await client.post("/unjudged", json={"reason": reason})
    found = Feedback.model_validate(answer.json())
    refused = EXAMPLE["diff"] | {
        "assessable": False, "reason": reason, "issues": [], "words": [], "scores": {},
    }  # fmt: skip
    of_diff = (await client.post("/feedback", json={"diff": refused})).json()
    assert (found.summary, found.next_step) == (of_diff["summary"], of_diff["next_step"])
    assert min(len(found.summary.split()), len(found.next_step.split())) > 3
    assert (found.priorities, found.drills, found.strength) == ([], [], None)


async def test_a_reason_that_is_none_is_refused(client):
    answer = await client.post("/unjudged", json={"reason": "hiccup"})
    assert answer.status_code == 422
    assert answer.json()["field"] == "reason"


def after(**changed):
    """A request with one earlier recording."""
    recording = {"recorded_at": "2026-11-01T10:00:00Z", "phones": {}, "slips": []} | changed
    return EXAMPLE | {"history": {"recordings": [recording]}}


def broken(**changed):
    body = copy.deepcopy(EXAMPLE)
    body["diff"] |= changed
    return body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "diff"),
        (EXAMPLE | {"language": "fr"}, "language"),
        (EXAMPLE | {"l1": "Klingon"}, "l1"),
        (EXAMPLE | {"colour": "red"}, "colour"),
        (broken(words=[]), "diff.issues.0.word_index"),
        (broken(assessable=False), "diff.reason"),
        (broken(assessable=False, reason="noise"), "diff.issues"),
        (broken(text_source="dream"), "diff.text_source"),
        (after(phones={"XX": {"n": 1, "right": 1}}), "history.recordings.0.phones"),
        (after(phones={"V": {"n": 1, "right": 2}}), "history.recordings.0.phones"),
        (after(phones={"V": {"n": -1, "right": 0}}), "history.recordings.0.phones.V.n"),
        (
            after(slips=[{"word": "a", "target": "Q", "heard": None}]),
            "history.recordings.0.slips.0.target",
        ),
        (after(recorded_at="once"), "history.recordings.0.recorded_at"),
        (
            EXAMPLE
            | {
                "history": {
                    "recordings": [],
                    "same_text": {
                        "recorded_at": "2026-11-01T10:00:00Z",
                        "diff": broken(words=[])["diff"],
                    },
                }
            },
            "history.same_text.diff.issues.0.word_index",
        ),
    ],
)
async def test_bad_input_is_a_problem_that_names_the_field(client, body, field):
    response = await client.post("/feedback", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == field
    assert "Traceback" not in response.text


async def test_a_broken_prompt_stops_the_start_with_file_and_line(monkeypatch, tmp_path):
    folder = shutil.copytree(REPO_ROOT / "prompts", tmp_path / "prompts")
    (folder / "system.md").write_text("{{ language }}\n{% endif %}\n", "utf-8")
    monkeypatch.setenv("FEEDBACK_PROMPTS_DIR", str(folder))
    with pytest.raises(ValueError, match=r"^system\.md:2: "):
        async with LifespanManager(main.app):
            pass


async def test_a_coach_that_holds_connections_hangs_up_when_the_service_stops(monkeypatch):
    monkeypatch.setenv("LLM_PROVIDER", "local")
    monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("LLM_MODEL", "tiny")
    from ..app.services.engines import llm

    closed = []
    monkeypatch.setattr(
        llm.LlmCoach, "close", lambda coach: closed.append(coach.name), raising=False
    )
    async with service_client(main.app):
        assert closed == []
    assert closed == ["llm"]


async def test_broken_languages_stop_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("FEEDBACK_LANGUAGES_DIR", str(tmp_path))
    with pytest.raises(EngineUnavailable, match=r"en\.toml"):
        async with LifespanManager(main.app):
            pass


async def test_the_languages_that_can_be_asked_for_are_told(client):
    told = (await client.get("/languages")).json()
    assert (told["engine"], [each["code"] for each in told["languages"]]) == (
        "rules", ["en", "hi"],
    )  # fmt: skip
    for each in told["languages"]:
        response = await client.post("/feedback", json=EXAMPLE | {"language": each["code"]})
        assert response.status_code == 200


async def test_the_mock_tells_its_languages_too(mock_mode, client):
    assert (await client.get("/languages")).json()["languages"] == [{"code": "en"}]


@pytest.mark.parametrize("measure", get_args(ScoreMeasure))
@pytest.mark.parametrize("part", get_args(ScorePart))
async def test_any_measure_may_stand_behind_any_score(client, part, measure):
    """A diff of another release may give other reasons than ours does: what no sentence is for is left out."""
    body = copy.deepcopy(EXAMPLE)
    body["diff"]["scores"]["reasons"] = [{"part": part, "measure": measure, "value": 0}]
    answer = await client.post("/feedback", json=body)
    assert answer.status_code == 200, answer.text
    assert Feedback.model_validate(answer.json()).priorities


@pytest.mark.parametrize("language", [None, "", "EN", "English"])
async def test_no_language_and_any_name_of_it_are_english(client, language):
    answers = [
        (await client.post("/unjudged", json={"reason": "too_quiet", "language": each})).json()
        for each in (language, "en")
    ]
    assert answers[0] == answers[1]
