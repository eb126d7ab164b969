"""Words said over, broken off or added: what the audio found and what the ASR wrote, together."""

import pytest

from shared.errors import InvalidInput


def extra(kind: str, words: list[int], before: int, *, start_s: float = 0.6) -> dict:
    return {
        "start_s": start_s,
        "end_s": start_s + 0.3,
        "before_word": before,
        "kind": kind,
        "words": words,
    }


def added(outcome) -> list[tuple[str, str | None, int | None, int]]:
    """(text, kind, what it repeats, the word it precedes) of each word beside the text."""
    return [
        (word.text, word.kind, word.repeats, word.index)
        for word in outcome.words
        if word.error_type == "insertion"
    ]


def test_a_repetition_that_the_recogniser_smoothed_away_is_told_from_the_audio_alone(run, evidence):
    request = evidence(
        "the cat sat on",
        said="the cat sat on",
        extra_speech=[extra("repetition", [1], 2)],
    )
    outcome = run(request)
    assert added(outcome) == [("cat", "repetition", 1, 2)]
    assert outcome.scores.completeness == 97.6  # 4 of 4 and a tenth


def test_a_restart_is_the_last_word_of_what_was_said_over(run, evidence):
    request = evidence(
        "the cat sat on", said="the cat sat on", extra_speech=[extra("restart", [0, 1], 1)]
    )
    assert added(run(request)) == [("the", "repetition", 0, 1), ("cat", "restart", 1, 1)]


def test_other_speech_needs_the_recogniser_to_name_it(run, evidence):
    quiet = evidence("the cat sat on", said="the cat sat on", extra_speech=[extra("other", [], 2)])
    assert added(run(quiet)) == []
    named = evidence(
        "the cat sat on", said="the cat house sat on", extra_speech=[extra("other", [], 2)]
    )
    assert added(run(named)) == [("house", "other", None, 2)]


def test_what_the_recogniser_wrote_twice_is_a_repetition_too(run, evidence):
    assert added(run(evidence("the cat sat on", said="the cat cat sat on"))) in (
        [("cat", "repetition", 1, 2)],
        [("cat", "repetition", 1, 1)],
    )


def test_fillers_are_no_words(run, evidence):
    assert added(run(evidence("the cat sat on", said="the um cat uh sat on"))) == []


def test_a_repetition_where_the_recogniser_heard_something_else_is_not_believed(run, evidence):
    request = evidence(
        "the cat sat on",
        said="the cat twenty sat on",
        extra_speech=[extra("repetition", [0], 2, start_s=0.6)],
    )
    assert added(run(request)) == [("twenty", "other", None, 2)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": [4]}, "alignment.extra_speech.0.words"),
        ({"before_word": 5}, "alignment.extra_speech.0.before_word"),
    ],
)
def test_extra_speech_of_words_that_are_not_there_is_refused(run, evidence, wrong, field):
    request = evidence(
        "the cat sat on",
        said="the cat sat on",
        extra_speech=[extra("repetition", [1], 2) | wrong],
    )
    with pytest.raises(InvalidInput) as raised:
        run(request)
    assert raised.value.field == field
