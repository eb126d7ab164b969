"""When a recording is refused, and what free speech is told, from evidence made by hand."""

import pytest

from shared.testing import service_client


@pytest.mark.parametrize(
    ("probability", "reason"),
    [
        (0.97, "several_speakers"),
        (0.90, "several_speakers"),
        (0.89, None),
        (0.0, None),
        (None, None),
    ],
)
def test_two_people_are_refused_from_the_gate_on(run, evidence, probability, reason):
    request = evidence("very good", said="very good", several_speakers_probability=probability)
    assert run(request).reason == reason


def test_the_gate_of_several_speakers_can_be_set(run, evidence):
    request = evidence("very good", said="very good", several_speakers_probability=0.6)
    assert run(request, speakers_gate=0.5).reason == "several_speakers"


def test_music_found_in_the_recording_is_the_reason(run, evidence):
    request = evidence("very good", said="very good")
    request["alignment"]["checks"] = request["alignment"]["checks"] | {"reason": "music"}
    assert run(request).reason == "music"


def in_doubt(request: dict) -> dict:
    """What the ASR answers when it takes the speech for Hindi: no words."""
    request["transcript"] |= {
        "assessable": False,
        "reason": "wrong_language",
        "language": "hi",
        "text": "",
        "words": [],
    }
    return request


def test_a_doubtful_language_does_not_refuse_what_is_clearly_the_text(run, evidence):
    outcome = run(in_doubt(evidence("very good", said="very good", text_match=0.95)))
    assert outcome.reason is None
    assert outcome.scores.completeness == 100


@pytest.mark.parametrize("text_match", [0.89, 0.2, None])
def test_another_language_that_does_not_clearly_fit_the_text_is_refused(run, evidence, text_match):
    outcome = run(in_doubt(evidence("very good", said="very good", text_match=text_match)))
    assert outcome.reason == "wrong_language"


def test_free_speech_in_another_language_is_refused_however_well_it_fits_itself(run, evidence):
    request = evidence("very good", said="very good", text_source="transcript", text_match=1.0)
    assert run(in_doubt(request)).reason == "wrong_language"


WRONG = {"heard": "W", "heard_probability": 0.95, "error_probability": 0.97}


def states(outcome) -> list[list[str]]:
    return [[phone.state for phone in word.phones] for word in outcome.words]


def test_in_free_speech_phones_of_an_unsure_word_are_at_most_uncertain(run, evidence):
    request = evidence(
        "very good",
        said="very good",
        confidence=0.4,
        text_source="transcript",
        phones={(0, 0): WRONG},
    )
    outcome = run(request)
    assert states(outcome) == [["uncertain"] * 4, ["uncertain"] * 3]
    assert outcome.issues == []


def test_with_a_reference_text_the_doubt_of_the_asr_makes_no_phone_uncertain(run, evidence):
    outcome = run(evidence("very good", said="very good", confidence=0.4))
    assert states(outcome) == [["fine"] * 4, ["fine"] * 3]


def test_in_free_speech_a_sure_word_keeps_its_error(run, evidence):
    request = evidence(
        "very good",
        said="very good",
        confidence=0.9,
        text_source="transcript",
        phones={(0, 0): WRONG},
    )
    assert states(run(request))[0][0] == "error"


@pytest.mark.anyio
@pytest.mark.parametrize(("text_source", "weaker"), [("transcript", True), ("reference", False)])
async def test_the_answer_says_that_phone_scores_of_free_speech_are_weaker(
    evidence, mock_mode, text_source, weaker
):
    from ..app.main import app

    async with service_client(app) as client:
        response = await client.post(
            "/diff", json=evidence("very good", said="very good", text_source=text_source)
        )
    assert response.status_code == 200, response.text
    assert response.json()["phone_scores_weaker"] is weaker
