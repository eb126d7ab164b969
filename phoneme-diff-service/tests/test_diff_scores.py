"""The score formula: what raters would give, and what sure slips leave of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..app.services import judging, scoring

NO_RATINGS = dict.fromkeys(("accuracy", "fluency", "prosody", "total"))
WRONG = {"heard": "W", "heard_probability": 0.9, "error_probability": 1.0}
INSERTED = {"heard": "IH", "before_phone": 0, "probability": 1.0, "start_s": 0.2, "end_s": 0.25}


def verdict(probability: float | None, state: judging.JudgedState = "fine") -> judging.Verdict:
    return judging.Verdict(state, "none", probability, None)


def unrated(*phones: tuple[int, int]) -> dict:
    return {place: {"quality": None} for place in phones}


@given(
    st.floats(0, 2), st.floats(0, 2), st.floats(0, 1), st.floats(0, 1),
    st.sampled_from(["fine", "uncertain", "error"]),
)  # fmt: skip
def test_a_phone_score_never_falls_with_quality_nor_rises_with_doubt(q, other_q, p, other_p, state):
    def score(quality: float, doubt: float) -> float:
        value = scoring.phone_score(quality, verdict(doubt, state))
        assert value is not None
        return value

    assert score(min(q, other_q), p) <= score(max(q, other_q), p)
    assert score(q, max(p, other_p)) <= score(q, min(p, other_p))
    assert 0 <= score(q, p) <= 100


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0, 100), (0.45, 100), (0.575, 92.5), (0.7, 85), (0.97, 80), (0.985, 50), (1, 20)],
)
def test_a_phone_that_is_rated_right_loses_only_by_what_the_audio_is_sure_of(probability, expected):
    assert scoring.phone_score(2.0, verdict(probability, "error")) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("probability", "expected"), [(0, 100), (0.45, 80), (0.625, 60), (0.8, 40), (0.9, 20), (1, 0)]
)
def test_a_phone_without_a_rating_has_what_the_audio_says(probability, expected):
    assert scoring.phone_score(None, verdict(probability, "error")) == pytest.approx(expected)


def test_a_phone_that_was_only_rated_has_its_rating():
    assert scoring.phone_score(1.5, verdict(None)) == 75.0
    assert scoring.phone_score(None, verdict(None)) is None


def test_an_error_that_the_audio_does_not_see_keeps_its_rating():
    """A prior may call a phone an error; its score is the audio's."""
    assert scoring.phone_score(1.8, verdict(0.3, "error")) == 90.0
    assert scoring.phone_score(1.8, verdict(0.3, "fine")) == 90.0


@given(st.floats(judging.Gates().error, 1))
def test_an_error_of_the_audio_is_below_a_phone_that_is_fine(probability):
    """A phone rated 1.8 of 2 with little doubt has 90; half of those that are fine have 99."""
    shown = scoring.phone_score(2.0, verdict(probability, "error"))
    assert shown is not None
    assert shown <= 85


def test_a_word_has_what_raters_would_give_it(run, evidence):
    words = run(evidence("very good", words={1: {"quality": 7.25}})).words
    assert [word.accuracy for word in words] == [90.0, 72.5]


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.45, 100), (0.7, 99), (0.97, 98), (0.985, 93), (1, 88)]
)
def test_a_slip_shows_in_a_word_that_is_rated_right_as_surely_as_it_is_heard(
    run, evidence, probability, expected
):
    slip = WRONG | {"error_probability": probability}
    words = run(evidence("very good", phones={(0, 0): slip}, words={0: {"quality": 10.0}})).words
    assert [word.accuracy for word in words] == [pytest.approx(expected), 90.0]


def test_each_slip_takes_its_own_from_the_word_and_nothing_goes_below_zero(run, evidence):
    phones = {(0, 0): WRONG, (0, 2): WRONG}
    assert run(evidence("very", phones=phones)).words[0].accuracy == 66.0
    low = run(evidence("very", phones=phones, words={0: {"quality": 1.0}}))
    assert low.words[0].accuracy == 0.0


def test_an_inserted_phone_lowers_its_word_only_as_an_error(run, evidence):
    def accuracy(probability: float) -> float | None:
        added = INSERTED | {"probability": probability}
        return run(evidence("very", words={0: {"insertions": [added]}})).words[0].accuracy

    assert accuracy(1.0) == 86.0
    between = accuracy(0.99)
    assert between is not None
    assert 86.0 < between < 90.0
    assert accuracy(0.8) == 90.0


def test_a_word_without_a_rating_has_the_mean_of_its_sounds(run, evidence):
    """Phones 0 and 100, 100, 100; then an inserted one of 0 beside them."""
    phones = {(0, 0): WRONG | {"quality": 0.0}}
    words: dict[int, dict[str, object]] = {0: {"quality": None}}
    assert run(evidence("very", phones=phones, words=words)).words[0].accuracy == 75.0
    words[0]["insertions"] = [INSERTED]
    assert run(evidence("very", phones=phones, words=words)).words[0].accuracy == 60.0


def test_overall_is_the_rated_total_times_completeness(run, evidence):
    """Rated 85; two words of three."""
    outcome = run(evidence("the cat sat", said="the sat", words={1: {"spoken_probability": 0.1}}))
    assert (outcome.scores.accuracy, outcome.scores.completeness) == (90.0, 66.7)
    assert outcome.scores.overall == pytest.approx(85 * 2 / 3, abs=0.05)


def test_without_a_rated_total_overall_is_the_weighted_mean_of_the_rest(run, evidence):
    """0.5 × 90 + 0.25 × 80 + 0.25 × 70; without prosody (0.5 × 90 + 0.25 × 80) / 0.75."""
    rated = {"accuracy": 9.0, "fluency": 8.0, "prosody": 7.0, "total": None}
    assert run(evidence("very good", utterance=rated)).scores.overall == 82.5
    assert run(evidence("very good", utterance=rated | {"prosody": None})).scores.overall == 86.7


def test_without_any_rating_scores_are_what_the_audio_says(run, evidence):
    """Phones 0 and six of 100 − 20 × 0.02 / 0.45 = 99.1."""
    phones = unrated(*((0, p) for p in range(4)), *((1, p) for p in range(3)))
    phones[0, 0] |= WRONG
    words = {0: {"quality": None}, 1: {"quality": None}}
    outcome = run(evidence("very good", phones=phones, words=words, utterance=NO_RATINGS))
    assert [word.accuracy for word in outcome.words] == [74.3, 99.1]
    assert outcome.scores.accuracy == pytest.approx(6 * 99.11 / 7, abs=0.05)
    assert (outcome.scores.overall, outcome.scores.fluency) == (None, None)


def test_an_utterance_of_one_word_of_one_phone_has_every_score(run, evidence):
    outcome = run(evidence("oh", phones={(0, 0): WRONG | {"heard": "UW"}}))
    (word,) = outcome.words
    assert (word.phones[0].score, word.accuracy) == (20.0, 78.0)
    assert (outcome.scores.accuracy, outcome.scores.overall) == (90.0, 85.0)
