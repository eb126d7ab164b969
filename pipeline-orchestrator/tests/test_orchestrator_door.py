"""Every route of the application × everybody who should not be there: nothing but 401, 403 and 404."""

import copy
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from shared.testing import service_client

from ..app.access import rules
from ..app.access.door import FrontDoor
from ..app.db.models import now
from ..app.domain.principal import Principal
from ..app.domain.training import TRAINING_WORDING
from .conftest import WAV, Orchestrator

pytestmark = pytest.mark.anyio

REFUSED = {401, 403, 404}
SECOND = timedelta(seconds=1)
OWNER, OTHER = "priya", "ravi"


def routes() -> Iterator[tuple[str, str, str]]:
    """Method, path and name of all that the application answers."""
    from ..app.main import app

    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            if method != "HEAD":
                yield method, str(route.path), str(route.name)


def streams() -> set[str]:
    """Names of the WebSockets, with and without their version; who may open them: test_orchestrator_stream."""
    from ..app.main import app

    found = [(str(each.path), str(each.name)) for each in iter_route_contexts(app.routes) if not each.methods]  # fmt: skip
    versioned = {name for path, name in found if path.startswith(rules.VERSION_PREFIX)}
    assert versioned == {name for path, name in found if not path.startswith("/api/")}
    return versioned


ROUTES = sorted(set(routes()))
STREAMS = streams()
CLOSED = [each for each in ROUTES if not rules.is_open(each[0], each[1])]


@dataclass
class House:
    """An orchestrator with keys of all kinds, a task of one learner's, and a class that they are in."""

    client: httpx.AsyncClient
    door: FrontDoor
    task: dict[str, Any] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)
    """Ids of a class, and of what is in it, by their names in paths."""
    keys: dict[str, str] = field(default_factory=dict)

    async def key(self, name: str, **of: Any) -> str:
        asked: dict[str, Any] = {"tenant": "north"} | of
        made, whole = await self.door.keyring.make(name, **asked)
        self.keys[name] = made.id
        return whole

    def as_(self, key: str | None) -> Orchestrator:
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        client = httpx.AsyncClient(
            transport=self.client._transport, base_url=self.client.base_url, headers=headers, timeout=60
        )  # fmt: skip
        return Orchestrator(client)

    async def ask(self, key: str | None, method: str, path: str) -> httpx.Response:
        """A request that would succeed, if it were allowed."""
        place = path.format(
            task_id=self.task["task_id"],
            word_index=0,
            turn=0,
            sample_id=0,
            speaker_id=OWNER,
            key_id=self.keys["operator"],
            key=f"tasks/north/{self.task['task_id']}/recording.wav",
            name="start.js",
            version="none",
            tenant="north",
            **self.place,
        ) if "{key:path}" not in path else path.replace("{key:path}", "tasks/x.wav")  # fmt: skip
        client = self.as_(key).client
        if method == "POST" and re.search(r"/(process|tasks|transcripts|calls|recordings)$", path):
            of_owner = {"speaker_id": OWNER}
            sent = {"options": json.dumps(of_owner)} if path.endswith("/recordings") else of_owner
            files = {"file": ("s.wav", WAV, "audio/wav")}
            return await client.post(place, files=files, data=sent)
        if method == "POST" and path.endswith("/consent"):
            return await client.post(place, data={"consent_voice_cloning": "true"})
        if method == "POST" and path.endswith("/keys"):
            return await client.post(place, json={"name": "another", "role": "operator"})
        if path.endswith("/voice-notes"):
            return await client.post(place, files={"file": ("s.wav", WAV, "audio/wav")})
        if (body := body_of(method, path)) is not None:
            return await client.request(method, place, json=body)
        return await client.request(method, place)


BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/classes"): {"name": "another"},
    ("PUT", "/{class_id}"): {"name": "another"},
    ("POST", "/memberships"): {"code": "AAAA-AAAA-AAAA", "called": "nobody", "speaker_id": OWNER},
    ("PUT", "/{membership_id}"): {"share": "everything"},
    ("POST", "/assignments"): {"title": "another", "texts": ["Another."]},
    ("PUT", "/{assignment_id}"): {"title": "another", "texts": ["Another."]},
    ("PUT", "/inbox/{task_id}"): {"done": True},
    ("POST", "/notes"): {"text": "Another."},
    ("POST", "/shares"): {},
    ("POST", "/events/replay"): {"consumer": "webhooks"},
    ("POST", "/replay"): {"turn": 0},
    ("PUT", "/recording-fields"): {"json_schema": {"properties": {"team": {"type": "string"}}}},
    ("PATCH", "/{recording_id}"): {"fields": {}},
    ("POST", "/webhooks"): {"url": "https://example.org/told"},
    ("PATCH", "/{webhook_id}"): {"disabled": True},
    ("PUT", "/verdict"): {"verdict": "overruled"},
    ("POST", "/training/jobs"): {"recipe": "lexicon", "data": ["assignments"]},
    ("PUT", "/training-consent"): {"agrees": True, "wording_version": TRAINING_WORDING},
    ("POST", "/canary"): {"share": 0.1},
    ("PUT", "/quota"): {"recordings_per_day": 0},
    ("PUT", "/retention"): {},
}


