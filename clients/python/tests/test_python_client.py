"""The Python client against a fleet in mock mode, over real HTTP."""

import io
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from agentforge_voice import (
    Client,
    InConflict,
    NoSuchService,
    NotLetIn,
    NotThere,
    TookTooLong,
    TooMany,
    Unreachable,
    VoiceError,
    WrongRequest,
)

from shared.testing.fleet import RunningFleet
from shared.testing.ports import free_port
from shared.testing.proxy import NetworkFault, UnreliableProxy

TEXT = "I think this is a very good school."
STAGES = ["asr", "align", "phonemap", "diff", "feedback"]
EVENTS = [
    "stage_started", "stage_finished", "partial_result", "task_postponed", "task_retried", "task_finished",
]  # fmt: skip


def test_a_recording_is_judged_and_its_words_are_typed(fleet: RunningFleet, recording: Path):
    with Client(fleet.url) as client:
        result = client.process(recording, text=TEXT, l1="hi", stages=STAGES)
    assert (result.status, result.assessable, result.reference_text) == ("succeeded", True, TEXT)
    assert [word.text for word in result.words] == TEXT.rstrip(".").split()
    assert result.words[2].phones[0].state in {"fine", "uncertain", "error"}
    assert {issue.word for issue in result.issues} <= {word.text for word in result.words}


def test_bytes_open_files_and_names_of_any_script_are_taken(
    fleet: RunningFleet, recording: Path, tmp_path: Path
):
    named = tmp_path / 'प्रिया "Übung", ш.wav'
    named.write_bytes(recording.read_bytes())
    with Client(fleet.url) as client, named.open("rb") as file:
        for audio in (named, str(named), recording.read_bytes(), file):
            assert (
                client.process(audio, text="A café’s “good” tea", stages=STAGES).status
                == "succeeded"
            )


def test_an_address_may_end_in_the_root_of_the_api(fleet: RunningFleet):
    with Client(f"{fleet.url}/api/v1/") as client:
        assert client.voices().default_voice


def test_a_task_is_followed_from_its_first_event_to_its_result(
    fleet: RunningFleet, recording: Path
):
    with Client(fleet.url) as client:
        task = client.submit(recording, text=TEXT)
        events = list(task.follow())
        assert [event.id for event in events] == list(range(1, len(events) + 1))
        assert {event.name for event in events} <= set(EVENTS)
        assert events[-1].name == "task_finished"
        result = task.result()
        assert str(result.task_id) == task.task_id
        assert task.task_id in {str(each.task_id) for each in client.tasks()}
        with pytest.raises(InConflict):
            task.cancel()
        task.delete()
        with pytest.raises(NotThere):
            client.task(task.task_id)


def test_turns_are_asked_for_by_the_filters_that_were_given(network: UnreliableProxy):
    with Client(network.url) as client:
        found = client.search("money back & more", limit=3, speaker="customer", agent=None)
    # Other tests of this fleet may have indexed calls of theirs.
    assert len(found.hits) <= 3
    assert {hit.speaker for hit in found.hits} <= {"customer"}
    (asked,) = [line for line, _ in network.seen if "/search" in line]
    query = urlsplit(asked.split()[1]).query
    assert dict(parse_qsl(query)) == {"q": "money back & more", "limit": "3", "speaker": "customer"}


def test_texts_are_translated_in_order_and_what_was_asked_is_sent(network: UnreliableProxy):
    texts = ["Where is my order AB-4521?", "नमस्ते"]
    with Client(network.url) as client:
        told = client.translate(texts, "Hindi", source="en", glossary={"order": "ऑर्डर"}, formality=None, round_trip=True)  # fmt: skip
        one = client.translate(texts[0], "hi")
    assert (told.target, len(told.translations)) == ("hi", 2)
    first = told.translations[0]
    assert first.source_language == "en"
    assert "AB-4521" in (first.translation or "")
    assert "".join(each.source for each in first.sentences) == texts[0]
    assert len(one.translations) == 1


def test_what_a_translation_is_refused_for_names_its_field(fleet: RunningFleet):
    with Client(fleet.url) as client, pytest.raises(WrongRequest) as refused:
        client.translate(["Good morning."], "Klingonese")
    assert refused.value.field == "target"


