"""What can be asked for: one definition, read by form, storage, documentation and stages; and names that nobody knows."""

import hashlib
import json
from typing import Annotated, Any

import pytest

from shared.errors import InvalidInput

from ..app.api.forms import form_of
from ..app.domain.options import Sent, meanings_of, read_sent
from ..app.main import app as application
from ..app.pipelines.pronunciation.options import FEEDBACK_LANGUAGE, ProcessOptions
from ..app.pipelines.pronunciation.pipeline import PRONUNCIATION
from ..app.pipelines.spec import Pipeline
from ..app.schemas.results import STAGE_NAMES
from ..app.tasks.intake import Intake

pytestmark = pytest.mark.anyio

TEXT = "Very good."


# names that nobody knows


@pytest.mark.parametrize("path", ["/process", "/tasks"])
@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("reference_txt", "reference_text"),
        ("referenceText", "reference_text"),
        ("lang", "language"),
        ("consent_voice_clonning", "consent_voice_cloning"),
        ("stage", "stages"),
    ],
)
async def test_a_misspelt_field_is_told_with_the_one_that_was_meant(
    orchestrator, services, path, sent, meant
):
    response = await orchestrator.post(path, **{sent: TEXT})
    assert response.status_code == 422, response.text
    body = response.json()
    assert (body["type"], body["field"]) == ("invalid-input", sent)
    assert body["detail"] == f"there is no field {sent!r}: did you mean {meant}?"
    assert services.calls == []


async def test_a_field_like_no_other_is_answered_with_all_that_there_are(orchestrator):
    detail = (await orchestrator.post(colour="red")).json()["detail"]
    for name in (*ProcessOptions.model_fields, "file", "voice_samples,"):
        assert name in detail


async def test_voice_samples_are_known_by_either_name(orchestrator, services, wav):
    samples = ("s.wav", wav, "audio/wav")
    files = [("file", samples), ("voice_samples", samples), ("voice_samples[]", samples)]
    form = {"reference_text": TEXT, "consent_voice_cloning": "true"}
    response = await orchestrator.client.post("/process", files=files, data=form)
    assert response.status_code == 200, response.text
    assert services.requests["vc"]["sample_keys"].count(".wav") == 2


async def test_a_field_that_is_sent_twice_is_refused(orchestrator, wav):
    form = {"reference_text": [TEXT, "Another."]}
    response = await orchestrator.client.post("/tasks", files={"file": ("s.wav", wav)}, data=form)
    assert (response.status_code, response.json()["field"]) == (422, "reference_text")
    assert "send it once" in response.json()["detail"]


async def test_an_unknown_query_parameter_is_refused_not_passed_over(orchestrator):
    response = await orchestrator.client.get("/tasks", params={"state": "failed"})
    assert (response.status_code, response.json()["field"]) == (422, "state")


# the language of the feedback


async def test_the_language_of_the_feedback_gets_to_the_coach(orchestrator, services):
    services.languages = ["en", "hi"]
    assert (await orchestrator.post(reference_text=TEXT, language="hi")).status_code == 200
    assert services.requests["feedback"]["language"] == "hi"
    await orchestrator.post(reference_text=TEXT)
    assert services.requests["feedback"]["language"] == "en"


@pytest.mark.parametrize("path", ["/process", "/tasks"])
async def test_a_language_that_the_coach_lacks_is_refused_before_there_is_a_task(
    orchestrator, services, path
):
    response = await orchestrator.post(path, reference_text=TEXT, language="ta")
    assert (response.status_code, response.json()["field"]) == (422, "language")
    assert response.json()["detail"] == "there is no feedback in 'ta'; there is: en"
    assert services.calls == []


async def test_where_no_feedback_is_asked_for_no_language_is_asked_about(orchestrator, services):
    response = await orchestrator.post(reference_text=TEXT, language="ta", stages="asr")
    assert response.status_code == 200


async def test_a_language_is_taken_on_trust_while_the_feedback_service_is_down(
    monkeypatch, start, services
):
    monkeypatch.setenv("FEEDBACK_URL", "http://127.0.0.1:9")
    async with start() as orchestrator:
        body = (await orchestrator.post(language="ta", reference_text=TEXT)).json()
    assert body["status"] == "partial"


