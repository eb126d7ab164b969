"""A link to a result: who may make one, what it shows, and that it ends. By HTTP, and the rows on both databases."""

import copy
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..app.db import retention, shares, tasks
from ..app.db.models import ShareRow, Task, now
from ..app.domain.principal import SYSTEM, Principal
from ..app.domain.shares import MOST_OF_A_TASK, hash_of, is_token, new_token
from ..app.pipelines.pronunciation.options import ProcessOptions
from .conftest import Orchestrator

TEXT = "Very good."
OWNER, OTHER = "priya", "ravi"


async def key_of(door: Any, role: str, subject: str) -> dict[str, str]:
    _, whole = await door.keyring.make(f"{role} {subject}", tenant="north", role=role, subject=subject)  # fmt: skip
    return {"authorization": f"Bearer {whole}"}


@pytest.fixture
async def owner(door) -> dict[str, str]:
    return await key_of(door, "learner", OWNER)


@pytest.fixture
async def judged(service, services, owner) -> str:
    """A learner's recording, with an own voice and a consent."""
    made = await Orchestrator(service).post(
        reference_text=TEXT, consent_voice_cloning="true", headers=owner
    )
    assert made.json()["audio"]["own_voice"] is not None
    return made.json()["task_id"]


async def share(
    service: httpx.AsyncClient, task: str, headers: dict[str, str], **asked: Any
) -> Any:
    made = await service.post(f"/tasks/{task}/shares", json=asked, headers=headers)
    assert made.status_code == 201, made.text
    return made.json()


@pytest.mark.anyio
async def test_a_link_shows_the_result_to_who_has_no_key(service, judged, owner):
    made = await share(service, judged, owner)
    assert made["url"] == f"http://service/#/shared/{made['token']}"
    assert (made["holds"], made["revoked_at"]) == (True, None)
    seen = await service.get(f"/shared/{made['token']}")
    assert seen.status_code == 200
    assert seen.headers["x-robots-tag"] == "noindex, nofollow"
    assert seen.headers["referrer-policy"] == "no-referrer"
    assert "no-store" in seen.headers["cache-control"]
    body = seen.json()
    assert (body["text"], body["scores"]["overall"]) == (TEXT, 81)
    assert [each["rule"] for each in body["issues"]] == ["V_W"]
    for name in ("recording", "reference"):
        place = body["audio"][name]["url"].removeprefix("http://service")
        assert place.startswith(f"/shared/{made['token']}/audio/")
        whole = await service.get(place)
        assert (whole.content[:4], whole.headers["x-robots-tag"]) == (b"RIFF", "noindex, nofollow")
        part = await service.get(place, headers={"range": "bytes=0-3"})
        assert (part.status_code, part.content) == (206, b"RIFF")


@pytest.mark.anyio
async def test_nothing_else_of_the_speaker_is_behind_it(service, judged, owner):
    made = await share(service, judged, owner)
    seen = await service.get(f"/shared/{made['token']}")
    assert set(seen.json()) == {"expires_at", "text", "scores", "words", "issues", "audio", "spans"}
    assert set(seen.json()["audio"]) == {"recording", "reference"}
    for secret in (OWNER, judged, "own_voice", "signature="):
        assert secret not in seen.text
    for name in ("own_voice.wav", f"notes-{UUID(int=1)}.wav", "speech-..%2Frecording.wav", "x"):
        hidden = await service.get(f"/shared/{made['token']}/audio/{name}")
        assert hidden.status_code == 404, name
    for path in ("/tasks", f"/tasks/{judged}", f"/tasks/{judged}/audio/recording.wav"):
        as_key = {"authorization": f"Bearer {made['token']}"}
        assert (await service.get(path, headers=as_key)).status_code == 401


@pytest.mark.anyio
async def test_only_the_learner_shares_lists_and_revokes(service, door, judged, owner):
    made = await share(service, judged, owner)
    place = f"/tasks/{judged}/shares"
    for role, subject, status in (
        ("learner", OTHER, 404),
        ("teacher", "anna", 403),
        ("operator", "head", 403),
    ):
        other = await key_of(door, role, subject)
        refused = await service.post(place, json={}, headers=other)
        assert refused.status_code == status, role
    stranger = await key_of(door, "learner", OTHER)
    assert (await service.get(place, headers=stranger)).status_code == 404
    ending = f"{place}/{made['share_id']}"
    assert (await service.delete(ending, headers=stranger)).status_code == 404
    assert (await service.get(f"/shared/{made['token']}")).status_code == 200
    assert (await service.post(place, json={})).status_code == 401
    for_learner = await key_of(door, "service", "app")
    assert (await service.post(place, json={}, headers=for_learner)).status_code == 201