def test_a_language_is_detected_and_a_transcript_written_down(fleet: RunningFleet):
    with Client(fleet.url) as client:
        detected = client.detect("नमस्ते, आप कैसे हैं?")
        written = client.normalise("it costs twenty five dollars", language="en")
        left = client.normalise("it costs twenty five dollars", numbers=False, casing=False, punctuation=False)  # fmt: skip
    assert (detected.language, detected.script) == ("hi", "Deva")
    assert written.original == "it costs twenty five dollars"
    assert written.spans
    assert (left.written, left.spans) == (left.original, [])


def test_a_stream_that_is_cut_goes_on_after_the_last_event(
    network: UnreliableProxy, recording: Path
):
    network.faults = [NetworkFault("/events", cuts_after_events=2), NetworkFault("/events", cuts_after_events=1)]  # fmt: skip
    with Client(network.url) as client:
        events = list(client.submit(recording, text=TEXT).follow())
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    assert events[-1].name == "task_finished"
    asked_after = [headers["last-event-id"] for headers in network.requests("/events")]
    assert asked_after[:3] == ["0", "2", "3"]


def test_where_no_stream_can_be_had_the_task_is_asked_for(
    network: UnreliableProxy, recording: Path
):
    network.faults = [NetworkFault("/events", status=503) for _ in range(3)]
    with Client(network.url) as client:
        task = client.submit(recording, text=TEXT)
        assert [event.name for event in task.follow()] == ["task_finished"]
        assert task.result().assessable


def test_following_ends_when_the_callers_time_is_over(network: UnreliableProxy, recording: Path):
    with Client(network.url) as client:
        task_id = client.submit(recording, text=TEXT).task_id
        network.faults = [NetworkFault("/events", cuts_after_events=1)]
        with pytest.raises(TookTooLong):
            list(client.follow(task_id, timeout=0))


def test_who_is_refused_for_now_comes_again_after_the_time_named(
    network: UnreliableProxy, recording: Path
):
    network.faults = [NetworkFault("POST", status=429, retry_after="0"), NetworkFault("POST", status=503, retry_after="0")]  # fmt: skip
    with Client(network.url) as client:
        assert client.process(recording, text=TEXT, stages=STAGES).assessable
    keys = {headers["idempotency-key"] for headers in network.requests("POST")}
    assert (len(network.requests("POST")), len(keys)) == (3, 1)


def test_an_upload_whose_answer_is_lost_makes_no_second_task(
    network: UnreliableProxy, recording: Path
):
    network.faults = [NetworkFault("POST /api/v1/tasks", loses_answer=True)]
    with Client(network.url) as client:
        before = {str(task.task_id) for task in client.tasks()}
        task = client.submit(recording, text=TEXT)
        assert len(network.requests("POST /api/v1/tasks")) == 2
        assert {str(each.task_id) for each in client.tasks()} - before == {task.task_id}


def test_a_consent_whose_answer_is_lost_is_not_sent_again(
    network: UnreliableProxy, recording: Path
):
    network.faults = [NetworkFault("/consent", loses_answer=True)]
    with Client(network.url) as client:
        with pytest.raises(Unreachable):
            client.speakers.give_consent("lost", [recording])
        assert client.speakers.consent("lost").n_samples == 1


def test_a_limit_longer_than_the_callers_time_is_told_at_once(
    locked_fleet: RunningFleet, key: str, recording: Path
):
    with Client(locked_fleet.url, key, timeout=0.9) as client:
        for _ in range(3):
            client.submit(recording, text=TEXT)
        with pytest.raises(TooMany) as refusal:
            client.submit(recording, text=TEXT)
    assert refusal.value.type == "rate-limited"
    assert refusal.value.retry_after_s
    assert refusal.value.request_id


def test_nobody_is_let_in_without_a_key_that_counts(locked_fleet: RunningFleet, key: str):
    for wrong in (None, "afv_wrong"):
        with Client(locked_fleet.url, wrong) as client, pytest.raises(NotLetIn) as refusal:
            client.usage()
        assert (refusal.value.status, bool(refusal.value.title)) == (401, True)
    with Client(locked_fleet.url, f" {key}\n") as client:
        assert client.usage().key_id


