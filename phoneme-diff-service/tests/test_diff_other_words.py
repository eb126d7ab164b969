"""Words that are not the text's: told once, with the audio's word, and counted in completeness."""

import pytest

OMITTED = {"spoken_probability": 0.3}


def wrong(heard: str | None) -> dict:
    dropped = 0.9 if heard is None else 0.0
    return {
        "heard": heard, "heard_probability": 0.9, "error_probability": 0.9, "deletion_probability": dropped,
    }  # fmt: skip


def told(outcome) -> list[tuple[str, str, str | None]]:
    return [
        (word.text, word.error_type, word.read_as)
        for word in outcome.words
        if word.error_type in {"omission", "insertion"}
    ]


def test_a_word_that_the_recogniser_took_for_another_was_said_where_the_audio_fits_it(
    run, evidence
):
    """*tha* for `this`, understood as “bone”: two sounds are wrong, and none is of the other word."""
    phones = {(1, 1): wrong("AE"), (1, 2): wrong(None)}
    request = evidence(
        "see this cat sat", said="see bone cat sat", phones=phones, words={1: OMITTED}
    )
    outcome = run(request)
    assert told(outcome) == []
    assert outcome.words[1].error_type == "mispronunciation"


def test_a_word_is_read_as_another_where_the_sounds_are_the_others(run, evidence):
    phones = {(1, 0): wrong("B"), (1, 1): wrong("OW"), (1, 2): wrong("N")}
    request = evidence(
        "see this cat sat", said="see bone, cat sat", phones=phones, words={1: OMITTED}
    )
    assert told(run(request)) == [("this", "omission", "bone")]


def test_what_the_audio_does_not_believe_at_all_is_read_as_the_recognisers_word(run, evidence):
    absent = {1: {"spoken_probability": 0.02}}
    outcome = run(evidence("see this cat sat", said="see “bone.” cat sat", words=absent))
    assert told(outcome) == [("this", "omission", "bone")]


@pytest.mark.parametrize(("said", "expected"), [("the is school", []), ("the old school", ["old"])])
def test_a_vowel_put_before_a_cluster_is_no_word_besides(run, evidence, said, expected):
    vowel = {
        "heard": "IH", "before_phone": 0, "probability": 0.9, "start_s": 0.0, "end_s": 3.0,
    }  # fmt: skip
    outcome = run(evidence("the school", said=said, words={1: {"insertions": [vowel]}}))
    added = [text for text, error_type, _ in told(outcome) if error_type == "insertion"]
    assert added == expected
    assert [each.rule for each in outcome.issues] == ["EPEN_I"]


def test_a_repetition_in_the_time_of_the_word_itself_is_the_word(run, evidence):
    request = evidence("the cat sat on", said="the cat sat on")
    cat = request["alignment"]["words"][1]
    again = {
        "start_s": cat["start_s"], "end_s": cat["end_s"], "before_word": 1, "kind": "repetition", "words": [1],
    }  # fmt: skip
    request["alignment"]["extra_speech"] = [again]
    assert told(run(request)) == []


def test_words_around_the_text_lower_completeness_and_overall(run, evidence):
    said = "five then house this cat sat twenty west zoo good"
    outcome = run(evidence("cat sat", said=said))
    assert outcome.scores.completeness == 20  # 2 of 2, and 2 of 10
    assert outcome.scores.overall == 17


def test_among_many_other_words_one_that_only_the_audio_has_is_neither_praised_nor_corrected(
    run, evidence
):
    phones = {(0, 1): wrong("T")}
    outcome = run(evidence("school cat", said="five house cat twenty zoo good", phones=phones))
    assert outcome.issues == []
    assert {phone.state for phone in outcome.words[0].phones} == {"uncertain"}
    assert (outcome.scores.n_clear_words, outcome.scores.n_words) == (1, 1)


def test_each_score_has_a_reason_with_its_measure(run, evidence):
    timing = {
        "speech_s": 2.0, "speech_rate_sps": 4.2, "articulation_rate_sps": 4.6,
        "pauses": [{"start_s": 0.4, "end_s": 0.8, "after_word": 0, "inside_phrase": True}],
        "n_pauses_inside_phrases": 1,
    }  # fmt: skip
    request = evidence("very good", phones={(0, 0): wrong("W")}, said="very good", timing=timing)
    reasons = run(request).scores.reasons
    assert [(each.part, each.measure, each.value, each.of) for each in reasons] == [
        ("overall", "clear_words", 1, 2),
        ("overall", "weakest_part", 70.0, None),
        ("accuracy", "words_with_slips", 1, 2),
        ("fluency", "speech_rate_sps", 4.2, None),
        ("fluency", "pauses_inside_phrases", 1, 1),
        ("completeness", "words_said", 2, 2),
        ("completeness", "words_added", 0, None),
    ]
    assert reasons[1].weakest == "prosody"
