"""Heteronyms said as they are where they mean something else: in doubt, neither wrong nor right."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from shared.contracts import PhonemeMap

READ, WAS_READ = "R IY1 D", "R EH1 D"
CONDUCT = ("K AH0 N D AH1 K T", "K AA1 N D AH0 K T")
IMPORT = ("IH2 M P AO1 R T", "IH1 M P AO2 R T")


@pytest.fixture
def heard(run, evidence, monkeypatch):
    """`heard(right, other, matched=…)`: what is judged of a word with a right and another reading."""

    def judge(
        right: str,
        other: str,
        *,
        matched: str,
        phones: Mapping[tuple[int, int], Any] | None = None,
        stress: dict[str, Any] | None = None,
        label: str | None = "other_reading",
    ) -> Any:
        monkeypatch.setitem(judge_lexicon(), "word", matched)
        request = evidence("word", phones=phones, words={0: {"stress": stress}})
        (mapped,) = request["phoneme_map"]["words"]
        (first,) = mapped["pronunciations"]
        mapped["pronunciations"] = [
            first | {"phones": right.split()},
            first | {"phones": other.split(), "label": label},
        ]
        request["alignment"]["words"][0]["variant"] = int(matched == other)
        PhonemeMap.model_validate(request["phoneme_map"])
        return run(request)

    return judge


def judge_lexicon() -> dict[str, str]:
    from .conftest import LEXICON

    return LEXICON


def states(outcome: Any) -> Sequence[str]:
    (word,) = outcome.words
    return [phone.state for phone in word.phones]


def moved_stress(heard_syllable: int, digits: tuple[int, int]) -> dict[str, Any]:
    """As the aligner tells it of a word whose readings it takes both for right."""
    return {
        "target_syllable": digits.index(1),
        "accepted_syllables": [0, 1],
        "heard_syllable": heard_syllable,
        "probability": 0.02,
        "syllables": [
            {"start_s": 0.0, "end_s": 0.1, "target_stress": digit, "prominence": 0.5}
            for digit in digits
        ],
    }


def test_the_reading_asked_for_is_right(heard):
    assert states(heard(READ, WAS_READ, matched=READ)) == ["fine", "fine", "fine"]


def test_where_only_the_other_reading_was_heard_the_phone_is_uncertain(heard):
    outcome = heard(READ, WAS_READ, matched=WAS_READ)
    assert states(outcome) == ["fine", "uncertain", "fine"]
    assert outcome.issues == []
    assert outcome.words[0].error_type == "none"


def test_any_other_variant_stays_right(heard):
    assert states(heard(READ, WAS_READ, matched=WAS_READ, label=None)) == ["fine"] * 3


def test_the_other_readings_phone_in_the_right_one_is_no_error(heard):
    said = {(0, 1): {"heard": "EH", "error_probability": 0.97}}
    outcome = heard(READ, WAS_READ, matched=READ, phones=said)
    assert states(outcome) == ["fine", "uncertain", "fine"]
    assert outcome.issues == []


def test_the_right_phone_in_the_other_reading_is_right(heard):
    said = {(0, 1): {"heard": "IY", "error_probability": 0.97}}
    assert states(heard(READ, WAS_READ, matched=WAS_READ, phones=said))[1] == "fine"


def test_a_phone_of_neither_reading_is_an_error_where_the_right_one_was_matched(heard):
    said = {(0, 1): {"heard": "AA", "error_probability": 0.97}}
    assert states(heard(READ, WAS_READ, matched=READ, phones=said))[1] == "error"
    assert states(heard(READ, WAS_READ, matched=WAS_READ, phones=said))[1] == "uncertain"


def test_an_error_that_no_reading_explains_stays_one(heard):
    said = {(0, 0): {"heard": "L", "error_probability": 0.97}}
    assert states(heard(READ, WAS_READ, matched=WAS_READ, phones=said))[0] == "error"


@pytest.mark.parametrize(
    ("matched", "last"), [("HH AW1 Z", "fine"), ("HH AW1 S", "uncertain")]
)  # fmt: skip
def test_a_final_consonant_tells_the_noun_from_the_verb(heard, matched, last):
    assert states(heard("HH AW1 Z", "HH AW1 S", matched=matched)) == ["fine", "fine", last]


@pytest.mark.parametrize("right", IMPORT)
def test_stress_that_only_the_other_reading_has_is_uncertain(heard, right):
    (other,) = set(IMPORT) - {right}
    digits = (1, 2) if right == IMPORT[1] else (2, 1)
    for syllable in (0, 1):
        outcome = heard(right, other, matched=right, stress=moved_stress(syllable, digits))
        as_asked = digits[syllable] == 1
        assert outcome.words[0].stress.state == ("fine" if as_asked else "uncertain")
        assert outcome.issues == []


def test_a_whole_word_in_the_other_reading(heard):
    right, other = CONDUCT
    outcome = heard(right, other, matched=other, stress=moved_stress(0, (1, 0)))
    assert states(outcome) == ["fine", "uncertain", "fine", "fine", "fine", "fine", "fine"]
    assert outcome.words[0].stress.state == "uncertain"
    assert outcome.issues == []
