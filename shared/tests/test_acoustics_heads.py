"""The heads' arithmetic, on trees and numbers small enough to follow."""

import numpy as np
import pytest

from shared.acoustics import evidence, features, frames, heads, lattice, phone_set
from shared.acoustics import text_match as match


def test_a_forest_adds_the_leaves_its_trees_end_in():
    # Tree 1: x0 <= 1 → 10, else (x1 <= 2 → 20, else 30). Tree 2: x1 <= 0 → 1, else 2.
    forest = heads.Forest(
        {
            "feature": np.array([0, 1, 1]),
            "threshold": np.array([1.0, 2.0, 0.0]),
            "children": np.array([[-1, 1], [-2, -3], [-4, -5]]),
            "leaves": np.array([10.0, 20.0, 30.0, 1.0, 2.0]),
            "roots": np.array([0, 2]),
        }
    )
    rows = np.array([[1.0, 5.0], [1.5, 2.0], [1.5, 2.5], [0.0, -1.0]], dtype=np.float32)
    assert forest(rows).tolist() == [12.0, 22.0, 32.0, 11.0]


@pytest.mark.parametrize(
    ("naming", "shares_of_5_and_7"), [((1.0, 0.0), [0.75, 0.25]), ((1.0, 1.0), [0.5, 0.5])]
)
def test_rivals_share_by_both_witnesses_and_neither_target_nor_silence_takes_part(
    naming, shares_of_5_and_7
):
    gains = np.full((1, 40), -np.inf, dtype=np.float32)
    gains[0, [0, 3, 5, 7]] = [9.0, 0.0, np.log(3.0), 0.0]  # silence, target, two rivals
    posteriors = np.full((1, 40), -1.0, dtype=np.float32)
    posteriors[0, [0, 3, 5, 7]] = [0.0, 0.0, -1.0 - np.log(3.0), -1.0]
    shares = heads.rival_shares(gains, posteriors, np.array([3]), heads.Naming(*naming))
    assert shares[0, [0, 3]].tolist() == [0.0, 0.0]
    assert shares[0, [5, 7]] == pytest.approx(shares_of_5_and_7)


def test_only_what_speakers_insert_is_named_as_inserted():
    gains, posteriors = np.zeros((1, 40)), np.zeros((1, 40))
    gains[0, phone_set.CLASS_OF["T"]] = 9.0
    gains[0, phone_set.CLASS_OF["IH"]] = 2.0
    best = heads.best_inserted(gains, posteriors, heads.Naming(1.0, 1.0))
    assert best.tolist() == [phone_set.CLASS_OF["IH"]]


def test_calibration_is_a_logistic_of_the_score():
    calibration = heads.Calibration.of(np.array([2.0, -1.0]))
    assert calibration(np.array([0.5])) == pytest.approx([0.5])
    assert calibration(np.array([1.0])) == pytest.approx([1 / (1 + np.exp(-1.0))])


def test_whitening_clips_outliers_before_it_projects():
    whitening = frames.Whitening(np.array([1.0]), np.array([2.0]), np.array([[3.0]]))
    assert whitening(np.array([[3.0], [1001.0]])).tolist() == [[3.0], [24.0]]


def test_context_repeats_the_frames_at_the_edges():
    stacked = frames.with_context(np.array([[1.0], [2.0], [3.0], [4.0]]))
    assert stacked.tolist() == [[1, 1, 3], [1, 2, 4], [1, 3, 4], [2, 4, 4]]


def test_a_word_that_lags_behind_the_free_choice_stands_out():
    log_posteriors = np.full((4, 40), -20.0)
    log_posteriors[:, 5] = 0.0  # everything sounds like class 5
    segments = [lattice.Segment(0, 0, 5, 0, 2), lattice.Segment(1, 0, 6, 2, 4)]
    features = match.word_features(log_posteriors, segments, 2)
    # mean lag, share far behind, share squeezed, least lag, log of the phone count, the others' lag
    assert features.tolist() == [[0, 0, 0, 0, 0, 0], [12, 1, 0, 12, 0, 12]]


def test_one_wrong_phone_leaves_the_others_of_its_word_unblamed():
    log_posteriors = np.full((6, 40), -20.0)
    log_posteriors[:, 5] = 0.0
    segments = [lattice.Segment(0, i, phone, 2 * i, 2 * i + 2) for i, phone in enumerate([6, 5, 5])]
    (row,) = match.word_features(log_posteriors, segments, 1)
    assert row.tolist() == [4, pytest.approx(1 / 3), 0, 0, pytest.approx(np.log(3)), 0]


def test_flow_sums_up_the_frames_from_the_first_phone_to_the_last_pauses_included():
    rng = np.random.default_rng(0)
    whitened = rng.normal(size=(12, 3)).astype(np.float32)
    log_posteriors = np.full((12, 40), np.log(1 / 40), dtype=np.float32)
    segments = [lattice.Segment(0, 0, 5, 2, 4), lattice.Segment(1, 0, 6, 7, 10)]
    measures = evidence.measure_segments(log_posteriors, whitened, segments)
    row = features.flow_row(np.array([7.0]), measures)
    spoken = whitened[2:10]
    change = np.abs(np.diff(spoken, axis=0)).sum(axis=0) / 8
    expected = np.concatenate([[7.0], spoken.mean(axis=0), spoken.std(axis=0), change])
    np.testing.assert_allclose(row, expected, rtol=1e-4)
    assert measures.n_flow.tolist() == [5, 3]


def test_a_linear_rating_leaves_out_what_lies_far_off():
    rate = heads.Linear(
        np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([[1.0], [10.0]]), np.array([0.5])
    )
    assert rate(np.array([3.0, 0.1])).tolist() == [2.5]
    assert rate(np.array([3.0, 1e9])).tolist() == [1.5 + 10 * heads.LINEAR_BOUND]
