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


SURELY = WRONG | {"accent_evidence": 3.6}


@pytest.mark.parametrize(
    ("confidence", "slips", "is_told"),
    [
        (0.3, {(0, 0): SURELY}, True),
        (0.29, {(0, 0): SURELY}, False),
        (0.3, {(0, 0): SURELY | {"error_probability": 0.89}}, False),
        (0.3, {(0, 0): SURELY | {"accent_evidence": 3.4}}, False),
        # No learner is known to say V as M, and two wrong sounds may be another word.
        (0.3, {(0, 0): SURELY | {"heard": "M"}}, False),
        (0.3, {(0, 0): SURELY, (0, 1): {"heard": "AA", "error_probability": 0.6}}, False),
    ],
)
def test_one_usual_slip_beyond_doubt_explains_why_the_recogniser_doubted_the_word(
    run, evidence, confidence, slips, is_told
):
    request = evidence(
        "very good",
        said="very good",
        confidence=confidence,
        text_source="transcript",
        phones=slips,
    )
    outcome = run(request)
    assert ("error" in states(outcome)[0]) is is_told
    assert len(outcome.issues) == is_told
    assert outcome.words[0].text_source == "guess"
    assert "fine" not in states(outcome)[0]


def guessed(request, probability: float):
    """The first word was heard as another, and goes by what was probably meant."""
    readings = [
        {"text": "very", "probability": probability},
        {"text": "wary", "probability": round(1 - probability, 2)},
    ]
    request["transcript"]["words"][0]["readings"] = readings
    return request


@pytest.mark.parametrize(("probability", "state"), [(0.9, "error"), (0.89, "uncertain")])
def test_a_slip_in_a_guess_is_told_only_where_the_guess_is_all_but_sure(
    run, evidence, probability, state
):
    request = evidence(
        "very good",
        said="very good",
        confidence=0.4,
        text_source="transcript",
        phones={(0, 0): WRONG},
    )
    request["transcript"]["words"][1]["confidence"] = 0.9
    outcome = run(guessed(request, probability))
    assert states(outcome) == [[state, *["uncertain"] * 3], ["fine"] * 3]
    assert len(outcome.issues) == (state == "error")
    first, second = outcome.words
    assert (first.text_source, second.text_source) == ("guess", "transcript")
    assert [each.text for each in first.readings] == ["very", "wary"]
    assert second.readings == []


def test_no_sound_of_a_guess_is_fine_however_sure_the_recogniser_was(run, evidence):
    request = evidence("very good", said="very good", text_source="transcript")
    outcome = run(guessed(request, 0.97))
    assert states(outcome)[0] == ["uncertain"] * 4
    assert outcome.scores.n_words == 1


def test_what_was_to_be_read_is_never_a_guess(run, evidence):
    outcome = run(guessed(evidence("very good", said="very good"), 0.6))
    assert [word.text_source for word in outcome.words] == ["reference", "reference"]
    assert outcome.words[0].readings == []


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
