"""Evidence of the aligner into states, issues, miscues and scores."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts import Scores
from shared.errors import InvalidInput
from shared.phonetics.arpabet import PHONES

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import judging, logic, rules
from ..app.services.engines import articulatory

DIFFER = articulatory.ArticulatoryDiffer(rules.load_book(rules.SHIPPED), judging.Gates())
WERY = {"heard": "W", "heard_probability": 0.91, "error_probability": 0.93, "quality": 0.9}


def run(request: dict):
    return logic.diff(
        requests.DiffRequest.model_validate(request), differ=DIFFER, settings=config.Settings()
    )


def test_clean_evidence_gives_no_issue_and_high_scores(evidence):
    outcome = run(evidence("very good"))
    assert outcome.issues == []
    assert {word.error_type for word in outcome.words} == {"none"}
    assert outcome.scores.fluency == 80.0
    assert outcome.scores.prosody == 70.0
    assert outcome.scores.completeness == 100.0


@pytest.mark.parametrize(
    ("probability", "state"),
    [(0.10, "fine"), (0.44, "fine"), (0.45, "uncertain"), (0.69, "uncertain"), (0.70, "error")],
)
def test_the_calibrated_probability_decides_between_the_three_states(evidence, probability, state):
    changed = WERY | {"error_probability": probability}
    outcome = run(evidence("very good", phones={(0, 0): changed}))
    assert outcome.words[0].phones[0].state == state
    assert len(outcome.issues) == (state == "error")


def test_an_error_becomes_an_issue_with_times_probability_and_tip(evidence):
    (issue,) = run(evidence("very good", phones={(0, 0): WERY})).issues
    assert issue.model_dump(exclude={"message", "severity"}) == {
        "id": "i1",
        "rule": "V_W",
        "category": "consonant",
        "word_index": 0,
        "word": "very",
        "phone_index": 0,
        "target": "V",
        "target_ipa": "v",
        "heard": "W",
        "heard_ipa": "w",
        "start_s": 0.2,
        "end_s": 0.28,
        "probability": 0.93,
        "priority": 1,
        "tip": "V_W",
    }


def test_one_wrong_phone_leaves_the_scores_of_the_others_as_they_were(evidence):
    clean = run(evidence("very good"))
    slipped = run(evidence("very good", phones={(0, 0): WERY}))
    changed = [
        (before.score, after.score)
        for word, other in zip(clean.words, slipped.words, strict=True)
        for before, after in zip(word.phones, other.phones, strict=True)
        if before.score != after.score
    ]
    assert len(changed) == 1
    ((before, after),) = [(before or 0, after or 0) for before, after in changed]
    assert after < 50 < before


def test_a_dropped_phone_is_a_deletion_and_has_no_heard(evidence):
    gone = {"heard": None, "error_probability": 0.95, "deletion_probability": 0.94}
    (issue,) = run(evidence("supports", phones={(0, 6): gone})).issues
    assert (issue.rule, issue.target, issue.heard) == ("S_DROP", "S", None)


def test_an_inserted_vowel_is_an_issue_of_its_own(evidence):
    added = {"heard": "IH", "before_phone": 4, "probability": 0.99, "start_s": 0.5, "end_s": 0.55}
    outcome = run(evidence("supports", words={0: {"insertions": [added]}}))
    assert [(i.target, i.heard, i.probability) for i in outcome.issues] == [(None, "IH", 0.99)]
    assert outcome.words[0].error_type == "mispronunciation"
    assert {phone.state for phone in outcome.words[0].phones} == {"fine"}


def test_an_error_whose_phone_is_unsure_is_not_named(evidence):
    (issue,) = run(evidence("very good", phones={(0, 0): WERY | {"heard_probability": 0.3}})).issues
    assert issue.rule == "SUB_UNCLEAR"
    assert "not certain" in issue.message


def test_a_phone_that_is_wrong_and_likeliest_dropped_is_a_deletion(evidence):
    gone = {"heard": None, "error_probability": 0.9, "deletion_probability": 0.6}
    assert [i.heard for i in run(evidence("supports", phones={(0, 6): gone})).issues] == [None]


def test_a_final_stop_that_natives_may_leave_unreleased_must_be_surely_dropped(evidence):
    gone = {"heard": None, "error_probability": 0.95, "deletion_probability": 0.9}
    assert run(evidence("cat", phones={(0, 2): gone})).words[0].phones[2].state == "uncertain"
    gone["deletion_probability"] = 0.93
    assert run(evidence("cat", phones={(0, 2): gone})).words[0].phones[2].state == "error"


def test_probability_that_lies_on_accepted_variants_counts_for_nothing(evidence):
    spread = {
        "error_probability": 0.7,
        "candidates": [{"phone": "AO", "probability": 0.6}, {"phone": "SIL", "probability": 0.0}],
    }
    phone = run(evidence("on", phones={(0, 0): spread})).words[0].phones[0]
    assert (phone.state, phone.heard) == ("fine", "AA")
    assert phone.score == 100.0


def test_a_native_flap_is_fine_however_sure_the_evidence(evidence):
    flap = {"heard": "D", "heard_probability": 0.99, "error_probability": 0.99}
    outcome = run(evidence("cat on", phones={(0, 2): flap}))
    assert outcome.words[0].phones[2].state == "fine"
    assert outcome.words[0].phones[2].score == 100.0


def test_a_voiceless_end_before_a_pause_needs_strong_evidence(evidence):
    strong = {"heard": "F", "heard_probability": 0.95, "error_probability": 0.95}
    weak = strong | {"error_probability": 0.85}
    assert run(evidence("five", phones={(0, 2): weak})).words[0].phones[2].state == "uncertain"
    assert run(evidence("five", phones={(0, 2): strong})).words[0].phones[2].state == "error"


def test_a_phone_of_another_lexicon_variant_is_fine(evidence):
    request = evidence("cat", phones={(0, 1): {"heard": "AA", "error_probability": 0.95}})
    assert run(request).issues != []
    usual = request["phoneme_map"]["words"][0]["pronunciations"]
    usual.append(usual[0] | {"phones": ["K", "AA1", "T"]})
    assert run(request).issues == []


def test_missing_evidence_is_null_never_zero(evidence):
    unknown = dict.fromkeys(
        ("heard", "heard_probability", "error_probability", "deletion_probability", "quality")
    )
    outcome = run(
        evidence(
            "cat",
            phones={(0, p): unknown for p in range(3)},
            words={0: {"quality": None}},
            utterance=dict.fromkeys(("accuracy", "fluency", "prosody", "total")),
        )
    )
    assert {phone.score for phone in outcome.words[0].phones} == {None}
    assert {phone.state for phone in outcome.words[0].phones} == {"uncertain"}
    assert outcome.words[0].accuracy is None
    assert outcome.scores.overall is None
    assert outcome.issues == []


def test_without_reference_text_a_shaky_word_holds_no_errors(evidence):
    slipped = {"phones": {(0, 0): WERY}, "said": "very good", "text_source": "transcript"}
    sure = run(evidence("very good", **slipped))
    shaky = run(evidence("very good", **slipped, confidence=0.5))
    assert len(sure.issues) == 1
    assert shaky.issues == []
    assert shaky.words[0].phones[0].state == "uncertain"
    assert sure.scores.completeness is None


def test_an_accent_that_the_asr_takes_for_another_word_is_no_omission(evidence):
    outcome = run(evidence("very good", phones={(0, 0): WERY}, said="weary good"))
    assert [word.error_type for word in outcome.words] == ["mispronunciation", "none"]
    assert outcome.scores.completeness == 100.0


def test_a_word_that_the_audio_heard_is_said_whatever_the_asr_thought(evidence):
    outcome = run(evidence("the cat sat", said="the elephant sat"))
    assert [word.error_type for word in outcome.words] == ["none"] * 3


def test_a_word_that_neither_asr_nor_audio_heard_is_an_omission(evidence):
    outcome = run(evidence("the cat sat", said="the sat", words={1: {"spoken_probability": 0.1}}))
    assert [word.error_type for word in outcome.words] == ["none", "omission", "none"]
    assert outcome.words[1].accuracy is None
    assert outcome.words[1].read_as is None
    assert outcome.scores.completeness == 66.7
    assert outcome.issues == []


def test_another_word_in_its_place_is_named_as_a_misreading(evidence):
    outcome = run(
        evidence("the cat sat", said="the house sat", words={1: {"spoken_probability": 0.1}})
    )
    assert (outcome.words[1].error_type, outcome.words[1].read_as) == ("omission", "house")


def test_an_added_word_follows_the_target_words_and_knows_its_place(evidence):
    outcome = run(evidence("the cat sat", said="the good cat um sat"))
    assert [(w.text, w.error_type, w.index) for w in outcome.words[3:]] == [
        ("good", "insertion", 1)
    ]
    assert [word.index for word in outcome.words[:3]] == [0, 1, 2]


def test_a_word_that_the_asr_broke_in_two_is_one_word(evidence):
    outcome = run(evidence("good supports", said="good sup orts"))
    assert [(w.text, w.error_type) for w in outcome.words] == [
        ("good", "none"),
        ("supports", "none"),
    ]


def test_a_little_word_left_out_is_missed_though_its_neighbor_was_heard(evidence):
    outcome = run(
        evidence("on the cat sat", said="on cat sat", words={1: {"spoken_probability": 0.1}})
    )
    assert [word.error_type for word in outcome.words] == ["none", "omission", "none", "none"]


@pytest.mark.parametrize("said", ["25", "twenty five", "twenty-five", "Twenty, five!"])
def test_a_number_is_the_words_it_stands_for_however_the_asr_writes_it(evidence, said):
    unsure = {i: {"spoken_probability": 0.3} for i in range(2)}
    outcome = run(evidence("twenty five", said=said, words=unsure))
    assert outcome.scores.completeness == 100.0
    assert len(outcome.words) == 2


def test_a_transcript_in_another_script_is_compared_as_it_is_written(evidence):
    outcome = run(evidence("the cat sat", said="वह बिल्ली"))
    assert [word.error_type for word in outcome.words[:3]] == ["none"] * 3


@pytest.mark.parametrize("n_times", [1, 2, 10, 60])
def test_one_omission_is_found_at_every_length(evidence, n_times):
    text = "the cat sat on the mat " * n_times
    n_words = 6 * n_times
    said = text.split()
    gone = n_words // 2 + (1 if n_times > 1 else -1)
    del said[gone]
    outcome = run(evidence(text, said=" ".join(said), words={gone: {"spoken_probability": 0.05}}))
    assert [w.index for w in outcome.words if w.error_type == "omission"] == [gone]
    assert len(outcome.words) == n_words


def test_reading_part_of_the_text_is_incomplete_not_wrong(evidence):
    absent = {i: {"spoken_probability": 0.02} for i in range(1, 6)}
    outcome = run(evidence("the cat sat on the mat", said="the", words=absent))
    assert outcome.reason is None
    assert outcome.scores.completeness == 16.7
    assert outcome.scores.overall is not None
    assert outcome.scores.overall < 20


@pytest.mark.parametrize("text_match", [0.1, None])
def test_reading_another_text_is_wrong_text_with_null_scores(evidence, text_match):
    absent = {i: {"spoken_probability": 0.02} for i in range(4)}
    outcome = run(
        evidence("the cat sat on", said="five house twenty", words=absent, text_match=text_match)
    )
    assert outcome.reason == "wrong_text"
    assert outcome.issues == []
    assert outcome.scores == Scores()
    assert {p.score for w in outcome.words for p in w.phones} == {None}


@pytest.mark.parametrize("reason", ["silence", "noise", "clipped", "too_short"])
def test_a_recording_that_fails_its_checks_is_not_assessable(evidence, reason):
    request = evidence("very good", phones={(0, 0): WERY})
    request["alignment"]["checks"] = request["alignment"]["checks"] | {"reason": reason}
    outcome = run(request)
    assert (outcome.reason, outcome.issues) == (reason, [])


def heard_in(outcome) -> list[str | None]:
    return [phone.heard for word in outcome.words for phone in word.phones]


def test_heard_follows_the_audio_evidence_and_never_the_text(evidence):
    """Heard and target share no origin: the same evidence under another text keeps what was heard."""
    request = evidence("cat", said="mat")
    before = heard_in(run(request))
    request["phoneme_map"]["words"][0]["pronunciations"][0]["phones"] = ["M", "AE1", "T"]
    request["transcript"]["words"][0]["text"] = "house"
    assert heard_in(run(request)) == before == ["K", "AE", "T"]
    request["alignment"]["words"][0]["phones"][0] |= {"heard": "G", "error_probability": 0.95}
    assert heard_in(run(request)) == ["G", "AE", "T"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PHONES), min_size=3, max_size=3), st.floats(0, 1))
def test_what_is_reported_as_heard_is_what_the_evidence_says(heard, probability):
    facts = [
        judging.PhoneFact(t, None, heard=h, error_probability=probability, deletion_probability=0.0)
        for t, h in zip(["K", "AE", "T"], heard, strict=True)
    ]
    from ..app.services import case as case_module

    case = case_module.Case(
        (case_module.WordFact(0, "cat", tuple(facts)),), text_source="reference", measured=True
    )
    words = DIFFER.judge(case).words
    assert [phone.heard for phone in words[0].phones] == heard


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": ["V"]}, "target"),
        ({"phoneme_map": None}, "phoneme_map"),
        ({"text_source": None}, "text_source"),
    ],
)
def test_a_request_that_is_no_one_form_is_refused_by_field(evidence, change, field):
    with pytest.raises(InvalidInput) as error:
        run(evidence("very good") | change)
    assert error.value.field == field


def test_alignment_and_map_of_different_words_are_refused(evidence):
    request = evidence("very good") | {"phoneme_map": evidence("very cat")["phoneme_map"]}
    with pytest.raises(InvalidInput) as error:
        run(request)
    assert error.value.field == "phoneme_map.words.1.text"


def test_an_unknown_phone_in_the_evidence_is_refused_by_field(evidence):
    with pytest.raises(InvalidInput) as error:
        run(evidence("very", phones={(0, 1): {"heard": "XX"}}))
    assert error.value.field == "alignment.words.0.phones.1.heard"


@pytest.mark.parametrize(
    ("phones", "field"),
    [
        ({"target": "eh"}, "target"),
        ({"heard": "ih"}, "heard"),
        ({"heard": " IH"}, "heard"),
    ],
)
def test_a_phone_written_otherwise_in_the_evidence_is_refused_by_field(evidence, phones, field):
    with pytest.raises(InvalidInput) as error:
        run(evidence("very", phones={(0, 1): phones}))
    assert error.value.field == f"alignment.words.0.phones.1.{field}"


def test_a_phone_written_otherwise_in_the_map_is_refused_by_field(evidence):
    request = evidence("very")
    request["phoneme_map"]["words"][0]["pronunciations"][0]["phones"][0] = "v"
    with pytest.raises(InvalidInput) as error:
        run(request)
    assert error.value.field == "phoneme_map.words.0.pronunciations.0.phones.0"


def test_two_minutes_of_speech_are_judged(evidence):
    text = "the cat sat on the mat " * 60
    assert len(run(evidence(text, said=text)).words) == 360


def test_a_surely_wrong_phone_whose_rivals_share_is_an_error_that_is_not_named(evidence):
    spread = {
        "error_probability": 0.9,
        "candidates": [
            {"phone": "AA", "probability": 0.1},
            {"phone": "EH", "probability": 0.09},
            {"phone": "IH", "probability": 0.08},
        ],
    }
    (issue,) = run(evidence("house", phones={(0, 1): spread})).issues
    assert (issue.target, issue.rule) == ("AW", "SUB_UNCLEAR")


def test_one_slip_in_a_short_word_is_a_slip_and_no_other_word(evidence):
    slip = {"heard": "B", "heard_probability": 0.9, "error_probability": 0.95}
    found = run(evidence("cat", phones={(0, 0): slip}, words={0: {"spoken_probability": 0.3}}))
    assert [(each.target, each.heard) for each in found.issues] == [("K", "B")]


def test_two_wrong_phones_in_a_word_that_was_hardly_said_are_no_issues(evidence):
    slip = {"heard": "B", "heard_probability": 0.9, "error_probability": 0.95}
    wrong = evidence(
        "cat", phones={(0, 0): slip, (0, 2): slip}, words={0: {"spoken_probability": 0.3}}
    )
    assert run(wrong).issues == []
