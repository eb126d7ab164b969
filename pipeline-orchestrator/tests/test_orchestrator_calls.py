"""Calls through the door: who said what, how it went, how clearly the agent spoke, and which moments are worth a minute."""

import asyncio
import io
import json
import wave
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile

from shared.audio import encode_wav
from shared.audio.wav import decode_wav
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing.ports import free_port

from .conftest import DIFF, FakeServices, Orchestrator
from .test_orchestrator_restart import orchestrator_process
from .test_orchestrator_transcripts import aligned, arrived, events_of, kept

pytestmark = pytest.mark.anyio
TONE = (np.sin(np.arange(30 * 16_000) / 5) * 0.3).astype(np.float32)
MONO = encode_wav(TONE, 16_000)
AGENT = ["Thank you for calling us.", "", "It costs thirty dollars a month."]
CUSTOMER = ["", "How much is it please.", ""]


def stereo() -> bytes:
    """The agent at a quarter of the customer's level, so that channels are told apart."""
    buffer = io.BytesIO()
    soundfile.write(buffer, np.stack([TONE / 4, TONE], axis=1), 16_000, format="WAV", subtype="PCM_16")  # fmt: skip
    return buffer.getvalue()


async def sent(orchestrator: Orchestrator, content: bytes = MONO, **form: str) -> str:
    files = {"file": ("call.wav", content, "audio/wav")}
    form = {"recording_notice": "true"} | form
    response = await orchestrator.client.post("/calls", files=files, data=form)
    assert response.status_code == 202, response.text
    return response.json()["task_id"]


async def call_of(orchestrator: Orchestrator, task_id: str) -> dict[str, Any]:
    """When the task is over."""
    await orchestrator.client.get(f"/tasks/{task_id}/events")
    response = await orchestrator.client.get(f"/calls/{task_id}")
    assert response.status_code == 200, response.text
    return response.json()


def by_channels(services: FakeServices) -> None:
    services.long.in_turn = [AGENT, CUSTOMER]
    services.conversation.spoken = [
        ("channel_1", 0.5, 10.0), ("channel_2", 10.5, 20.0), ("channel_1", 20.5, 30.0),
    ]  # fmt: skip


def judged(*issues: dict[str, Any]) -> dict[str, Any]:
    """A diff of one word, `thirty`, said when the third piece begins."""
    word = {
        "index": 0, "text": "thirty", "start_s": 23.0, "end_s": 23.5, "accuracy": 60.0,
        "error_type": "mispronunciation" if issues else "none", "phones": [], "insertions": [],
    }  # fmt: skip
    return DIFF | {"words": [word], "issues": list(issues), "text_source": "transcript"}


SLIP = {
    "id": "i1", "rule": "TH_T", "category": "consonant", "word_index": 0, "word": "thirty", "phone_index": 0,
    "target": "TH", "target_ipa": "θ", "heard": "T", "heard_ipa": "t", "start_s": 23.0, "end_s": 23.1,
    "probability": 0.93, "severity": "high", "priority": 1, "message": "the th of “thirty” was heard as t", "tip": "TH_T",
}  # fmt: skip


# in, through and out


async def test_a_call_becomes_turns_of_agent_and_customer(orchestrator, services):
    response = await orchestrator.post(
        "/api/v1/calls", content=MONO, call_id="C 1", tags="vip, new"
    )
    task_id = response.json()["task_id"]
    assert response.headers["location"] == f"/api/v1/calls/{task_id}"
    shown = await call_of(orchestrator, task_id)
    assert (shown["status"], shown["by"], shown["duration_s"]) == ("succeeded", "voices", 30.0)
    assert [(each["speaker"], each["text"]) for each in shown["turns"]] == [
        ("agent", "Hello there."), ("customer", "It is raining."), ("agent", "Goodbye."),
    ]  # fmt: skip
    assert shown["facts"] | {"started_at": None} == {
        "call_id": "C 1", "customer": None, "direction": None, "started_at": None, "tags": ["vip", "new"],
        "recording_notice": False,
    }  # fmt: skip
    assert any("recording_notice" in each for each in shown["warnings"])
    assert {each["name"]: each["status"] for each in shown["stages"]} == dict.fromkeys(
        ("diarize", "asr", "analyse", "accent", "moments", "index"), "succeeded"
    )
    assert len(shown["talk"]["turns"]) == 3
    assert shown["moments"] == []
    assert await orchestrator.get(task_id) == shown