def body_of(method: str, path: str) -> Any:
    return next((body for (of, end), body in BODIES.items() if of == method and path.endswith(end)), None)  # fmt: skip


async def furnish(house: House, operator: Orchestrator) -> None:
    """A class of a teacher's, with the learner in it, an assignment, and a note on the task."""
    client, task_id = operator.client, house.task["task_id"]
    made = (await client.post("/classes", json={"name": "7b", "teacher": "anna"})).json()
    joins = {"code": made["code"], "called": "P", "speaker_id": OWNER, "share": "everything"}
    member = (await client.post("/memberships", json=joins)).json()
    new = {"title": "One", "texts": ["Very good."]}
    place = f"/classes/{made['class_id']}"
    assignment = (await client.post(f"{place}/assignments", json=new)).json()
    note = (await client.post(f"/tasks/{task_id}/notes", json={"text": "Good."})).json()
    await client.put(f"/tasks/{task_id}/issues/i1/verdict", json={"verdict": "accepted"})
    agreed = {"agrees": True, "wording_version": TRAINING_WORDING}
    await client.put(f"/speakers/{OWNER}/training-consent", json=agreed)
    learns = {"recipe": "lexicon", "data": ["assignments"]}
    job = (await client.post("/training/jobs", json=learns)).json()
    house.place = {
        "class_id": made["class_id"],
        "job_id": job["job_id"],
        "member_id": member["membership_id"],
        "membership_id": member["membership_id"],
        "assignment_id": assignment["assignment_id"],
        "note_id": note["note_id"],
        "issue_id": "i1",
        "recording_id": task_id,
        "share_id": "00000000-0000-4000-8000-000000000001",
        "webhook_id": "00000000-0000-4000-8000-000000000002",
        "event_id": "00000000-0000-4000-8000-000000000003",
        "letter_id": "1",
    }


@pytest.fixture
async def house(services, monkeypatch, diff) -> AsyncIterator[House]:
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    services.answers["diff"] = copy.deepcopy(diff)
    async with service_client(app) as client:
        found = House(client, app.state.runtime.resources["door"])
        operator = await found.key("operator", role="operator")
        sent = await found.as_(operator).post(reference_text="Very good.", speaker_id=OWNER)
        assert sent.status_code == 200, sent.text
        found.task = sent.json()
        await furnish(found, found.as_(operator))
        yield found


async def keys_that_open_nothing(house: House) -> dict[str, str | None]:
    revoked = await house.key("revoked", role="operator")
    await house.door.revoke(Principal("north", "n", "operator"), house.keys["revoked"])
    holding = await house.key("holding", role="operator")
    return {
        "no key": None,
        "no key at all": "let-me-in",
        "another secret": holding[:-43] + "A" * 43,
        "a key that never was": f"afv_{'a' * 16}_{'A' * 43}",
        "a key cut short": holding[:-1],
        "a token": "eyJhbGciOiJub25lIn0.e30.",
        "expired": await house.key("expired", role="operator", expires_at=now() - SECOND),
        "revoked": revoked,
    }


def test_every_endpoint_of_ours_has_a_rule_and_every_rule_an_endpoint():
    named = {name for _, path, name in ROUTES if path.startswith(rules.VERSION_PREFIX)}
    assert named | STREAMS == set(rules.RULES)
    assert not named & STREAMS


def test_every_route_is_there_with_and_without_its_version():
    versioned = {(m, p.removeprefix(rules.VERSION_PREFIX), n) for m, p, n in ROUTES if p.startswith(rules.VERSION_PREFIX)}  # fmt: skip
    plain = {each for each in ROUTES if each[2] in rules.RULES and not each[1].startswith("/api/")}
    assert versioned == plain
    assert len(versioned) > 20


def test_what_is_open_is_named_with_its_reason():
    found = {(m, p.removeprefix(rules.VERSION_PREFIX)) for m, p, _ in ROUTES if rules.is_open(m, p)}
    assert found == {
        ("GET", "/health"), ("GET", "/ready"), ("GET", "/docs"), ("GET", "/docs/start.js"), ("GET", "/docs/{name}"),
        ("GET", "/openapi.json"), ("GET", "/objects/{key:path}"), ("POST", "/sessions"), ("GET", "/"), ("GET", "/assets/{name}"),
        ("GET", "/shared/{token}"), ("GET", "/shared/{token}/audio/{name}"),
    }  # fmt: skip
    assert all(rules.OPEN.values())


