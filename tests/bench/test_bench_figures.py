"""What a figure says of its floor; its arithmetic is tested with training/stats.py."""

import pytest

from bench.common.figures import Figure


@pytest.mark.parametrize(
    ("value", "less_is_better", "expected"),
    [(0.7, False, True), (0.69, False, False), (0.7, True, True), (0.71, True, False)],
)
def test_a_floor_is_reached_from_the_better_side(value, less_is_better, expected):
    figure = Figure("x", value, None, None, 0.7, None, "", less_is_better)
    assert figure.reaches(figure.floor) is expected
    assert figure.reaches(figure.aim) is None