@pytest.mark.anyio
async def test_expired_revoked_guessed_and_erased_look_alike(service, judged, owner, monkeypatch):
    revoked = await share(service, judged, owner)
    short = await share(service, judged, owner, expires_in_days=1)
    long = await share(service, judged, owner, expires_in_days=30)
    ending = f"/tasks/{judged}/shares/{revoked['share_id']}"
    assert (await service.delete(ending, headers=owner)).status_code == 204
    assert (await service.delete(ending, headers=owner)).status_code == 204
    later = now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(shares, "now", lambda: later)
    assert (await service.get(f"/shared/{long['token']}")).status_code == 200
    other_end = "A" if short["token"][0] != "A" else "B"
    answers = []
    for token in (
        revoked["token"], short["token"], new_token(), other_end + long["token"][1:], "x", "a" * 64,
        hash_of(long["token"]),
    ):  # fmt: skip
        for path in (f"/shared/{token}", f"/shared/{token}/audio/recording.wav"):
            answer = await service.get(path)
            assert answer.status_code == 404, path
            answers.append({k: v for k, v in answer.json().items() if k != "request_id"})
    await service.delete(f"/tasks/{judged}", headers=owner)
    gone = await service.get(f"/shared/{long['token']}")
    answers.append({k: v for k, v in gone.json().items() if k != "request_id"})
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.anyio
async def test_a_speaker_sees_all_links_that_hold_and_nobody_elses(
    service, door, services, judged, owner, monkeypatch
):
    place = f"/speakers/{OWNER}/shares"
    assert (await service.get(place, headers=owner)).json() == {"items": []}
    free = (await Orchestrator(service).post(headers=owner)).json()["task_id"]
    of_text = await share(service, judged, owner)
    of_free = await share(service, free, owner, expires_in_days=1)
    ended = await share(service, judged, owner)
    await service.delete(f"/tasks/{judged}/shares/{ended['share_id']}", headers=owner)
    stranger = await key_of(door, "learner", OTHER)
    theirs = (await Orchestrator(service).post(reference_text=TEXT, headers=stranger)).json()
    await share(service, theirs["task_id"], stranger)

    listed = (await service.get(place, headers=owner)).json()["items"]
    assert [(each["share_id"], each["task_id"], each["text"]) for each in listed] == [
        (of_free["share_id"], free, None),
        (of_text["share_id"], judged, TEXT),
    ]
    assert of_text["token"] not in str(listed)
    for_learner = await key_of(door, "service", "app")
    assert len((await service.get(place, headers=for_learner)).json()["items"]) == 2
    assert (await service.get(place, headers=stranger)).status_code == 404
    assert (await service.get(place, headers=await key_of(door, "teacher", "anna"))).status_code == 403  # fmt: skip

    later = now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(shares, "now", lambda: later)
    left = (await service.get(place, headers=owner)).json()["items"]
    assert [each["share_id"] for each in left] == [of_text["share_id"]]
    assert (await service.delete(f"/speakers/{OWNER}", headers=owner)).status_code == 200
    assert (await service.get(place, headers=owner)).status_code in (401, 410)


@pytest.mark.anyio
async def test_it_goes_with_the_speaker(service, judged, owner, rows):
    made = await share(service, judged, owner)
    assert (await service.delete(f"/speakers/{OWNER}", headers=owner)).status_code == 200
    assert (await service.get(f"/shared/{made['token']}")).status_code == 404
    assert rows("SELECT count(*) FROM shares") == [(0,)]


@pytest.mark.anyio
async def test_the_token_is_kept_nowhere_and_told_once(service, judged, owner, rows):
    made = await share(service, judged, owner)
    assert made["token"] not in str(rows("SELECT * FROM shares"))
    assert rows("SELECT token_hash FROM shares") == [(hash_of(made["token"]),)]
    listed = await service.get(f"/tasks/{judged}/shares", headers=owner)
    assert made["token"] not in listed.text
    assert [each["share_id"] for each in listed.json()["items"]] == [made["share_id"]]
    exported = await service.get(f"/speakers/{OWNER}/export", headers=owner)
    assert hash_of(made["token"]).encode() not in exported.content


@pytest.mark.anyio
async def test_who_made_used_and_ended_it_is_in_the_audit(service, door, judged, owner):
    made = await share(service, judged, owner)
    await service.get(f"/shared/{made['token']}")
    await service.get(f"/shared/{made['token']}/audio/recording.wav")
    await service.delete(f"/tasks/{judged}/shares/{made['share_id']}", headers=owner)
    await door.audit.write()
    operator = await key_of(door, "operator", "head")
    listed = (await service.get("/audit", headers=operator)).json()["items"]
    found = {each["action"]: each for each in listed if each["action"].startswith("share.")}
    assert set(found) == {"share.made", "share.viewed", "share.played", "share.revoked"}
    assert found["share.viewed"]["target"] == f"task:{judged}"
    assert found["share.viewed"]["credential"] == f"share:{made['share_id']}"
    assert made["token"] not in str(listed)