def test_a_refused_recording_is_told_with_title_detail_and_request(fleet: RunningFleet):
    with Client(fleet.url) as client, pytest.raises(WrongRequest) as refusal:
        client.process(b"no sound at all", text=TEXT)
    problem = refusal.value
    assert (problem.status, problem.type, problem.field) == (415, "not-audio", "file")
    assert problem.title in str(problem)
    assert problem.request_id in str(problem)
    assert "WAV" in problem.detail


def test_an_option_that_nobody_knows_is_told_before_anything_is_sent(
    network: UnreliableProxy, recording: Path
):
    with Client(network.url) as client, pytest.raises(TypeError, match="reference_text"):
        client.process(recording, reference_text=TEXT)  # pyright: ignore[reportCallIssue]
    assert network.seen == []


def test_where_nobody_listens_it_is_soon_told():
    port = free_port()
    with Client(f"http://127.0.0.1:{port}") as client, pytest.raises(Unreachable):
        client.voices()


def test_another_server_is_not_taken_for_the_service(fleet: RunningFleet):
    """The page of the fleet answers 200 to anything but the API's paths; a result is none of it."""
    with Client(fleet.url) as client, pytest.raises(NoSuchService):
        client.ask(_page(), type(client.voices()))


def _page():
    from agentforge_voice.calls import ApiCall

    return ApiCall("GET", "/../../openapi.json")


@pytest.mark.parametrize("speaker_id", ["", ".", "..", "a/b", "a b", "é", "x" * 65])
def test_what_is_no_speakers_name_never_becomes_another_address(
    network: UnreliableProxy, speaker_id: str
):
    with Client(network.url) as client, pytest.raises(ValueError, match="named by"):
        client.speakers.erase(speaker_id)
    assert network.seen == []


def test_a_speaker_agrees_is_exported_and_erased(
    fleet: RunningFleet, recording: Path, tmp_path: Path
):
    with Client(fleet.url) as client:
        assert client.consent_wording().version
        given = client.speakers.give_consent("learner-7", [recording], expires_in_days=3)
        assert (given.holds, given.n_samples) == (True, 1)
        client.process(recording, text=TEXT, speaker_id="learner-7")
        with pytest.raises(NotThere, match="judged"):  # what a mock has judged is no progress
            client.speakers.progress("learner-7", limit=5)
        zipped = client.speakers.export("learner-7", tmp_path / "all.zip")
        assert zipfile.ZipFile(io.BytesIO(zipped.read_bytes())).testzip() is None
        assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]
        assert client.speakers.revoke_consent("learner-7").erased.samples == 1
        assert client.speakers.erase("learner-7").n_tasks == 1


def test_what_a_speaker_practised_is_told_with_its_slips(fleet: RunningFleet, practised: str):
    with Client(fleet.url) as client:
        progress = client.speakers.progress(practised, limit=5)
        assert progress.speaker_id == practised
        [recording] = progress.recordings
        assert {phone: (tally.n, tally.right) for phone, tally in recording.phones.items()} == {"TH": (2, 1)}  # fmt: skip
        assert [(slip.word, slip.target, slip.heard) for slip in recording.slips] == [("think", "TH", "T")]  # fmt: skip
        assert str(recording.task_id) in {str(task.task_id) for task in client.tasks(speaker_id=practised)}  # fmt: skip
        client.speakers.erase(practised)
        with pytest.raises(NotThere):
            client.speakers.progress(practised)


def test_a_word_is_spoken_and_its_sound_fetched_without_the_key_going_elsewhere(
    fleet: RunningFleet,
):
    with Client(fleet.url) as client:
        said = client.speak("very", phones=[["W", "EH1", "R", "IY0"]], speaker_id="learner-8")
        assert client.fetch(said.audio.url)[:4] == b"RIFF"
        elsewhere = said.audio.url.replace("127.0.0.1", "service.internal")
        assert client.fetch(elsewhere)[:4] == b"RIFF"  # its own address, by another name
        with pytest.raises(VoiceError, match="no address of the service"):
            client.fetch("https://example.org/a.wav")
