"""Figures of the text and of the recogniser, read in any usual way."""

from typing import Any

import pytest

from shared.contracts import Transcript
from shared.errors import InvalidInput

from ..app.services.heard_words import heard_words
from .conftest import CHECKS, STAMP


def transcript(text: str, *pieces: str) -> Transcript:
    """`pieces` as the recogniser cuts the text into words; None are its words between blanks."""
    words = [
        {"text": piece, "start_s": 0.1 * i, "end_s": 0.1 * i + 0.1, "confidence": 0.9}
        for i, piece in enumerate(pieces or text.split())
    ]
    return Transcript.model_validate(
        {
            **STAMP, "text": text, "language": "en", "language_probability": 0.9, "words": words,
            "checks": CHECKS, "assessable": True, "reason": None,
        }
    )  # fmt: skip


def spoken(found: Transcript, text: str) -> str:
    return " ".join(word.spelling for word in heard_words(found, text.split()))


@pytest.mark.parametrize(
    ("written", "pieces", "text"),
    [
        ("Starts at 9:30.", ("Starts", "at", "9", ":30."), "starts at nine thirty"),
        ("Call 555-123-4567.", ("Call", "555", "-123", "-4567."),
         "call five five five one two three four five six seven"),
        ("Call 55512 34567", ("Call", "55512", "34567"),
         "call five five five one two three four five six seven"),
        ("It is 2050.", (), "it is two zero five zero"),
        ("Flight 407", (), "flight four oh seven"),
        ("Dial 98844", (), "dial nine double eight double four"),
        ("Room 555", (), "room triple five"),
    ],
)  # fmt: skip
def test_figures_are_read_as_the_text_has_them(written, pieces, text):
    assert spoken(transcript(written, *pieces), text) == text


def test_a_figure_that_the_text_has_not_is_read_the_likeliest_way():
    assert spoken(transcript("I have 25 cats"), "i have cats") == "i have twenty five cats"


def test_a_word_is_of_all_pieces_that_it_was_written_in():
    found = heard_words(transcript("At 9:30.", "At", "9", ":30."), ["at", "nine", "thirty"])
    assert [(word.spelling, list(word.indices)) for word in found] == [
        ("at", [0]), ("nine", [1, 2]), ("thirty", [1, 2]),
    ]  # fmt: skip


def test_pieces_that_the_transcript_does_not_have_are_joined():
    assert spoken(transcript("other text", "cat", "25"), "cat") == "cat twenty five"


@pytest.fixture
def read_otherwise(evidence) -> dict[str, Any]:
    """The map has `the cat sat`, with `twenty five` as another reading of `cat`; that one was said."""
    request = evidence("the twenty five sat", said="the 25 sat")
    likeliest = evidence("the cat sat")["phoneme_map"]
    heard = [word | {"index": 1 + i} for i, word in
             enumerate(request["phoneme_map"]["words"][1:3])]  # fmt: skip
    reading = {"first_word": 1, "n_words": 1, "words": heard}
    request["phoneme_map"] = likeliest | {"other_readings": [reading]}
    said = {"first_word": 1, "n_words": 1, "words": ["twenty", "five"]}
    request["alignment"]["read_otherwise"] = [said]
    return request


def test_the_reading_that_was_heard_is_judged(run, read_otherwise):
    outcome = run(read_otherwise)
    assert [(word.index, word.text) for word in outcome.words] == [
        (0, "the"), (1, "twenty"), (2, "five"), (3, "sat"),
    ]  # fmt: skip
    assert {word.error_type for word in outcome.words} == {"none"}
    assert outcome.scores.completeness == 100.0


@pytest.mark.parametrize(
    "wrong",
    [{"words": ["twenty"]}, {"first_word": 0}, {"n_words": 2}, {"first_word": -1, "n_words": 0}],
)
def test_a_reading_that_the_map_has_not_is_refused(run, read_otherwise, wrong):
    read_otherwise["alignment"]["read_otherwise"][0] |= wrong
    with pytest.raises(InvalidInput) as raised:
        run(read_otherwise)
    assert raised.value.field == "alignment.read_otherwise.0"
