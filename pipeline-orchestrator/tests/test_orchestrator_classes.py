"""Classes: joined by code, and what their teacher sees from then on, and no longer once the learner has left."""

import copy
import csv
import io
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import pytest

from ..app.db.classes import MOST_CLASSES
from .conftest import WAV, Orchestrator
from .test_orchestrator_audit import of, told

pytestmark = pytest.mark.anyio

TEXT = "Very good."
NOWHERE = "00000000-0000-4000-8000-000000000001"


@dataclass
class School:
    """A tenant with two teachers, two learners and an operator."""

    people: dict[str, Orchestrator]
    class_id: str
    code: str

    def __getattr__(self, name: str) -> httpx.AsyncClient:
        return self.people[name].client

    async def join(self, who: str, **sent: str) -> dict[str, Any]:
        joined = await self.people[who].client.post(
            "/memberships", json={"code": self.code, "called": who} | sent
        )
        assert joined.status_code == 201, joined.text
        return joined.json()

    async def record(self, who: str, **form: Any) -> dict[str, Any]:
        form.setdefault("reference_text", TEXT)
        sent = await self.people[who].post("/process", **form)
        assert sent.status_code == 200, sent.text
        return sent.json()

    async def member_id(self, called: str) -> str:
        shown = (await self.anna.get(f"/classes/{self.class_id}")).json()
        return next(each["member_id"] for each in shown["members"] if each["called"] == called)


@pytest.fixture
async def school(service, door, services, diff) -> School:
    services.answers["diff"] = copy.deepcopy(diff)
    people = {
        "anna": await of(service, door, "teacher", subject="anna"),
        "bert": await of(service, door, "teacher", subject="bert"),
        "priya": await of(service, door, "learner", subject="priya"),
        "ravi": await of(service, door, "learner", subject="ravi"),
        "operator": await of(service, door, "operator"),
    }
    made = (await people["anna"].client.post("/classes", json={"name": "7b"})).json()
    return School(people, made["class_id"], made["code"])


async def sees(client: httpx.AsyncClient, task: dict[str, Any]) -> bool:
    """By every way there is to a recording: all say the same."""
    task_id = task["task_id"]
    ways = [
        f"/tasks/{task_id}",
        f"/tasks/{task_id}/events",
        f"/tasks/{task_id}/remarks",
        f"/tasks/{task_id}/audio/recording.wav",
    ]
    found = {(await client.get(way)).status_code for way in ways}
    listed = {each["task_id"] for each in (await client.get("/tasks")).json()["items"]}
    assert found in ({200}, {404})
    assert (found == {200}) == (task_id in listed)
    return found == {200}


async def test_a_teacher_sees_what_was_recorded_since_a_learner_joined(school):
    earlier = await school.record("priya")
    assert not await sees(school.anna, earlier)
    await school.join("priya")
    later, others = await school.record("priya"), await school.record("ravi")
    assert [await sees(school.anna, each) for each in (earlier, later, others)] == [False, True, False]  # fmt: skip
    assert not await sees(school.bert, later)


async def test_a_learner_may_share_more_and_less_at_once(school):
    earlier = await school.record("priya")
    membership = await school.join("priya", share="everything")
    later = await school.record("priya")
    assert await sees(school.anna, earlier)
    place = f"/memberships/{membership['membership_id']}"
    assert (await school.priya.put(place, json={"share": "assignments"})).status_code == 200
    assert [await sees(school.anna, each) for each in (earlier, later)] == [False, False]