async def test_each_channel_is_heard_by_itself_and_nobody_is_confused(orchestrator, services):
    by_channels(services)
    task_id = await sent(orchestrator, stereo(), channels="true", agent="1")
    shown = await call_of(orchestrator, task_id)
    assert [(each["speaker"], each["channel"], each["text"]) for each in shown["turns"]] == [
        ("agent", 0, "Thank you for calling us."),
        ("customer", 1, "How much is it please."),
        ("agent", 0, "It costs thirty dollars a month."),
    ]
    assert [each["from_piece"] for each in services.long.asked] == ["0", "0"]
    stored = await open_store(CommonSettings()).get(f"tasks/local/{task_id}/recording.wav")
    with wave.open(io.BytesIO(stored)) as file:
        assert (file.getnchannels(), file.getnframes()) == (2, len(TONE))
    [(_, asked)] = [each for each in services.conversation.asked if each[0] == "diarize"]
    assert asked == {
        "audio_key": f"tasks/local/{task_id}/recording.wav", "channels": "true", "speakers": "2",
    }  # fmt: skip
    for turn, level in ((0, 0.25), (1, 1.0)):
        played = await orchestrator.client.get(f"/calls/{task_id}/turns/{turn}/audio")
        samples, _ = decode_wav(played.content)
        assert np.abs(samples).max() == pytest.approx(0.3 * level, abs=0.01)


@pytest.mark.parametrize(
    ("form", "agent"),
    [
        ({}, "Hello there."),
        ({"agent": "2"}, "It is raining."),
        ({"direction": "outbound"}, "It is raining."),
        ({"direction": "outbound", "agent": "1"}, "Hello there."),
        ({"direction": "INBOUND"}, "Hello there."),
    ],
)
async def test_whose_voice_is_the_agents(orchestrator, services, form, agent):
    shown = await call_of(orchestrator, await sent(orchestrator, **form))
    first = next(each for each in shown["turns"] if each["speaker"] == "agent")
    assert first["text"] == agent


async def test_how_far_it_is_is_told_over_all_channels(orchestrator, services):
    by_channels(services)
    task_id = await sent(orchestrator, stereo(), channels="true")
    told = await events_of(orchestrator, task_id)
    progress = [
        (fields["n_done"], fields["n_pieces"])
        for name, fields in told
        if name == "stage_progress" and fields["stage"] == "asr"
    ]
    assert progress[0] == (0, 6)
    assert progress[-1] == (6, 6)
    assert progress == sorted(progress)


async def test_what_is_personal_is_neither_shown_nor_stored(orchestrator, services):
    services.long.said = ["Your number please.", "It is 5551234 okay.", "Goodbye."]
    services.conversation.personal = {"5551234": "PHONE_NUMBER"}
    task_id = await sent(orchestrator)
    shown = await call_of(orchestrator, task_id)
    turn = shown["turns"][1]
    assert (turn["text"], turn["redacted"]) == ("It is <PHONE_NUMBER> okay.", ["PHONE_NUMBER"])
    assert turn["written"] == "It is <PHONE_NUMBER> okay."
    assert any(each.startswith("1 personal span") for each in shown["warnings"])
    store = open_store(CommonSettings())
    for key in await services.stored(f"tasks/local/{task_id}"):
        assert b"5551234" not in await store.get(key), key
    played, rate_hz = decode_wav(
        (await orchestrator.client.get(f"/calls/{task_id}/turns/1/audio")).content
    )
    begins_s = turn["start_s"] - 0.15
    word = next(each for each in turn["words"] if each["text"] == "<PHONE_NUMBER>")
    first, last = (round((word[at] - begins_s) * rate_hz) for at in ("start_s", "end_s"))
    assert not played[first:last].any()
    assert played[:first].any()
    asked = [sent for endpoint, sent in services.conversation.asked if endpoint == "analyse"]
    assert "5551234" not in str(asked)
    assert "5551234" not in str(services.indexed[task_id])


async def test_where_that_was_switched_off_all_is_kept(orchestrator, services):
    services.long.said = ["It is 5551234 okay."]
    services.conversation.personal = {"5551234": "PHONE_NUMBER"}
    shown = await call_of(orchestrator, await sent(orchestrator, redact="false"))
    assert shown["turns"][0]["text"] == "It is 5551234 okay."
    assert "redact" not in [endpoint for endpoint, _ in services.conversation.asked]


async def test_what_can_not_be_redacted_is_no_result(orchestrator, services):
    services.conversation.fails["redact"] = 500
    task_id = await sent(orchestrator)
    shown = await call_of(orchestrator, task_id)
    assert (shown["status"], shown["turns"]) == ("failed", [])
    assert not [key for key in await services.stored("tasks/") if key.endswith("asr.json")]


