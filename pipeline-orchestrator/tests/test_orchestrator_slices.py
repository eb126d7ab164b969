"""Words to play one by one: the learner's, the reference's, and a wrong one as it was heard."""

import io
import wave

import pytest

from shared.contracts import Alignment, JudgedWord

from ..app.pipelines.pronunciation import heard

pytestmark = pytest.mark.anyio

TEXT = "very good"
TIMES = [
    {"text": "very", "start_s": 0.1, "end_s": 0.4, "phones": []},
    {"text": "good", "start_s": 0.4, "end_s": 0.7, "phones": []},
]


def phone(index: int, target: str, **said) -> dict:
    fine = {
        "index": index, "target": target, "ipa": "x", "start_s": 0.1, "end_s": 0.2, "score": 90.0,
        "state": "fine", "error_type": "none", "heard": target, "heard_ipa": "x", "heard_probability": 0.9,
    }  # fmt: skip
    return fine | said


def word(index: int, text: str, phones: list[dict], **said) -> dict:
    plain = {
        "index": index, "text": text, "start_s": 0.2, "end_s": 0.5, "accuracy": 80.0,
        "error_type": "none", "phones": phones, "insertions": [],
    }  # fmt: skip
    return plain | said


WRONG = {"state": "error", "error_type": "substitution", "heard": "W"}
VERY = word(
    0,
    "very",
    [phone(0, "V", **WRONG), phone(1, "EH"), phone(2, "R"), phone(3, "IY")],
    error_type="mispronunciation",
)
GOOD = word(1, "good", [phone(0, "G"), phone(1, "UH"), phone(2, "D")])


def _duration_s(content: bytes) -> float:
    with wave.open(io.BytesIO(content)) as file:
        return file.getnframes() / file.getframerate()


@pytest.fixture
def judged(services, diff):
    services.answers["diff"] = diff | {"words": [VERY, GOOD]}
    return services


@pytest.fixture
def spoken(judged, speech):
    judged.answers["tts"] = speech | {"words": TIMES}
    return judged


async def _processed(orchestrator, **form: str) -> dict:
    return (await orchestrator.post(reference_text=TEXT, **form)).json()


async def test_each_word_has_its_place_in_both_recordings(orchestrator, spoken):
    body = await _processed(orchestrator)
    very, good = body["slices"]
    assert (very["word_index"], very["text"]) == (0, "very")
    assert (very["learner"]["start_s"], very["learner"]["end_s"]) == (0.2, 0.5)
    assert (good["reference"]["start_s"], good["reference"]["end_s"]) == (0.4, 0.7)
    assert very["heard"] is None


@pytest.mark.parametrize("of", ["learner", "reference", "own_voice"])
async def test_the_address_of_a_slice_plays_just_that_part(orchestrator, spoken, of):
    body = await _processed(orchestrator, consent_voice_cloning="true")
    response = await orchestrator.client.get(body["slices"][0][of]["url"])
    assert response.headers["content-type"] == "audio/wav"
    asked = {"range": "bytes=0-1"}
    part = await orchestrator.client.get(body["slices"][0][of]["url"], headers=asked)
    assert (part.status_code, part.content, part.headers["accept-ranges"]) == (206, b"RI", "bytes")
    # 0.3 s of the word, 30 ms on both sides
    assert _duration_s(response.content) == pytest.approx(0.36, abs=0.001)


async def test_a_word_left_out_has_no_slice_of_the_learner(orchestrator, judged, diff):
    left_out = GOOD | {"error_type": "omission", "start_s": None, "end_s": None}
    judged.answers["diff"] = diff | {"words": [VERY, left_out]}
    body = await _processed(orchestrator)
    assert body["slices"][1]["learner"] is None
    missing = await orchestrator.client.get(f"/tasks/{body['task_id']}/words/1/audio")
    assert (missing.status_code, missing.json()["type"]) == (404, "not-found")


async def test_a_reference_without_times_has_no_slices(orchestrator, judged):
    body = await _processed(orchestrator)
    assert body["slices"][0]["reference"] is None
    assert body["slices"][0]["learner"] is not None