async def test_leaving_ends_sight_at_once_also_of_addresses_that_were_handed_out(school):
    membership = await school.join("priya")
    task = await school.record("priya")
    shown = (await school.anna.get(f"/tasks/{task['task_id']}")).json()
    url = shown["audio"]["recording"]["url"].removeprefix("http://service")
    word = f"/tasks/{task['task_id']}/words/0/audio"
    assert "signature" not in url
    urls = {shown["audio"][each]["url"] for each in ("recording", "reference")}
    assert (
        len({each.split("?")[0] for each in urls}) == 2
    )  # players tell sounds apart by their paths
    played = await school.anna.get(url)
    assert (played.status_code, played.content[:4]) == (200, b"RIFF")
    assert (await school.priya.delete(f"/memberships/{membership['membership_id']}")).status_code == 204  # fmt: skip
    assert not await sees(school.anna, task)
    assert [(await school.anna.get(each)).status_code for each in (url, word)] == [404, 404]
    assert (await school.anna.get("/speakers/priya/progress")).status_code == 404
    assert (await school.anna.get(f"/classes/{school.class_id}")).json()["members"] == []
    inbox = (await school.anna.get(f"/classes/{school.class_id}/inbox?done=true")).json()
    habits = (await school.anna.get(f"/classes/{school.class_id}/habits")).json()
    assert (inbox["items"], habits["habits"]) == ([], [])
    assert await sees(school.priya, task)


async def test_who_joins_again_shares_nothing_of_before(school):
    membership = await school.join("priya")
    task = await school.record("priya")
    await school.priya.delete(f"/memberships/{membership['membership_id']}")
    await school.join("priya")
    assert not await sees(school.anna, task)


async def test_a_teacher_puts_out_and_deletes_and_then_sees_nothing(school):
    await school.join("priya")
    await school.join("ravi")
    task, other = await school.record("priya"), await school.record("ravi")
    place = f"/classes/{school.class_id}"
    out = await school.anna.delete(f"{place}/members/{await school.member_id('priya')}")
    assert out.status_code == 204
    assert [await sees(school.anna, each) for each in (task, other)] == [False, True]
    assert (await school.anna.delete(place)).status_code == 204
    assert not await sees(school.anna, other)
    assert (await school.ravi.get("/memberships")).json()["items"] == []


@pytest.mark.parametrize("change", ["renewed", "closed"])
async def test_a_code_that_was_ended_lets_nobody_in(school, change):
    place = f"/classes/{school.class_id}/code"
    ended = await (school.anna.post(place) if change == "renewed" else school.anna.delete(place))
    assert ended.json()["code"] != school.code
    refused = await school.priya.post("/memberships", json={"code": school.code, "called": "p"})
    assert refused.status_code == 404
    for code in ("AAAA-AAAA-AAAA", "x", "ÄÖ", "null", "0", "%"):
        answer = await school.priya.post("/memberships", json={"code": code, "called": "p"})
        assert answer.status_code == 404, code


async def test_a_code_is_read_as_people_write_it_and_counts_once(school):
    written = school.code.lower().replace("-", " ")
    assert (await school.join("priya", code=written))["class_name"] == "7b"
    again = await school.priya.post("/memberships", json={"code": school.code, "called": "me"})
    assert again.status_code == 409


async def test_trying_codes_is_slowed_by_the_limits_of_requests(school, door):
    answers = [
        await school.priya.post("/memberships", json={"code": "AAAA-AAAA-AAAA", "called": "p"})
        for _ in range(130)
    ]
    assert {each.status_code for each in answers} == {404, 429}