@pytest.mark.anyio
async def test_what_was_not_judged_is_not_shared_nor_for_longer_than_may_be(
    service, services, owner, diff
):
    services.answers["diff"] = copy.deepcopy(diff) | {"assessable": False, "reason": "silence"}
    made = await Orchestrator(service).post(reference_text=TEXT, headers=owner)
    place = f"/tasks/{made.json()['task_id']}/shares"
    refused = await service.post(place, json={}, headers=owner)
    assert (refused.status_code, refused.json()["field"]) == (409, "task_id")
    for days in (0, 31):
        wrong = await service.post(place, json={"expires_in_days": days}, headers=owner)
        assert wrong.status_code == 422


@pytest.mark.anyio
async def test_links_cant_be_tried_quickly_from_one_address(services, monkeypatch):
    from shared.testing import service_client

    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    monkeypatch.setenv("ORCHESTRATOR_VISITS_PER_MINUTE", "3")
    async with service_client(app) as client:
        tries = [await client.get(f"/shared/{new_token()}") for _ in range(5)]
    assert [each.status_code for each in tries][:3] == [404, 404, 404]
    assert tries[-1].status_code == 429
    assert tries[-1].json()["violated-policies"] == ["address-visits"]


NORTH = Principal("north", "app", "service")


@pytest.fixture
def task_id(database) -> UUID:
    made = uuid4()
    new = tasks.NewTask(
        id=made,
        options=ProcessOptions(),
        audio_key=f"tasks/north/{made}/recording.wav",
        sample_keys=(),
        request_id=None,
        request_hash="0",
        idempotency_key=None,
    )
    database(lambda s: tasks.insert_task(s, NORTH, new))

    def judge(session: Session) -> None:
        row = session.get(Task, ("north", made))
        assert row is not None
        row.status, row.assessable = "succeeded", True

    database(judge)
    return made


def made_link(
    database: Any, task_id: UUID, *, holds_s: float = 60, whose: Principal = NORTH
) -> str:
    token = new_token()
    database(
        lambda s: shares.create(
            s,
            whose,
            task_id,
            uuid4(),
            token_hash=hash_of(token),
            expires_at=now() + timedelta(seconds=holds_s),
        )
    )
    return token


def found(database: Any, token: str) -> Any:
    return database(lambda s: shares.find(s, SYSTEM, hash_of(token)))


def test_a_link_is_found_until_it_ends(database, task_id):
    holds, ended = made_link(database, task_id), made_link(database, task_id, holds_s=-1)
    assert found(database, holds).task_id == task_id
    assert found(database, ended) is None
    share_id = found(database, holds).id
    database(lambda s: shares.revoke(s, NORTH, task_id, share_id))
    assert found(database, holds) is None


def test_another_tenant_makes_and_ends_none(database, task_id):
    link = found(database, made_link(database, task_id))
    south = Principal("south", "app", "service")
    with pytest.raises(NotFound):
        made_link(database, task_id, whose=south)
    with pytest.raises(NotFound):
        database(lambda s: shares.revoke(s, south, task_id, link.id))
    with pytest.raises(NotFound):
        database(lambda s: shares.revoke(s, NORTH, task_id, uuid4()))


def test_it_ends_with_the_recording_and_with_the_task(database, task_id):
    token = made_link(database, task_id)
    database(lambda s: retention.forget_recording(s, NORTH, task_id))
    assert found(database, token) is None
    assert database(lambda s: s.query(ShareRow).count()) == 0
    with pytest.raises(Conflict):
        made_link(database, task_id)


def test_a_task_that_is_deleted_takes_its_links_along(database, task_id):
    made_link(database, task_id)
    database(lambda s: tasks.delete_task(s, NORTH, task_id, erase_again=[]))
    assert database(lambda s: s.query(ShareRow).count()) == 0


def test_a_result_has_so_many_links_at_once(database, task_id):
    for _ in range(MOST_OF_A_TASK):
        made_link(database, task_id)
    with pytest.raises(Conflict):
        made_link(database, task_id)


def test_tokens_have_one_form_and_are_never_the_same():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(map(is_token, tokens))
    assert not any(map(is_token, ("", "a" * 42, "a" * 44, "a" * 42 + "/", "a" * 42 + "\n")))