async def test_what_the_reference_reads_otherwise_has_no_slice_of_it(
    orchestrator, judged, alignment, speech
):
    """The learner says two words where the reference says three."""
    nine = [{"text": text, "start_s": t, "end_s": t + 0.1, "phones": []}
            for t, text in enumerate(["half", "past", "nine", "good"])]  # fmt: skip
    judged.answers["tts"] = speech | {"words": nine}
    heard = {"first_word": 0, "n_words": 3, "words": ["very"]}
    judged.answers["align"] = alignment | {"read_otherwise": [heard]}
    body = await _processed(orchestrator)
    very, good = body["slices"]
    assert (very["text"], very["reference"]) == ("very", None)
    assert (good["text"], good["reference"]["start_s"]) == ("good", 3.0)
    played = await orchestrator.client.get(good["reference"]["url"])
    assert played.status_code == 200


@pytest.mark.parametrize(("index", "status"), [("9", 404), ("-1", 422), ("x", 422)])
async def test_there_is_no_other_word(orchestrator, spoken, index, status):
    body = await _processed(orchestrator)
    response = await orchestrator.client.get(f"/tasks/{body['task_id']}/words/{index}/audio")
    assert response.status_code == status


async def test_a_wrong_word_is_spoken_as_it_was_heard_where_that_is_asked_for(orchestrator, spoken):
    silent = await _processed(orchestrator)
    assert silent["slices"][0]["heard"] is None
    body = await _processed(orchestrator, say_heard="true")
    assert spoken.requests["tts"]["phones"] == [["W", "EH0", "R", "IY0"]]
    assert spoken.requests["tts"]["text"] == "very"
    assert body["slices"][0]["heard"]["url"].startswith("http")
    assert body["slices"][1]["heard"] is None


async def test_what_was_heard_waits_for_the_diff(orchestrator, spoken):
    body = await _processed(orchestrator, say_heard="true")
    assert spoken.calls.index("diff") < spoken.calls.index("tts")
    refused = await orchestrator.post(say_heard="true", stages="asr,phonemap,tts")
    assert body["status"] == "succeeded"
    assert (refused.status_code, refused.json()["field"]) == (422, "stages")


def _heard(word: dict, stresses: list[int | None], alignment: dict) -> list[str] | None:
    evidence = [
        {
            "index": index, "target": "AH", "stress": stress, "start_s": 0, "end_s": 0, "heard": None,
            "heard_probability": None, "error_probability": None, "deletion_probability": None,
            "candidates": [], "log_posterior": None, "margin": None, "quality": None,
        }
        for index, stress in enumerate(stresses)
    ]  # fmt: skip
    aligned = {
        "index": 0, "text": "x", "start_s": 0, "end_s": 0, "variant": 0, "quality": None, "phones": evidence,
    }  # fmt: skip
    return heard.heard_phones(
        JudgedWord.model_validate(word), Alignment.model_validate(alignment | {"words": [aligned]})
    )


def test_errors_take_the_place_of_their_targets_and_keep_the_stress(alignment):
    said = _heard(VERY, [None, 1, None, 0], alignment)
    assert said == ["W", "EH1", "R", "IY0"]


def test_a_dropped_phone_is_left_out_and_an_added_one_put_in(alignment):
    dropped = {"state": "error", "error_type": "deletion", "heard": None}
    added = {
        "heard": "IH", "heard_ipa": "ɪ", "before_phone": 0, "probability": 0.9, "state": "error",
        "start_s": 0.1, "end_s": 0.15,
    }  # fmt: skip
    school = word(
        0,
        "school",
        [phone(0, "S"), phone(1, "K"), phone(2, "UW"), phone(3, "L", **dropped)],
        error_type="mispronunciation",
        insertions=[added],
    )
    assert _heard(school, [None, None, 1, None], alignment) == ["IH0", "S", "K", "UW1"]


def test_doubtful_phones_are_spoken_as_they_should_be(alignment):
    doubtful = phone(0, "V", state="uncertain", error_type="substitution", heard="W")
    unsure = VERY | {"phones": [doubtful, *VERY["phones"][1:]]}
    assert _heard(unsure, [None, 1, None, 0], alignment) is None
    assert _heard(GOOD, [None, 1, None], alignment) is None