async def test_a_teacher_of_another_class_finds_nothing_of_this_one(school):
    await school.join("priya")
    task = await school.record("priya")
    note = await school.anna.post(f"/tasks/{task['task_id']}/notes", json={"text": "Good."})
    set_there = await school.anna.post(f"/classes/{school.class_id}/assignments", json={"title": "One", "texts": [TEXT]})  # fmt: skip
    made = await school.bert.post("/classes", json={"name": "8a"})
    theirs, assignment_id = made.json()["class_id"], set_there.json()["assignment_id"]
    member_id, new = await school.member_id("priya"), {"title": "Two", "texts": [TEXT]}
    ways: list[tuple[str, str, Any]] = []
    for class_id in (school.class_id, theirs):
        ways += [
            ("GET", f"/classes/{class_id}/members/{member_id}", None),
            ("DELETE", f"/classes/{class_id}/members/{member_id}", None),
            ("PUT", f"/classes/{class_id}/inbox/{task['task_id']}", {"done": True}),
            ("PUT", f"/classes/{class_id}/assignments/{assignment_id}", new),
            ("DELETE", f"/classes/{class_id}/assignments/{assignment_id}", None),
        ]
    place, of_task = f"/classes/{school.class_id}", f"/tasks/{task['task_id']}"
    ways += [
        ("GET", place, None), ("PUT", place, {"name": "mine"}), ("DELETE", place, None),
        ("POST", f"{place}/code", None), ("DELETE", f"{place}/code", None),
        ("GET", f"{place}/inbox", None), ("GET", f"{place}/habits", None), ("GET", f"{place}/habits.csv", None),
        ("GET", f"{place}/assignments", None), ("POST", f"{place}/assignments", new),
        ("GET", of_task, None), ("GET", f"{of_task}/remarks", None), ("GET", f"{of_task}/audio/recording.wav", None),
        ("POST", f"{of_task}/notes", {"text": "No."}), ("POST", f"{of_task}/cancel", None),
        ("DELETE", f"{of_task}/notes/{note.json()['note_id']}", None),
        ("PUT", f"{of_task}/issues/i1/verdict", {"verdict": "overruled"}),
        ("DELETE", f"{of_task}/issues/i1/verdict", None),
        ("GET", "/speakers/priya/progress", None), ("GET", f"{of_task}/words/0/audio", None),
    ]  # fmt: skip
    for method, way, body in ways:
        for who in ("bert", "ravi"):
            answer = await school.people[who].client.request(method, way, json=body)
            assert answer.status_code in {403, 404}, (who, method, way, answer.text)
    files = {"file": ("n.wav", WAV, "audio/wav")}
    assert (await school.bert.post(f"{of_task}/voice-notes", files=files)).status_code == 404
    assert await sees(school.anna, task)
    assert len((await school.anna.get(f"{of_task}/remarks")).json()["notes"]) == 1


async def test_classes_are_the_teachers_own_and_an_operators_all(school):
    await school.bert.post("/classes", json={"name": "8a"})
    listed = [
        [each["name"] for each in (await client.get("/classes")).json()["items"]]
        for client in (school.anna, school.bert, school.operator)
    ]
    assert listed == [["7b"], ["8a"], ["7b", "8a"]]
    refused = await school.anna.post("/classes", json={"name": "x", "teacher": "bert"})
    made = await school.operator.post("/classes", json={"name": "9c", "teacher": "bert"})
    assert (refused.status_code, made.status_code) == (403, 201)
    assert (await school.bert.get(f"/classes/{made.json()['class_id']}")).status_code == 200
    assert (await school.priya.get("/classes")).status_code == 403


async def test_a_teacher_has_only_so_many_classes(school, monkeypatch):
    from ..app.db import classes

    monkeypatch.setattr(classes, "MOST_CLASSES", 1)
    refused = await school.anna.post("/classes", json={"name": "one too many"})
    assert (refused.status_code, MOST_CLASSES > 1) == (409, True)


async def test_a_teacher_records_for_members_alone_and_sees_what_they_sent(school):
    refused = await school.people["anna"].post(reference_text=TEXT, speaker_id="priya")
    assert (refused.status_code, refused.json()["field"]) == (403, "speaker_id")
    spoken = await school.anna.post("/speak", json={"text": "very", "speaker_id": "priya"})
    assert (spoken.status_code, spoken.json()["field"]) == (403, "speaker_id")
    await school.join("priya", share="assignments")
    theirs = await school.record("anna", speaker_id="priya")
    nobodys = await school.record("anna")
    assert [await sees(school.anna, each) for each in (theirs, nobodys)] == [True, True]
    assert [await sees(school.bert, each) for each in (theirs, nobodys)] == [False, False]


async def test_an_erased_learner_is_in_no_class_and_all_that_was_said_is_gone(school, rows):
    await school.join("priya")
    task = await school.record("priya")
    files = {"file": ("n.wav", WAV, "audio/wav")}
    place = f"/tasks/{task['task_id']}"
    spoken = await school.anna.post(f"{place}/voice-notes", files=files, data={"text": "Listen."})
    assert spoken.status_code == 201, spoken.text
    await school.anna.put(f"{place}/issues/i1/verdict", json={"verdict": "accepted"})
    await school.anna.put(f"/classes/{school.class_id}/inbox/{task['task_id']}", json={"done": True})  # fmt: skip
    assert (await school.priya.delete("/speakers/priya")).status_code == 200
    for table in ("class_members", "task_notes", "issue_verdicts", "inbox_marks"):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table