async def test_whoever_shows_nothing_that_holds_is_refused_everywhere(house):
    for name, key in (await keys_that_open_nothing(house)).items():
        for method, path, _ in CLOSED:
            answer = await house.ask(key, method, path)
            assert answer.status_code == 401, (name, method, path, answer.text)
            assert answer.json()["type"] == "unauthenticated"
            challenge = answer.headers["www-authenticate"]
            assert challenge.startswith('Bearer realm="agentforge-voice"')
            assert ("invalid_token" in challenge) == (key is not None)
    assert (await house.ask(None, "GET", "/nowhere")).status_code == 401


async def test_a_key_that_is_wrong_is_refused_at_open_routes_only_where_it_counts(house):
    client = house.as_(None).client
    assert (await client.get("/health")).status_code == 200
    assert (await client.get("/objects/tasks/north/x.wav")).status_code == 403
    assert (await client.post("/sessions", json={"key": "afv_no"})).status_code == 401


OF_THEIR_OWN = {
    "get_version", "get_metrics", "list_tasks", "submit_task", "submit_transcript", "submit_call", "list_calls", "process_recording", "give_speaker_consent",
    "say_text", "map_text", "detect_language", "normalise_transcript", "translate_texts", "search_turns", "infer_transcripts", "infer_speech", "infer_translations", "show_voices", "show_tips", "show_sounds", "show_languages", "show_consent_wording",
    "show_privacy", "get_config", "show_status", "list_models", "list_ending_consents", "list_speaker_shares",
    "start_training", "list_training_jobs", "give_training_consent",
    "create_class", "list_classes", "list_memberships", "list_assignments", "check_words",
    "send_recording", "list_recordings", "get_recording_fields", "set_recording_fields", "drop_recording_fields",
    "list_events", "list_dead_letters", "replay_events", "create_webhook", "list_webhooks",
    "create_key", "list_keys", "list_audit", "get_usage", "show_session", "close_session", "close_all_sessions",
}  # fmt: skip
"""What a stranger's key may well be used for, in the stranger's own tenant."""
OF_ANY_TEACHER = {
    "get_version", "list_tasks", "list_calls", "list_recordings", "get_recording_fields", "get_usage", "say_text", "map_text", "detect_language", "normalise_transcript", "translate_texts", "search_turns", "infer_transcripts", "infer_speech", "infer_translations", "show_voices", "show_tips", "show_sounds", "show_languages", "show_consent_wording", "show_privacy", "get_config",
    "show_session", "close_session", "close_all_sessions", "create_class", "list_classes", "check_words",
}  # fmt: skip
OF_ANY_LEARNER = {
    "list_memberships",
    "list_assignments",
    "get_version",
    "list_tasks",
    "list_calls",
    "list_recordings",
    "get_recording_fields",
    "get_usage",
    "say_text",
    "map_text",
    "detect_language",
    "normalise_transcript",
    "translate_texts",
    "search_turns",
    "infer_transcripts",
    "infer_speech",
    "infer_translations",
    "show_voices",
    "show_tips",
    "show_languages",
    "show_sounds",
    "show_consent_wording",
    "show_privacy",
    "get_config",
    "show_session",
    "close_session",
    "close_all_sessions",
}


async def untouched(house: House, operator: str) -> None:
    shown = await house.as_(operator).get(house.task["task_id"])
    assert (shown["status"], shown["assessable"]) == ("succeeded", True)
    assert (await house.as_(operator).client.get("/keys")).json()["items"][-1]["revoked_at"] is None


@pytest.mark.parametrize("role", ["operator", "service", "teacher", "learner"])
async def test_another_tenants_key_finds_nothing_of_this_one(house, role):
    stranger = await house.key("stranger", tenant="south", role=role, subject=OWNER)
    operator = await house.key("holding", role="operator")
    n_asked = 0
    for method, path, name in CLOSED:
        if name in OF_THEIR_OWN:
            continue
        n_asked += 1
        answer = await house.ask(stranger, method, path)
        assert answer.status_code in {403, 404}, (method, path, answer.text)
    assert n_asked > 20
    assert (await house.as_(stranger).client.get("/tasks")).json()["items"] == []
    await untouched(house, operator)


async def test_a_learner_finds_nothing_of_anothers(house):
    learner = await house.key("learner", role="learner", subject=OTHER)
    operator = await house.key("holding", role="operator")
    for method, path, name in CLOSED:
        if name not in OF_ANY_LEARNER:
            answer = await house.ask(learner, method, path)
            assert answer.status_code in {403, 404}, (method, path, answer.text)
    assert (await house.as_(learner).client.get("/tasks")).json()["items"] == []
    await untouched(house, operator)


