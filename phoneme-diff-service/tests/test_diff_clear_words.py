"""The headline: how many words are clear, and what that means to a listener."""

import pytest

from ..app.services.clear_words import comprehensibility

SLIP = {"heard": "W", "heard_probability": 0.9, "error_probability": 0.99}


def test_words_with_a_slip_or_left_out_are_not_clear(run, evidence):
    request = evidence(
        "very good cat sat on", phones={(0, 0): SLIP}, words={4: {"spoken_probability": 0.01}}
    )
    scores = run(request).scores
    assert (scores.n_words, scores.n_clear_words) == (5, 3)
    assert scores.comprehensibility == "hard"


@pytest.mark.parametrize(
    ("n_clear", "n_words", "expected"),
    [(20, 20, "easy"), (18, 20, "easy"), (17, 20, "some_effort"), (14, 20, "some_effort"),
     (13, 20, "hard"), (4, 4, None), (0, 0, None)],
)  # fmt: skip
def test_the_share_of_clear_words_has_a_meaning_from_five_words_on(n_clear, n_words, expected):
    assert comprehensibility(n_clear, n_words) == expected
