"""What `make bench-free-speech` counts, on words told by hand."""

from pathlib import Path

import pytest

from bench.coach_readings.readings import read_readings
from bench.free_speech import people, verdicts
from shared.phonetics.lexicon import Lexicon

TEXTS = Path(people.__file__).parent


def test_words_understood_elsewhere_are_not_at_their_place():
    meant = ["my", "three", "friends", "came"]
    assert verdicts.meant_places(meant, ["my", "tree", "friends", "came"]) == {0: 0, 2: 2, 3: 3}
    assert verdicts.meant_places(meant, ["my", "friends", "came", "home"]) == {0: 0, 1: 2, 2: 3}


@pytest.mark.parametrize(
    ("heard", "errors"),
    [("a b c", 0), ("a x c", 1), ("a c", 1), ("a b b c", 1), ("", 3), ("c b a", 2)],
)
def test_word_errors_are_the_fewest_changes(heard, errors):
    assert people.word_errors(["a", "b", "c"], heard.split()) == errors


def test_words_are_compared_by_their_letters():
    assert people.words_of("“Don't stop,” said twenty-one — Bob.") == [
        "dont", "stop", "said", "twenty", "one", "bob",
    ]  # fmt: skip


def test_both_lists_have_ten_texts_of_eight_slips_and_no_voice_or_text_is_in_both(real_models):
    lexicon = Lexicon.load(real_models)
    chosen, reported = (
        read_readings(TEXTS / f"{name}_on.tsv", lexicon) for name in ("chosen", "reported")
    )
    assert [len(text.slips) for text in (*chosen, *reported)] == [8] * 20
    assert not {text.voice for text in chosen} & {text.voice for text in reported}
    assert not {text.text for text in chosen} & {text.text for text in reported}
