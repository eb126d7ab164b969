"""What the orchestrator makes of doubt: another language with a reference text, and free speech."""

from typing import get_args

import pytest

from shared.contracts import NotAssessable

pytestmark = pytest.mark.anyio

TEXT = "I think this is a very good school"


@pytest.fixture
def hindi(transcript) -> dict:
    """What the ASR answers when it takes the speech for Hindi."""
    return transcript | {
        "text": "",
        "words": [],
        "language": "hi",
        "assessable": False,
        "reason": "wrong_language",
    }


def status_of(body: dict, stage: str) -> tuple[str, str | None]:
    found = next(each for each in body["stages"] if each["name"] == stage)
    return found["status"], found["reason"]


async def test_with_a_reference_text_the_diff_has_the_last_word_on_a_doubtful_language(
    orchestrator, services, hindi
):
    services.answers["asr"] = hindi
    body = (await orchestrator.post(reference_text=TEXT)).json()
    assert status_of(body, "align") == ("succeeded", None)
    assert (body["assessable"], body["reason"]) == (True, None)


async def test_free_speech_in_another_language_is_not_aligned(orchestrator, services, hindi):
    services.answers["asr"] = hindi
    body = (await orchestrator.post()).json()
    assert status_of(body, "align") == ("skipped", "not_assessable")
    assert (body["assessable"], body["reason"]) == (False, "wrong_language")


async def test_nothing_is_told_of_music_though_it_was_aligned_meanwhile(
    orchestrator, services, transcript
):
    services.answers["asr"] = transcript | {
        "text": "", "words": [], "assessable": False, "reason": "music",
    }  # fmt: skip
    body = (await orchestrator.post(reference_text=TEXT)).json()
    assert status_of(body, "align") == ("succeeded", None)
    assert status_of(body, "diff") == ("skipped", "not_assessable")
    assert body["reason"] == "music"
    assert body["timing"] is None
    assert body["prosody"] is None or body["prosody"]["learner_pitch"] is None


async def test_free_music_is_never_aligned(orchestrator, services, transcript):
    services.answers["asr"] = transcript | {
        "text": "", "words": [], "assessable": False, "reason": "music",
    }  # fmt: skip
    body = (await orchestrator.post()).json()
    assert status_of(body, "align") == ("skipped", "not_assessable")
    assert body["reason"] == "music"


@pytest.mark.parametrize("reason", get_args(NotAssessable))
async def test_whatever_the_recogniser_refuses_is_told_in_words(
    orchestrator, services, transcript, reason
):
    services.answers["asr"] = transcript | {
        "text": "", "words": [], "assessable": False, "reason": reason,
    }  # fmt: skip
    body = (await orchestrator.post()).json()
    assert status_of(body, "feedback") == ("succeeded", None)
    assert services.requests["feedback"] == {"reason": reason, "language": "en"}
    assert body["feedback"]["summary"]


async def test_a_coach_that_can_not_explain_leaves_the_refusal_standing(
    orchestrator, services, transcript
):
    services.answers["asr"] = transcript | {
        "text": "", "words": [], "assessable": False, "reason": "noise",
    }  # fmt: skip
    services.refuse("feedback", 500)
    body = (await orchestrator.post()).json()
    assert (body["status"], body["reason"], body["feedback"]) == ("partial", "noise", None)


async def test_free_speech_is_told_that_its_phone_scores_are_weaker(orchestrator, services, diff):
    services.answers["diff"] = diff | {"text_source": "transcript", "phone_scores_weaker": True}
    body = (await orchestrator.post(stages="asr,align,phonemap,diff")).json()
    assert body["phone_scores_weaker"] is True
    assert [each for each in body["warnings"] if "phone scores are weaker" in each] != []


async def test_a_read_text_gets_no_such_warning(orchestrator, services):
    body = (await orchestrator.post(reference_text=TEXT, stages="asr,align,phonemap,diff")).json()
    assert body["phone_scores_weaker"] is False
    assert body["warnings"] == []
