"""How the talk was shared, from turns alone."""

import pytest

from ..app.services.talk.interruptions import interruptions
from ..app.services.talk.monologues import longest_monologues
from ..app.services.talk.silences import long_silences
from ..app.services.talk.timed import TimedTurn, n_questions, n_words, words_per_min

LONG = "I would like to know why that is so"


def turns(*rows: tuple[str, float, float, str]) -> list[TimedTurn]:
    return [
        TimedTurn(index, speaker, text, start_s, end_s)
        for index, (speaker, start_s, end_s, text) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("Well — yes, I'm here.", 4),
        ("मेरा ऑर्डर कब आएगा?", 4),
        ("tôi cần giúp", 3),
        ("…", 0),
    ],
)
def test_words_stand_between_spaces(text: str, n: int):
    assert n_words(text) == n


def test_pace_is_words_by_time_and_unknown_of_next_to_none():
    assert words_per_min(30, 12) == 150
    assert words_per_min(1, 0.4) is None


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Is it there? And when will it come?", 2),
        ("What is your order number", 1),
        ("So can you help me. I have waited.", 1),
        ("मेरा ऑर्डर कब आएगा", 1),
        ("क्या आप सुन रहे हैं।", 1),
        ("mera order kab aayega", 1),
        ("anh có nghe tôi nói không", 1),
        ("What a day!", 0),
        ("I know what you mean.", 0),
        ("It is where I left it.", 0),
        ("मेरा ऑर्डर आ गया।", 0),
        ("", 0),
    ],
)
def test_questions_are_told_with_and_without_their_sign(text: str, n: int):
    assert n_questions(text) == n


def test_a_silence_is_longer_than_three_seconds_and_between_two_turns():
    found = long_silences(
        turns(("a", 1, 2, LONG), ("b", 5, 6, LONG), ("a", 9.1, 10, LONG), ("a", 13.5, 14, LONG))
    )
    assert [(each.start_s, each.end_s, each.after, each.before) for each in found] == [
        (6, 9.1, "b", "a"),
        (10, 13.5, "a", "a"),
    ]


def test_who_goes_on_beneath_a_shorter_turn_leaves_no_silence():
    assert long_silences(turns(("a", 0, 10, LONG), ("b", 2, 3, "okay"), ("b", 12, 13, LONG))) == []


def test_who_begins_while_another_speaks_and_goes_on_interrupts():
    (found,) = interruptions(turns(("a", 0, 6, LONG), ("b", 5, 9, LONG)))
    assert (found.by.speaker, found.of.speaker, found.overlap_s, found.gave_way) == ("b", "a", 1, True)  # fmt: skip


def test_who_is_not_given_way_to_has_interrupted_all_the_same():
    (found,) = interruptions(turns(("a", 0, 9, LONG), ("b", 3, 5.5, LONG)))
    assert (found.overlap_s, found.gave_way) == (2.5, False)


@pytest.mark.parametrize(
    "second",
    [
        ("b", 3, 4, "okay"),  # a short answer
        ("b", 5.7, 9, LONG),  # a change of turns
        ("b", 0.1, 6, LONG),  # both begin
        ("a", 3, 5, LONG),  # the same speaker
        ("b", 6, 9, LONG),  # no overlap
    ],
)
def test_what_is_no_interruption(second: tuple[str, float, float, str]):
    assert interruptions(turns(("a", 0, 6, LONG), second)) == []


def test_a_monologue_goes_on_over_short_answers_and_ends_with_a_turn_or_a_silence():
    longest = longest_monologues(
        turns(
            ("a", 0, 5, LONG),
            ("b", 5, 5.5, "I see"),
            ("a", 6, 12, LONG),
            ("b", 12, 16, LONG),
            ("a", 16, 20, LONG),
            ("a", 24, 30, LONG),
        )
    )
    assert (longest["a"].start_s, longest["a"].end_s) == (0, 12)
    assert [turn.index for turn in longest["a"].turns] == [0, 2]
    assert longest["b"].duration_s == 4
