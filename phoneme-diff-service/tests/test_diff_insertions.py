"""A phone put in where the target has none: what natives' clusters sound like is none, a vowel of its own is one."""

import pytest

from shared.gates import (
    ARTICLE_WITH_VOWEL_S,
    CLUSTER_VOWEL,
    CLUSTER_VOWEL_ROOM_S,
    INSERTION_ERROR,
    INSERTION_UNEXPLAINED,
    PHONE_ERROR,
)

BEGINS_S = 0.2
"""When the first word begins."""
ROOM_S = CLUSTER_VOWEL_ROOM_S + 0.02
NO_ROOM_S = CLUSTER_VOWEL_ROOM_S - 0.02
SURE = (INSERTION_ERROR + INSERTION_UNEXPLAINED) / 2
SURE_OF_NO_HABIT = (INSERTION_UNEXPLAINED + 1) / 2


def issues(run, evidence, text: str, word: int, added: dict, *, l1: str | None = None, **request):
    """(rule, heard) of what is told when `added` was put into the word."""
    inserted = {"start_s": 0.4, "end_s": 0.43} | added
    asked = evidence(text, words={word: {"insertions": [inserted]}}, **request)
    found = run(asked | {"l1": l1}).issues
    return [(issue.rule, issue.heard) for issue in found]


def before_school(
    run, evidence, vowel_s: float, *, onset_s: float = 0.03, word: str = "the",
    heard: str = "IH", probability: float,
):  # fmt: skip
    """`the school` with an article whose th lasts `onset_s` and whose vowel lasts `vowel_s`."""
    return issues(
        run, evidence, f"{word} school", 1,
        {"heard": heard, "before_phone": 0, "probability": probability},
        phones={
            (0, 0): {"end_s": BEGINS_S + onset_s},
            (0, 1): {"start_s": BEGINS_S + onset_s, "end_s": BEGINS_S + onset_s + vowel_s},
        },
    )  # fmt: skip


def test_a_short_article_before_a_cluster_holds_no_vowel_of_its_own(run, evidence):
    assert before_school(run, evidence, NO_ROOM_S, probability=1.0) == []


@pytest.mark.parametrize(("off", "told"), [(0.05, [("EPEN_I", "IH")]), (-0.05, [])])
def test_a_long_vowel_of_the_article_has_room_for_one_before_the_cluster(run, evidence, off, told):
    assert before_school(run, evidence, ROOM_S, probability=CLUSTER_VOWEL + off) == told


def test_a_long_article_has_room_too_however_its_vowel_is_cut(run, evidence):
    assert before_school(
        run, evidence, NO_ROOM_S, onset_s=ARTICLE_WITH_VOWEL_S, probability=CLUSTER_VOWEL + 0.05
    ) == [("EPEN_I", "IH")]


def test_a_long_article_is_no_room_for_a_consonant(run, evidence):
    def told(probability: float):
        return before_school(run, evidence, ROOM_S, heard="D", probability=probability)

    assert told(PHONE_ERROR + 0.05) == []
    assert told(SURE) == []
    assert [heard for _, heard in told(SURE_OF_NO_HABIT)] == ["D"]


def test_after_the_vowel_of_another_word_one_must_be_as_sure_as_inside_a_cluster(run, evidence):
    def told(probability: float):
        return before_school(run, evidence, ROOM_S, word="see", probability=probability)

    assert told(PHONE_ERROR + 0.05) == []
    assert told(SURE) == [("EPEN_I", "IH")]


@pytest.mark.parametrize(("off", "told"), [(0.05, [("EPEN_I", "IH")]), (-0.05, [])])
@pytest.mark.parametrize("text", ["school", "on school"])
def test_without_a_vowel_before_it_the_cluster_is_judged_as_phones_are(
    run, evidence, text, off, told
):
    added = {"heard": "IH", "before_phone": 0, "probability": PHONE_ERROR + off}
    assert issues(run, evidence, text, text.count(" "), added) == told


@pytest.mark.parametrize(("off", "told"), [(0.05, [("ED", "EH")]), (-0.05, [])])
def test_ed_said_as_a_syllable_is_judged_as_phones_are(run, evidence, off, told):
    added = {"heard": "EH", "before_phone": 3, "probability": PHONE_ERROR + off}
    assert issues(run, evidence, "walked", 0, added) == told


@pytest.mark.parametrize(("off", "told"), [(0.01, [("EPEN_A", "AH")]), (-0.01, [])])
def test_inside_a_cluster_a_vowel_must_be_surer(run, evidence, off, told):
    added = {"heard": "AH", "before_phone": 1, "probability": INSERTION_ERROR + off}
    assert issues(run, evidence, "school", 0, added) == told


@pytest.mark.parametrize(("l1", "told"), [("te", True), (None, True), ("zh", False)])
def test_a_habit_of_other_first_languages_must_be_as_sure_as_none(run, evidence, l1, told):
    added = {"heard": "UH", "before_phone": 3, "probability": SURE}
    assert issues(run, evidence, "cat", 0, added, l1=l1) == [("EPEN_U", "UH")] * told
    surer = added | {"probability": SURE_OF_NO_HABIT}
    assert issues(run, evidence, "cat", 0, surer, l1=l1) == [("EPEN_U", "UH")]
