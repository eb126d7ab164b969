"""The arithmetic of every figure, by hand."""

import math

import numpy as np
import pytest

from training.stats import (
    area_under_curve,
    calibration_error,
    correlation,
    equal_error_rate,
    interval,
    mean_square_error,
    paired_interval,
    ratio,
    recall_at_precision,
    reliability,
    rule_of_three,
    share_with_interval,
    wilson_interval,
)


def mean_of(some) -> float:
    return float(np.mean(some))


def test_recall_is_that_of_the_lowest_threshold_still_precise_enough():
    # Flagging down to .6: 3 of 4 flagged are slips (.75); down to .8: 2 of 2. Three slips in all.
    probability = np.array([0.9, 0.8, 0.7, 0.6, 0.1])
    is_slip = np.array([True, True, False, True, False])
    assert recall_at_precision(probability, is_slip, 0.75) == (1.0, 0.6)
    assert recall_at_precision(probability, is_slip, 0.80) == (pytest.approx(2 / 3), 0.8)


def test_rows_of_equal_probability_are_flagged_together():
    # Both rows at .9 or neither: precision .5 at the first threshold, so nothing reaches .8.
    probability = np.array([0.9, 0.9, 0.2])
    assert recall_at_precision(probability, np.array([True, False, False]), 0.8)[0] == 0.0


def test_rows_of_equal_score_can_be_ranked_one_by_one():
    score, is_so = np.array([0.9, 0.9, 0.2]), np.array([1, 0, 0])
    assert recall_at_precision(score, is_so, 0.8, ties_together=False) == (1.0, 0.9)


def test_scores_below_nought_are_ranked_like_others():
    # Least first: the rows at -1 and -2 are so, and nothing else is flagged.
    score, is_so = np.array([-3.0, -1.0, -2.0]), np.array([False, True, True])
    assert recall_at_precision(score, is_so, 1.0) == (1.0, -2.0)


def test_a_slip_that_nothing_reports_is_missed_even_where_all_rows_are_slips():
    probability, is_slip = np.array([0.9, 0.0]), np.array([True, True])
    assert recall_at_precision(probability, is_slip, 0.8, above=0.0) == (0.5, 0.9)


def test_recall_without_rows_is_none_at_all():
    assert recall_at_precision(np.array([]), np.array([], dtype=bool), 0.8) == (0.0, math.inf)


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_rows():
    # .9-bin: claims .95 on average, 1 of 2 right: gap .45, half of the rows. .1-bin: .15, 0 right: .15.
    probability = np.array([0.95, 0.95, 0.15, 0.15])
    is_right = np.array([True, False, False, False])
    assert calibration_error(probability, is_right) == pytest.approx(0.5 * 0.45 + 0.5 * 0.15)


def test_certainty_falls_into_the_last_bin():
    assert calibration_error(np.array([1.0]), np.array([True])) == 0.0


def test_reliability_moves_what_was_stated_to_the_share_of_the_set():
    # Stated at a prior of .5 in a set with a share of .8: odds times 4, so .5 becomes .8; .8 becomes 16/17.
    stated = np.array([0.5, 0.5, 0.5, 0.5, 0.8])
    is_so = np.array([True, True, True, False, True])
    (only,) = reliability(stated, is_so, prior=0.5)
    assert only == {"stated": pytest.approx((4 * 0.8 + 16 / 17) / 5), "real": 0.8, "n": 5}


def test_reliability_keeps_the_bins_apart():
    # The set has the prior's own share: .1 and .9 stay what they are.
    found = reliability(np.array([0.1, 0.9]), np.array([False, True]), prior=0.5)
    assert [(round(each["stated"], 6), each["real"]) for each in found] == [(0.1, 0.0), (0.9, 1.0)]


def test_a_ratio_is_of_sums():
    assert ratio([(1, 2), (3, 4)]) == pytest.approx(4 / 6)


def test_a_ratio_of_nothing_is_not_a_number():
    assert math.isnan(ratio([]))
    assert math.isnan(ratio([(0, 0)]))


def test_an_interval_of_equal_groups_has_no_width():
    assert interval([2.0, 2.0, 2.0], mean_of) == (2.0, 2.0, 2.0)


def test_an_interval_spans_what_resampled_groups_give():
    assert interval([0.0, 1.0], mean_of) == (0.5, 0.0, 1.0)


def test_one_group_has_no_interval():
    assert interval([3.0], lambda some: some[0]) == (3.0, None, None)


def test_resamples_in_which_a_figure_is_not_defined_are_left_out():
    # Of one group twice: nothing to divide by in a quarter of the resamples, 1 of 1 in all others.
    assert interval([(0, 0), (1, 1)], ratio) == (1.0, 1.0, 1.0)


def test_speakers_are_resampled_whole():
    # Each speaker alone is predicted within 1 or within 3: squared errors 1 and 9, 5 of both.
    pieces = {
        "one": [(np.array([1.0]), np.array([2.0])), (np.array([4.0]), np.array([3.0]))],
        "other": [(np.array([0.0, 3.0]), np.array([3.0, 0.0]))],
    }
    assert paired_interval(pieces, mean_square_error) == (5.0, 1.0, 9.0)


def test_correlation_is_pearsons():
    # Deviations (-1, 0, 1) and (-4, 2, 2) / 3: covariance 2, variances 2 and 24 / 9.
    found = correlation(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 2.0]))
    assert found == pytest.approx(2 / math.sqrt(2 * 24 / 9))


def test_a_share_has_the_interval_of_its_groups():
    # Voice a: 2 of 2, voice b: 0 of 2. Resampled: all, half or none.
    found = share_with_interval(["a", "a", "b", "b"], [True, True, False, False])
    assert found == {"share": 0.5, "low": 0.0, "high": 1.0, "n": 4}


def test_a_share_of_one_group_is_its_own_interval():
    found = share_with_interval(["a", "a"], [True, False])
    assert found == {"share": 0.5, "low": 0.5, "high": 0.5, "n": 2}


def test_a_share_of_nothing_is_none():
    assert share_with_interval([], []) is None


def test_wilsons_interval_of_eight_in_ten():
    # (.8 + z²/20 ± z √(.16/10 + z²/400)) / (1 + z²/10) with z² = 3.8415
    assert wilson_interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@pytest.mark.parametrize(("n_true", "expected"), [(0, (0.0, 0.2775)), (10, (0.7225, 1.0))])
def test_wilsons_interval_ends_at_nought_and_one(n_true, expected):
    # z² / (n + z²) = 3.8415 / 13.8415
    assert wilson_interval(n_true, 10) == pytest.approx(expected, abs=1e-4)


def test_wilsons_interval_of_nothing_is_everything():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_what_was_never_seen_in_600_trials_is_rarer_than_one_in_200():
    assert rule_of_three(600) == 0.005


def test_the_area_counts_pairs_in_the_right_order_and_ties_half():
    # .9 beats both; .5 ties with one and beats the other: 3.5 of 4.
    assert area_under_curve(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == 3.5 / 4
    assert area_under_curve(np.array([]), np.array([0.1])) is None


def test_the_equal_error_rate_is_where_misses_and_alarms_meet():
    # Flagging the first three: 1 of 3 missed, 1 of 3 alarmed.
    score = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    is_so = np.array([1, 0, 1, 1, 0, 0])
    assert equal_error_rate(score, is_so) == pytest.approx(1 / 3)
