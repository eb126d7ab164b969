"""How readings are marked, and what is counted of what was told."""

from pathlib import Path

import pytest

from bench.coach_readings.page import report
from bench.coach_readings.readings import (
    CoachReading,
    Purpose,
    ReadingWord,
    spoken_words,
    with_marks,
)
from bench.coach_readings.verdicts import CoachVerdict, is_misnamed
from shared.contracts import Issue, Scores
from shared.phonetics.lexicon import Lexicon
from shared.testing.diffs import issue_about, judged_phone, judged_word


@pytest.mark.parametrize(
    ("phones", "marks", "expected"),
    [
        ("W EH1 DH ER0", "W>V,DH>D", "V EH1 D ER0"),
        ("S K UW1 L", "+IH", "IH0 S K UW1 L"),
        ("T EH1 S T", "-T", "T EH1 S"),
        ("B IH1 G", "IH>IY", "B IY1 G"),
        ("AH0", "=EY1", "EY1"),
        ("V AE1 N", None, "V AE1 N"),
    ],
)
def test_marks_change_the_phones_that_are_spoken(phones: str, marks: str | None, expected: str):
    assert with_marks(tuple(phones.split()), marks) == tuple(expected.split())


def test_a_mark_without_its_phone_is_refused():
    with pytest.raises(ValueError, match="not in list"):
        with_marks(("B", "IH1", "G"), "V>W")


@pytest.mark.engine
def test_words_in_brackets_are_said_and_are_not_of_the_text(real_models: Path):
    words = spoken_words("(Well then,) very[V>W] good.", Lexicon.load(real_models))
    reading = CoachReading("r", "", "text", "af_bella", 1.0, words)
    assert reading.text == "very good."
    assert reading.slips == {0}
    assert [word.text for word in words] == ["Well", "then", "very", "good"]
    assert words[2].phones[0] == "W"


@pytest.mark.parametrize(
    ("heard", "category", "expected"),
    [("W", "consonant", False), ("EH", "consonant", True), (None, "consonant", False), ("EH", "stress", False)],
)  # fmt: skip
def test_a_vowel_for_a_consonant_is_misnamed(heard: str | None, category: str, expected: bool):
    word = judged_word(0, "very", [judged_phone(0, "V")], start_s=0.0)
    issue = Issue.model_validate(issue_about(1, word, 0, heard=heard, category=category))
    assert is_misnamed(issue) is expected


def _verdict(
    purpose: Purpose, overall: float, n_clear: int, **told: tuple[str, ...]
) -> CoachVerdict:
    reading = CoachReading(
        "r", "", purpose, "af_bella", 1.0, (ReadingWord("very", ("V",), "", True, True),)
    )
    nothing = dict.fromkeys(
        (
            "flagged",
            "uncertain",
            "silent",
            "false",
            "misnamed",
            "read_otherwise",
            "priorities",
            "twins",
            "unexplained",
        ),
        (),
    )
    scores = Scores(overall=overall, n_words=20, n_clear_words=n_clear)
    return CoachVerdict(
        reading, True, 20, scores=scores, note_words=9, whole_words=30, **(nothing | told)
    )


def test_the_floors_count_words_with_slips_false_words_and_pairs():
    told = report(
        [
            _verdict("text", 80.0, 17, flagged=("very", "visit"), silent=("vowel",)),
            _verdict("text", 80.0, 19, false=("at: V_W", "at: DEL"), misnamed=("of: V>AH",)),
            _verdict("perfect", 85.0, 20),
            _verdict("perfect", 79.0, 19),
            _verdict("five", 80.0, 16),
        ]
    )
    assert "| words with a slip that are flagged | 2 of 3 | ≥ 0.75 | not met |" in told
    assert "| false words | 1 of 40 |" in told
    assert "| a vowel named for a consonant, or the other way round | 1 | 0 | not met |" in told
    assert "| scores without a sentence | 0 | 0 | met |" in told
    assert "| notes of more than 120 words | 0 | 0 | met |" in told
    assert "by overall | 1 of 2 pairs" in told
    assert "by share of clear words | 2 of 2 pairs" in told