async def test_who_is_in_a_class_and_recorded_nothing_can_be_exported_and_erased(school):
    await school.join("priya")
    assert (await school.priya.get("/speakers/priya/export")).status_code == 200
    assert (await school.priya.delete("/speakers/priya")).status_code == 200
    assert (await school.anna.get(f"/classes/{school.class_id}")).json()["members"] == []


async def test_what_a_teacher_looked_at_is_in_the_audit(school):
    await school.join("priya")
    task = await school.record("priya")
    member_id = await school.member_id("priya")
    await school.anna.get(f"/tasks/{task['task_id']}")
    await school.anna.get(f"/tasks/{task['task_id']}/audio/recording.wav")
    await school.anna.get(f"/classes/{school.class_id}/members/{member_id}")
    await school.anna.get(f"/classes/{school.class_id}/habits.csv")
    found = {(each["action"], each["target"]) for each in await told(school.people["operator"]) if each["subject"] == "anna"}  # fmt: skip
    assert {
        ("recording.read", f"task:{task['task_id']}"),
        ("recording.played", f"task:{task['task_id']}"),
        ("member.read", f"member:{member_id}"),
        ("class.exported", f"class:{school.class_id}"),
    } <= found


async def test_assignments_are_recorded_for_with_their_lexicon_and_counted(school, services):
    lexicon = {"Priya": ["P R IY1 Y AH0"]}
    new = {"title": "Week 1", "texts": [TEXT, "Two."], "attempts": 2, "habits": ["V_W"], "lexicon": lexicon}  # fmt: skip
    made = await school.anna.post(f"/classes/{school.class_id}/assignments", json=new)
    assert made.status_code == 201, made.text
    assignment_id = made.json()["assignment_id"]
    outside = await school.people["priya"].post(reference_text=TEXT, assignment_id=assignment_id)
    await school.join("priya", share="assignments")
    task = await school.record("priya", assignment_id=assignment_id)
    assert services.requests["phonemap"]["lexicon"] == lexicon
    other_text = await school.people["priya"].post(reference_text="Else.", assignment_id=assignment_id)  # fmt: skip
    no_id = await school.people["priya"].post(reference_text=TEXT, assignment_id="one")
    assert [each.status_code for each in (outside, other_text, no_id)] == [404, 422, 422]
    assert await sees(school.anna, task)
    await school.record("priya", assignment_id=assignment_id)
    used_up = await school.people["priya"].post(reference_text=TEXT, assignment_id=assignment_id)
    assert (used_up.status_code, used_up.json()["field"]) == (409, "assignment_id")
    (mine,) = (await school.priya.get("/assignments")).json()["items"]
    assert [each["n_recordings"] for each in mine["texts"]] == [2, 0]
    (shown,) = (await school.anna.get(f"/classes/{school.class_id}/assignments")).json()["items"]
    (standing,) = shown["standings"]
    assert (standing["n_texts"], standing["n_recordings"], standing["is_late"]) == (1, 2, False)
    gone = f"/classes/{school.class_id}/assignments/{assignment_id}"
    assert (await school.anna.delete(gone)).status_code == 204
    assert not await sees(school.anna, task)
    assert (await school.priya.get(f"/tasks/{task['task_id']}")).status_code == 200