async def test_slips_in_words_that_must_be_right_become_moments(orchestrator, services):
    by_channels(services)
    services.answers["align"] = aligned("TH", "ER", text="thirty")
    services.answers["diff"] = judged(SLIP)
    shown = await call_of(
        orchestrator, await sent(orchestrator, stereo(), channels="true", l1="hi")
    )
    accent = shown["accent"]
    assert (accent["n_words"], accent["n_clear_words"]) == (1, 0)
    [habit] = accent["habits"]
    assert (habit["tip"], habit["n"], habit["n_key_words"], habit["turns"]) == ("TH_T", 1, 1, [2])
    [moment] = shown["moments"]
    assert (moment["rule"], moment["practise"], moment["is_good"]) == ("hidden_key_word", 2, False)
    assert "thirty" in moment["reason"]
    assert moment["evidence"][0]["start_s"] == 23.0
    asked = services.requests["diff"]
    assert (asked["l1"], asked["text_source"]) == ("hi", "transcript")
    assert services.requests["phonemap"]["text"].endswith("It costs thirty dollars a month.")
    listed = (await orchestrator.client.get("/calls")).json()["items"]
    outcome = listed[0]["outcome"]
    assert (outcome["moments"], outcome["habits"]) == (["hidden_key_word"], {"TH_T": 1})
    plain = await orchestrator.client.get("/tasks", params={"pipeline": "calls"})
    assert plain.json()["items"][0]["outcome"] is None


async def test_words_of_your_own_are_sent_with_the_stretches_that_have_them(orchestrator, services):
    by_channels(services)
    services.answers["align"] = aligned("TH", "ER", text="thirty")
    services.answers["diff"] = judged(SLIP)
    own = {"Dollars": ["D AA1 L AH0 Z"], "Flipkart": ["F L IH1 P K AA2 R T"]}
    task_id = await sent(orchestrator, stereo(), channels="true", lexicon=json.dumps(own))
    await call_of(orchestrator, task_id)
    told = {"Dollars": own["Dollars"]}
    assert json.loads(services.requests["align"]["lexicon"]) == told
    assert services.requests["phonemap"]["lexicon"] == told
    replayed = await orchestrator.client.post(f"/calls/{task_id}/replay", json={"moment": 0})
    await orchestrator.finished(replayed.json()["task_id"])
    assert services.requests["phonemap"] == {"text": "It costs thirty dollars a month.", "lexicon": told}  # fmt: skip


async def test_an_agent_who_can_not_be_judged_leaves_the_rest(orchestrator, services):
    services.long.said = ["One two three.", "Yes I see.", "Four five six."]
    services.refuse("align", 500)
    services.conversation.negative = {"see": 0.9}
    shown = await call_of(orchestrator, await sent(orchestrator))
    assert shown["status"] == "partial"
    assert shown["accent"] is None
    assert {each["name"]: each["status"] for each in shown["stages"]}["moments"] == "succeeded"


async def test_without_an_analysis_moments_of_words_stay(orchestrator, services):
    services.long.said = ["The code is blue river.", "Can you repeat that please.", "Blue river."]
    services.conversation.fails["analyse"] = 500
    shown = await call_of(orchestrator, await sent(orchestrator))
    assert (shown["status"], shown["talk"]) == ("partial", None)
    assert [each["rule"] for each in shown["moments"]] == ["asked_to_repeat"]


ASKED_AGAIN = ["The code is blue river.", "Can you repeat that please.", "Blue river."]


async def test_moments_may_be_in_the_words_of_a_language_model(orchestrator, services):
    services.long.said = ASKED_AGAIN
    services.moments_prefix, services.moments_source = "Well: ", "llm"
    [moment] = (await call_of(orchestrator, await sent(orchestrator)))["moments"]
    assert moment["worded_by"] == "llm"
    assert moment["reason"].startswith("Well: The customer asked")
    [asked] = services.requests["moments"]["moments"]
    assert asked["quotes"]
    assert asked["reason"] == moment["reason"].removeprefix("Well: ")


async def test_moments_stay_in_the_rules_words_where_the_coach_is_away(orchestrator, services):
    services.long.said = ASKED_AGAIN
    services.refuse("moments", 500)
    shown = await call_of(orchestrator, await sent(orchestrator))
    [moment] = shown["moments"]
    assert (shown["status"], moment["worded_by"]) == ("succeeded", "rules")


async def test_words_from_which_nothing_was_taken_out_are_given_to_no_model(orchestrator, services):
    services.long.said = ASKED_AGAIN
    shown = await call_of(orchestrator, await sent(orchestrator, redact="false"))
    assert len(shown["moments"]) == 1
    assert "moments" not in services.requests