async def test_a_teacher_finds_nothing_of_a_class_that_is_not_theirs(house):
    stranger = await house.key("stranger", role="teacher", subject="bert")
    operator = await house.key("holding", role="operator")
    n_asked = 0
    for method, path, name in CLOSED:
        if name not in OF_ANY_TEACHER:
            n_asked += 1
            answer = await house.ask(stranger, method, path)
            assert answer.status_code in {403, 404}, (method, path, answer.text)
    assert n_asked > 60
    assert (await house.as_(stranger).client.get("/tasks")).json()["items"] == []
    await untouched(house, operator)
    client, place = house.as_(operator).client, f"/classes/{house.place['class_id']}"
    kept = (await client.get(place)).json()
    assert (kept["name"], kept["n_members"]) == ("7b", 1)
    remarks = (await client.get(f"/tasks/{house.task['task_id']}/remarks")).json()
    assert (len(remarks["notes"]), remarks["verdicts"][0]["verdict"]) == (1, "accepted")


async def test_what_is_anothers_looks_like_what_is_not_there(house):
    learner = await house.key("learner", role="learner", subject=OTHER)
    client, missing = house.as_(learner).client, "00000000-0000-4000-8000-000000000001"
    theirs = await client.get(f"/tasks/{house.task['task_id']}")
    nothing = await client.get(f"/tasks/{missing}")
    assert (
        theirs.json()["detail"].replace(house.task["task_id"], missing) == nothing.json()["detail"]
    )
    theirs, nothing = [await client.get(f"/speakers/{name}/progress") for name in (OWNER, "nobody")]
    assert theirs.json()["detail"].replace(OWNER, "nobody") == nothing.json()["detail"]


async def test_a_learner_has_all_of_their_own(house):
    learner = house.as_(await house.key("learner", role="learner", subject=OWNER))
    task_id = house.task["task_id"]
    assert [each["task_id"] for each in (await learner.client.get("/tasks")).json()["items"]] == [
        task_id
    ]
    assert (await learner.client.get(f"/api/v1/tasks/{task_id}")).status_code == 200
    mine = (await learner.post(reference_text="Very good.")).json()
    erased = (await learner.client.delete(f"/speakers/{OWNER}")).json()
    assert erased["n_tasks"] == 2
    assert mine["task_id"] != task_id


async def test_a_learners_idempotency_key_is_their_own(house):
    one, other = [
        house.as_(await house.key(each, role="learner", subject=each)) for each in (OWNER, OTHER)
    ]
    same = {"headers": {"Idempotency-Key": "lesson-1"}, "reference_text": "Very good."}
    first, second, again = [
        (await each.post("/tasks", **same)).json() for each in (one, other, one)
    ]
    assert first["task_id"] == again["task_id"] != second["task_id"]


async def test_an_erased_learners_key_is_ended_and_names_nobody(house, rows):
    learner = await house.key("of priya", role="learner", subject=OWNER)
    assert (await house.as_(learner).client.delete(f"/speakers/{OWNER}")).status_code == 200
    assert rows(
        "SELECT subject, name, revoked_at IS NULL FROM api_keys WHERE role = 'learner'"
    ) == [("erased", "of an erased speaker", 0)]


async def test_a_teacher_hears_and_sends_for_members_but_neither_agrees_nor_erases_for_speakers(
    house,
):
    teacher = house.as_(await house.key("teacher", role="teacher", subject="anna"))
    task_id = house.task["task_id"]
    assert (await teacher.client.get(f"/tasks/{task_id}")).status_code == 200
    assert (await teacher.post("/tasks", speaker_id=OWNER)).status_code == 202
    agrees = {"consent_voice_cloning": "true"}
    refused = [
        await teacher.post("/tasks", speaker_id=OWNER, **agrees),
        await teacher.client.post(f"/speakers/{OWNER}/consent", data=agrees),
        await teacher.client.delete(f"/tasks/{task_id}"),
        await teacher.client.delete(f"/speakers/{OWNER}"),
        await teacher.client.get(f"/speakers/{OWNER}/consent"),
        await teacher.client.post("/memberships", json={"code": "x", "called": "y"}),
        await teacher.client.get("/keys"),
        await teacher.client.get("/audit"),
        await teacher.client.get("/metrics"),
    ]
    assert {each.status_code for each in refused} == {403}


async def test_metrics_are_for_operators_and_who_has_the_scope(house):
    scraper = house.as_(await house.key("scraper", role="teacher", scopes=frozenset({"metrics"})))
    assert (await scraper.client.get("/metrics")).status_code == 200


async def test_a_role_is_asked_before_the_body_is_read(house):
    learner = house.as_(await house.key("learner", role="learner", subject=OTHER))
    answer = await learner.client.post("/keys", content=b"{", headers={"content-type": "text/x"})
    assert answer.status_code == 403