async def test_of_attempts_at_once_only_so_many_are_taken(school):
    new = {"title": "Once", "texts": [TEXT], "attempts": 1}
    made = await school.anna.post(f"/classes/{school.class_id}/assignments", json=new)
    await school.join("priya")
    found: list[int] = []

    async def send() -> None:
        sent = await school.people["priya"].post(
            "/tasks", reference_text=TEXT, assignment_id=made.json()["assignment_id"]
        )
        found.append(sent.status_code)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(send)
    assert sorted(found) == [202, 409, 409, 409]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"texts": []}, "texts"),
        ({"texts": ["…"]}, "texts"),
        ({"texts": ["One.", " One. "]}, "texts"),
        ({"habits": ["NO_SUCH"]}, "habits"),
        ({"lexicon": {"Priya": ["not phones"]}}, "lexicon"),
        ({"due_at": "2026-12-01T10:00:00"}, "due_at"),
        ({"attempts": 0}, "attempts"),
        ({"title": " \u0000 "}, "title"),
        ({"title": "   "}, "title"),
    ],
)
async def test_what_can_not_be_set_is_refused_by_its_field(school, change, field):
    new = {"title": "One", "texts": [TEXT]} | change
    refused = await school.anna.post(f"/classes/{school.class_id}/assignments", json=new)
    assert refused.status_code == 422, refused.text
    assert field in refused.json()["field"]


async def test_words_that_the_dictionary_lacks_are_told_before_they_are_set(school, services):
    services.answers["phonemap"] = {
        "engine": "fake", "model_version": "1", "mock": True, "text": TEXT, "words": [], "out_of_vocabulary": ["quokka"],
    }  # fmt: skip
    checked = await school.anna.post("/words/check", json={"texts": [TEXT, "A quokka."]})
    assert checked.json() == {"out_of_vocabulary": ["quokka"]}


async def test_the_inbox_has_what_needs_a_person_and_forgets_what_is_done(school, services, diff):
    await school.join("priya")
    await school.record("priya")
    new_habit = copy.deepcopy(diff)
    new_habit["issues"][0]["tip"] = "TH_T"
    services.answers["diff"] = new_habit
    found = await school.record("priya")
    services.answers["diff"] = copy.deepcopy(diff) | {"assessable": False, "reason": "silence", "issues": []}  # fmt: skip
    silent = await school.record("priya")
    services.answers["diff"] = copy.deepcopy(diff)
    await school.record("priya")
    place = f"/classes/{school.class_id}/inbox"
    inbox = (await school.anna.get(place)).json()
    assert [(each["task"]["task_id"], each["reasons"]) for each in inbox["items"]] == [
        (silent["task_id"], ["not_assessable"]),
        (found["task_id"], ["new_habit"]),
    ]
    assert inbox["items"][1]["new_habits"] == ["TH_T"]
    marked = await school.anna.put(f"{place}/{silent['task_id']}", json={"done": True})
    assert marked.status_code == 204
    assert (await school.anna.get(place)).json()["n_open"] == 1
    both = (await school.anna.get(f"{place}?done=true")).json()["items"]
    assert [each["is_done"] for each in both] == [True, False]
    await school.anna.put(f"{place}/{silent['task_id']}", json={"done": False})
    assert (await school.anna.get(place)).json()["n_open"] == 2


async def test_a_learner_sees_what_a_teacher_said_at_a_word_and_scores_stay(school):
    await school.join("priya")
    task = await school.record("priya")
    place = f"/tasks/{task['task_id']}"
    before = (await school.priya.get(place)).json()
    await school.anna.post(f"{place}/notes", json={"text": "Lips!", "word_index": 0})
    files = {"file": ("n.wav", WAV, "audio/wav")}
    spoken = await school.anna.post(f"{place}/voice-notes", files=files, data={"word_index": "0"})
    assert spoken.status_code == 201, spoken.text
    said = await school.anna.put(f"{place}/issues/i1/verdict", json={"verdict": "overruled"})
    assert said.status_code == 200
    told_of = (await school.priya.get(f"{place}/remarks")).json()
    assert [(each["text"], each["word_index"], each["is_mine"]) for each in told_of["notes"]] == [
        ("Lips!", 0, False), (None, 0, False),
    ]  # fmt: skip
    assert [(each["issue_id"], each["verdict"]) for each in told_of["verdicts"]] == [("i1", "overruled")]  # fmt: skip
    url = told_of["notes"][1]["audio"]["url"].removeprefix("http://service")
    assert (await school.priya.get(url)).content[:4] == b"RIFF"
    after = (await school.priya.get(place)).json()
    assert (after["scores"], after["issues"]) == (before["scores"], before["issues"])
    habits = (await school.anna.get(f"/classes/{school.class_id}/habits")).json()
    assert habits["verdicts"] == [{"tip": "V_W", "n_accepted": 0, "n_overruled": 1}]
    assert habits["habits"][0]["learners"][0]["n_found"] == 1
    assert (await school.anna.put(f"{place}/issues/i9/verdict", json={"verdict": "accepted"})).status_code == 404  # fmt: skip
    assert (await school.anna.delete(f"{place}/issues/i1/verdict")).status_code == 204
    assert (await school.priya.get(f"{place}/remarks")).json()["verdicts"] == []


