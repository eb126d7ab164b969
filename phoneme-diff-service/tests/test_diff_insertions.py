"""A phone put in where the target has none: what natives' clusters sound like is none, a vowel of its own is one."""

import pytest

from shared.gates import (
    CLUSTER_VOWEL,
    CLUSTER_VOWEL_ROOM_S,
    INSERTION_ERROR,
    PHONE_ERROR,
)

ARTICLE_S = 0.28
"""When the vowel of `the` begins."""


def issues(run, evidence, text: str, word: int, added: dict, **request):
    """(rule, heard) of what is told when `added` was put into the word."""
    inserted = {"start_s": 0.4, "end_s": 0.43} | added
    found = run(evidence(text, words={word: {"insertions": [inserted]}}, **request)).issues
    return [(issue.rule, issue.heard) for issue in found]


def before_school(run, evidence, article_s: float, *, heard: str = "IH", probability: float):
    """`the school` with an article whose vowel lasts `article_s`."""
    return issues(
        run, evidence, "the school", 1,
        {"heard": heard, "before_phone": 0, "probability": probability},
        phones={(0, 1): {"start_s": ARTICLE_S, "end_s": ARTICLE_S + article_s}},
    )  # fmt: skip


def test_a_short_article_before_a_cluster_holds_no_vowel_of_its_own(run, evidence):
    short_s = CLUSTER_VOWEL_ROOM_S - 0.02
    assert before_school(run, evidence, short_s, probability=1.0) == []


@pytest.mark.parametrize(("off", "told"), [(0.05, [("EPEN_I", "IH")]), (-0.05, [])])
def test_a_long_article_has_room_for_a_vowel_before_the_cluster(run, evidence, off, told):
    long_s = CLUSTER_VOWEL_ROOM_S + 0.02
    assert before_school(run, evidence, long_s, probability=CLUSTER_VOWEL + off) == told


def test_a_long_article_is_no_room_for_a_consonant(run, evidence):
    long_s = CLUSTER_VOWEL_ROOM_S + 0.02
    sure = (INSERTION_ERROR + 1) / 2
    assert before_school(run, evidence, long_s, heard="D", probability=PHONE_ERROR + 0.05) == []
    assert len(before_school(run, evidence, long_s, heard="D", probability=sure)) == 1


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
