"""The heads' arithmetic, on trees and numbers small enough to follow."""

import importlib

import numpy as np
import pytest

ENGINE = "alignment-service.app.services.engines.whisper_phones"
heads = importlib.import_module(f"{ENGINE}.heads")
match = importlib.import_module(f"{ENGINE}.match")
frames = importlib.import_module(f"{ENGINE}.frames")
lattice = importlib.import_module(f"{ENGINE}.lattice")


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


def test_rivals_share_by_their_gains_and_neither_target_nor_silence_takes_part():
    gains = np.full((1, 40), -np.inf, dtype=np.float32)
    gains[0, [0, 3, 5, 7]] = [9.0, 0.0, np.log(3.0), 0.0]  # silence, target, two rivals
    shares = heads.rival_shares(gains, np.array([3]), 1.0)
    assert shares[0, [0, 3]].tolist() == [0.0, 0.0]
    assert shares[0, [5, 7]] == pytest.approx([0.75, 0.25])


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
    # mean lag, share far behind, share squeezed, least lag, log of the phone count
    assert features.tolist() == [[0, 0, 0, 0, 0], [12, 1, 0, 12, 0]]