async def test_a_voice_note_that_is_deleted_leaves_no_sound_and_no_weight(school, services, rows):
    await school.join("priya")
    task = await school.record("priya")
    place, weight = f"/tasks/{task['task_id']}", rows("SELECT stored_bytes FROM tasks WHERE speaker_id = 'priya'")  # fmt: skip
    files = {"file": ("n.wav", WAV, "audio/wav")}
    note = (await school.anna.post(f"{place}/voice-notes", files=files)).json()
    folder = f"tasks/north/{task['task_id']}/notes/"
    assert len(await services.stored(folder)) == 1
    assert rows("SELECT stored_bytes FROM tasks WHERE speaker_id = 'priya'") > weight
    assert (await school.anna.delete(f"{place}/notes/{note['note_id']}")).status_code == 204
    assert await services.stored(folder) == set()
    assert rows("SELECT stored_bytes FROM tasks WHERE speaker_id = 'priya'") == weight


@pytest.mark.parametrize(
    ("content", "status"), [(b"no sound", 415), (b"", 422), (WAV[:44] + WAV[44:] * 61, 422)]
)
async def test_a_voice_note_is_held_to_the_rules_of_uploads(school, services, content, status):
    await school.join("priya")
    task = await school.record("priya")
    files = {"file": ("n.wav", content, "audio/wav")}
    refused = await school.anna.post(f"/tasks/{task['task_id']}/voice-notes", files=files)
    assert 400 <= refused.status_code < 500, (status, refused.text)
    assert await services.stored(f"tasks/north/{task['task_id']}/notes/") == set()


async def test_taking_back_a_consent_leaves_what_a_teacher_said(school, services):
    await school.join("priya")
    task = await school.record("priya", consent_voice_cloning="true")
    files = {"file": ("n.wav", WAV, "audio/wav")}
    await school.anna.post(f"/tasks/{task['task_id']}/voice-notes", files=files)
    assert (await school.priya.delete(f"/tasks/{task['task_id']}/consent")).status_code == 200
    assert len(await services.stored(f"tasks/north/{task['task_id']}/notes/")) == 1


@pytest.mark.parametrize("called", ["=1+1", "+1", "-1", "@cmd", " =1", '\u00e9t\u00e9, "x"\u200b'])
async def test_no_name_is_a_formula_in_a_spreadsheet(school, called):
    await school.join("priya", called=called)
    await school.record("priya")
    exported = await school.anna.get(f"/classes/{school.class_id}/habits.csv")
    assert exported.headers["content-type"].startswith("text/csv")
    table = list(csv.reader(io.StringIO(exported.content.decode("utf-8-sig"))))
    assert table[0] == ["learner", "recordings", "V_W"]
    assert table[1][1:] == ["1", "1"]
    assert not table[1][0].startswith(("=", "+", "-", "@"))
    assert table[1][0].lstrip("'") == called.strip()


async def test_on_this_machine_one_person_is_teacher_and_learner(orchestrator):
    client = orchestrator.client
    made = (await client.post("/classes", json={"name": "mine"})).json()
    nobody = await client.post("/memberships", json={"code": made["code"], "called": "me"})
    assert (nobody.status_code, nobody.json()["field"]) == (422, "speaker_id")
    joined = await client.post(
        "/memberships", json={"code": made["code"], "called": "me", "speaker_id": "web-1"}
    )
    assert joined.status_code == 201
    listed = (await client.get("/memberships", params={"speaker_id": "web-1"})).json()["items"]
    assert [each["class_name"] for each in listed] == ["mine"]
    strange = await client.get("/memberships", params={"speaker_id": "no name!"})
    assert strange.status_code == 422