async def test_a_call_in_another_language_is_told_and_not_judged(
    orchestrator, services, monkeypatch
):
    services.long.language = "hi"
    shown = await call_of(orchestrator, await sent(orchestrator, language="auto"))
    stages = {each["name"]: (each["status"], each["reason"]) for each in shown["stages"]}
    assert stages["accent"] == ("skipped", "not_english")
    assert (shown["status"], len(shown["turns"])) == ("succeeded", 3)


async def test_a_call_in_which_nobody_speaks(orchestrator, services):
    services.long.said = ["", "", ""]
    services.conversation.spoken = []
    shown = await call_of(orchestrator, await sent(orchestrator))
    assert (shown["status"], shown["assessable"], shown["reason"]) == ("succeeded", False, "no_speech")  # fmt: skip
    assert (shown["turns"], shown["moments"]) == ([], [])


# what is not taken


@pytest.mark.parametrize(
    ("content", "form", "status", "field"),
    [
        (MONO, {"channels": "true"}, 422, "channels"),
        (stereo(), {"channels": "true", "agent": "3"}, 422, "agent"),
        (MONO, {"agent": "0"}, 422, "agent"),
        (MONO, {"agent": "nine"}, 422, "agent"),
        (MONO, {"speakers": "99"}, 422, "speakers"),
        (MONO, {"direction": "sideways"}, 422, "direction"),
        (MONO, {"started_at": "yesterday"}, 422, "started_at"),
        (MONO, {"started_at": "2026-11-28T10:00:00"}, 422, "started_at"),
        (MONO, {"customer": "Mrs Smith"}, 422, "customer"),
        (MONO, {"call_id": "x" * 200}, 422, "call_id"),
        (MONO, {"tags": ",".join(map(str, range(30)))}, 422, "tags"),
        (MONO, {"language": "Klingon"}, 422, "language"),
        (MONO, {"l1": "Klingon"}, 422, "l1"),
        (MONO, {"speaker_id": "no body"}, 422, "speaker_id"),
        (b"no sound at all, however one looks at it", {}, 415, "file"),
    ],
)
async def test_what_is_not_taken_names_its_field_and_leaves_nothing(
    orchestrator, services, content, form, status, field
):
    response = await orchestrator.post("/calls", content=content, **form)
    assert response.status_code == status, response.text
    assert response.json()["field"] == field
    assert (await orchestrator.client.get("/calls")).json()["items"] == []
    assert await services.stored("tasks/") == set()


async def test_a_time_is_kept_as_it_was_sent(orchestrator, services):
    task_id = await sent(orchestrator, started_at="2026-11-28T09:30:00+05:30", customer="c-9")
    shown = await call_of(orchestrator, task_id)
    assert shown["facts"]["started_at"] == "2026-11-28T09:30:00+05:30"
    assert shown["facts"]["customer"] == "c-9"
    [listed] = (await orchestrator.client.get("/calls")).json()["items"]
    assert listed["facts"] == shown["facts"]


async def test_another_task_is_no_call(orchestrator, services):
    judged_id = (await orchestrator.post(reference_text="Very good")).json()["task_id"]
    client = orchestrator.client
    for path in ("", "/turns/0/audio"):
        assert (await client.get(f"/calls/{judged_id}{path}")).status_code == 404
    replayed = await client.post(f"/calls/{judged_id}/replay", json={"turn": 0})
    assert replayed.status_code == 404


async def test_a_call_can_be_searched_with_its_moods_and_habits(orchestrator, services):
    by_channels(services)
    services.answers["align"] = aligned("TH", "ER", text="thirty")
    services.answers["diff"] = judged(SLIP)
    services.conversation.negative = {"much": 0.9}
    task_id = await sent(orchestrator, stereo(), channels="true", speaker_id="agent-1", customer="c-9", tags="vip")  # fmt: skip
    await call_of(orchestrator, task_id)
    found = services.indexed[task_id]
    assert (found["agent"], found["customer"], found["tags"]) == ("agent-1", "c-9", ["vip"])
    assert (found["kind"], found["language"], found["habits"]) == ("call", "en", ["TH_T"])
    assert [(each["index"], each["speaker"], each.get("sentiment")) for each in found["turns"]] == [
        (0, "agent", "neutral"), (1, "customer", "negative"), (2, "agent", "neutral"),
    ]  # fmt: skip


# said again


