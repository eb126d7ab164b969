"""The arithmetic of the accuracy figures, by hand."""

import math

import numpy as np
import pytest

from bench.common.figures import (
    Figure,
    calibration_error,
    interval,
    ratio,
    recall_at_precision,
)


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


def test_a_slip_that_nothing_reports_is_missed_even_where_all_rows_are_slips():
    assert recall_at_precision(np.array([0.9, 0.0]), np.array([True, True]), 0.8) == (0.5, 0.9)


def test_recall_without_rows_is_none_at_all():
    assert recall_at_precision(np.array([]), np.array([], dtype=bool), 0.8) == (0.0, math.inf)


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_rows():
    # .9-bin: claims .95 on average, 1 of 2 right: gap .45, half of the rows. .1-bin: .15, 0 right: .15.
    probability = np.array([0.95, 0.95, 0.15, 0.15])
    is_right = np.array([True, False, False, False])
    assert calibration_error(probability, is_right) == pytest.approx(0.5 * 0.45 + 0.5 * 0.15)


def test_certainty_falls_into_the_last_bin():
    assert calibration_error(np.array([1.0]), np.array([True])) == 0.0


def test_a_ratio_is_of_sums():
    assert ratio([(1, 2), (3, 4)]) == pytest.approx(4 / 6)


def test_a_ratio_of_nothing_is_not_a_number():
    assert math.isnan(ratio([]))
    assert math.isnan(ratio([(0, 0)]))


def test_an_interval_of_equal_groups_has_no_width():
    assert interval([2.0, 2.0, 2.0], lambda some: float(np.mean(some))) == (2.0, 2.0, 2.0)


def test_an_interval_spans_what_resampled_groups_give():
    value, low, high = interval([0.0, 1.0], lambda some: float(np.mean(some)))
    assert (value, low, high) == (0.5, 0.0, 1.0)


def test_one_group_has_no_interval():
    assert interval([3.0], lambda some: some[0]) == (3.0, None, None)


@pytest.mark.parametrize(
    ("value", "less_is_better", "expected"),
    [(0.7, False, True), (0.69, False, False), (0.7, True, True), (0.71, True, False)],
)
def test_a_floor_is_reached_from_the_better_side(value, less_is_better, expected):
    figure = Figure("x", value, None, None, 0.7, None, "", less_is_better)
    assert figure.reaches(figure.floor) is expected
    assert figure.reaches(figure.aim) is None