@pytest.mark.parametrize("language", ["Klingon", "e", "e-US", "e\0", "հի"])
async def test_a_language_is_an_iso_code(orchestrator, language):
    response = await orchestrator.post(language=language)
    assert (response.status_code, response.json()["field"]) == (422, "language")


# what is stored


async def test_a_task_of_the_release_before_is_read_with_the_defaults_of_what_came_since(
    orchestrator, services, rows
):
    task_id = (await orchestrator.post(reference_text=TEXT, l1="hi")).json()["task_id"]
    before = await orchestrator.get(task_id)
    old = {
        "speaking_rate": 0.8, "stages": ["asr", "align"], "lexicon": {"a": ["AH0"]},
        "sample_keys": [], "request_id": None, "is_waited_for": True,
    }  # fmt: skip
    rows(f"UPDATE tasks SET options = '{json.dumps(old)}' WHERE id = ?", task_id)
    assert await orchestrator.get(task_id) == before


def intake(**sent: Any) -> Intake:
    options = read_sent(ProcessOptions, sent)
    return Intake(PRONUNCIATION.name, options, b"recording", (b"sample",), 1.0)


def test_a_request_equals_the_one_that_the_release_before_stored():
    """What it hashed is written out here: all nine fields, and the audio's hashes."""
    fields = {
        "reference_text": TEXT, "l1": None, "voice": None, "speaking_rate": 1.0,
        "stages": ["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"],
        "lexicon": {}, "consent_voice_cloning": False, "speaker_id": None, "say_heard": False,
    }  # fmt: skip
    expected = hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode())
    for content in (b"recording", b"sample"):
        expected.update(hashlib.sha256(content).digest())
    assert intake(reference_text=TEXT).fingerprint == expected.hexdigest()


def test_a_request_that_sets_a_newer_field_is_another_one():
    plain = intake(reference_text=TEXT)
    assert intake(reference_text=TEXT, language=FEEDBACK_LANGUAGE).fingerprint == plain.fingerprint
    assert intake(reference_text=TEXT, language="hi").fingerprint != plain.fingerprint


# the definition


def test_every_option_says_what_it_means():
    assert set(meanings_of(ProcessOptions)) == set(ProcessOptions.model_fields)


def test_of_several_wrong_fields_the_first_of_the_definition_is_told():
    with pytest.raises(InvalidInput) as refused:
        read_sent(ProcessOptions, {"stages": "dance", "reference_text": "…", "speaker_id": "a b"})
    assert refused.value.field == "reference_text"


def test_the_documentation_has_every_option_as_it_is_sent():
    schemas = application.openapi()["components"]["schemas"]
    forms = [
        each["properties"] for each in schemas.values() if "say_heard" in each.get("properties", {})
    ]
    assert len(forms) == 2
    for form in forms:
        assert form.keys() >= ProcessOptions.model_fields.keys() | {"file"}
        assert form["speaking_rate"]["default"] == 1.0
        assert form["language"]["default"] == "en"
        assert ", ".join(STAGE_NAMES) in form["stages"]["description"]


def test_a_new_field_is_a_line_of_the_definition():
    class Wider(ProcessOptions):
        colour: Annotated[str, Sent(lambda sent: (sent or "red").lower())] = "red"
        """Of the chart."""

    pipeline = Pipeline("wider", PRONUNCIATION.stages, options=Wider)
    parameter = form_of(pipeline).__signature__.parameters["colour"]  # pyright: ignore[reportFunctionMemberAccess]
    assert parameter.default == "red"
    read = read_sent(Wider, {"colour": "BLUE", "reference_text": TEXT})
    assert (read.colour, read.reference_text) == ("blue", TEXT)
    assert Wider.model_validate(read.model_dump(mode="json")) == read
    assert read.identity()["colour"] == "blue"
    assert "colour" not in read_sent(Wider, {}).identity()


def test_a_region_and_capitals_of_the_language_make_no_difference():
    assert read_sent(ProcessOptions, {"language": "en-US"}).language == "en"
    assert read_sent(ProcessOptions, {"language": "HI"}).language == "hi"
    for l1 in ("hi-IN", "HI", "hi_IN", "Hindi", "hin"):
        assert read_sent(ProcessOptions, {"l1": l1}).l1 == "hi"


def test_stages_are_named_in_any_case():
    assert read_sent(ProcessOptions, {"stages": "ASR, Align"}).stages == ("asr", "align")