async def test_a_moment_becomes_a_practice_in_the_agents_list(orchestrator, services):
    by_channels(services)
    services.answers["align"] = aligned("TH", "ER", text="thirty")
    services.answers["diff"] = judged(SLIP)
    task_id = await sent(orchestrator, stereo(), channels="true", speaker_id="agent-1", l1="hi")
    await call_of(orchestrator, task_id)
    client = orchestrator.client
    replayed = await client.post(f"/calls/{task_id}/replay", json={"moment": 0})
    assert replayed.status_code == 202, replayed.text
    told = replayed.json()
    assert (told["practise"], told["sentence"]) == (2, "It costs thirty dollars a month.")
    [played] = told["exchange"]
    assert played["url"].endswith(f"/calls/{task_id}/turns/2/audio")
    practice = await orchestrator.finished(told["task_id"])
    assert practice["reference_text"] == "It costs thirty dollars a month."
    assert practice["audio"]["reference"] is not None
    listed = (await client.get("/tasks", params={"speaker_id": "agent-1"})).json()["items"]
    assert [each["task_id"] for each in listed] == [told["task_id"]]
    again = await client.post(f"/calls/{task_id}/replay", json={"moment": 0})
    assert again.json() == told


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({}, 422, "moment"),
        ({"moment": 7}, 404, "moment"),
        ({"turn": 70}, 404, "turn"),
        ({"turn": 1}, 422, "turn"),
        ({"turn": 2}, 422, "turn"),
        ({"moment": -1}, 422, "moment"),
    ],
)
async def test_what_can_not_be_said_again_says_why(orchestrator, services, asked, status, field):
    task_id = await sent(orchestrator)  # the agent's turns have two words and one
    await call_of(orchestrator, task_id)
    replayed = await orchestrator.client.post(f"/calls/{task_id}/replay", json=asked)
    assert (replayed.status_code, replayed.json()["field"]) == (status, field)


async def test_before_turns_are_known_nothing_can_be_played(orchestrator, services):
    gate = services.long.hold(0)
    task_id = await sent(orchestrator)
    await arrived(gate)
    client = orchestrator.client
    assert (await client.get(f"/calls/{task_id}/turns/0/audio")).status_code == 409
    assert (await client.post(f"/calls/{task_id}/replay", json={"turn": 0})).status_code == 409
    gate.open.set()
    await call_of(orchestrator, task_id)
    assert (await client.get(f"/calls/{task_id}/turns/9/audio")).status_code == 404


# going on, and away


async def test_a_killed_orchestrator_goes_on_in_the_channel_and_piece_it_was_at(start, services):
    by_channels(services)
    gate = services.long.hold((1, 1))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = orchestrator_process(port)
    try:
        transport = httpx.AsyncHTTPTransport(retries=10)
        async with httpx.AsyncClient(transport=transport, timeout=60) as client:
            files = {"file": ("call.wav", stereo(), "audio/wav")}
            accepted = await client.post(f"{url}/calls", files=files, data={"channels": "true"})
            task_id = accepted.json()["task_id"]
            await arrived(gate)
            await kept(services, task_id, "1-asr/00003.json")
    finally:
        process.kill()
        process.wait()
    gate.open.set()
    async with start() as second:
        shown = await call_of(second, task_id)
    assert shown["status"] == "succeeded", shown
    assert [each["text"] for each in shown["turns"]] == [
        "Thank you for calling us.", "How much is it please.", "It costs thirty dollars a month.",
    ]  # fmt: skip
    assert [endpoint for endpoint, _ in services.conversation.asked].count("diarize") == 1
    assert [each["from_piece"] for each in services.long.asked] == ["0", "0", "3", "1"]


async def test_an_erased_call_leaves_nothing(orchestrator, services):
    task_id = await sent(orchestrator, speaker_id="agent-1")
    await call_of(orchestrator, task_id)
    assert (await orchestrator.client.delete("/speakers/agent-1")).status_code in {200, 202, 204}
    for _ in range(100):
        if not await services.stored(f"tasks/local/{task_id}"):
            break
        await asyncio.sleep(0.05)
    assert await services.stored(f"tasks/local/{task_id}") == set()
    assert (await orchestrator.client.get(f"/calls/{task_id}")).status_code in {404, 410}
    assert services.indexed == {}


async def test_a_cancelled_call_is_cancelled(orchestrator, services):
    gate = services.long.hold(1)
    task_id = await sent(orchestrator)
    await arrived(gate)
    assert (await orchestrator.client.post(f"/tasks/{task_id}/cancel")).status_code == 202
    gate.open.set()
    assert (await call_of(orchestrator, task_id))["status"] == "cancelled"
