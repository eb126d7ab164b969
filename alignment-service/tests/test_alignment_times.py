"""Two witnesses of when a phone was said, put together."""

from itertools import pairwise

import numpy as np
import pytest

from shared.acoustics.lattice import Segment

from ..app.services.engines.whisper_phones.times import (
    agreed_times,
    in_the_whole,
    without_the_rest,
)


def segments(*spans: tuple[int, int]) -> list[Segment]:
    return [Segment(0, n, 1, start, stop) for n, (start, stop) in enumerate(spans)]


JOINED = segments((5, 10), (10, 20))


def test_near_times_are_averaged_with_the_models_lateness_taken_off():
    refined = [(0.10, 0.20), (0.20, 0.40)]
    timed = [("B", 0.10, 0.21), ("AH", 0.21, 0.40)]
    (first, second) = agreed_times(refined, timed, JOINED)
    assert first == pytest.approx((0.104, 0.209))
    assert second[0] == pytest.approx(0.209)


def test_far_apart_the_models_are_believed():
    refined = [(0.10, 0.50), (0.50, 0.60)]
    timed = [("B", 0.10, 0.20), ("AH", 0.20, 0.60)]
    assert agreed_times(refined, timed, JOINED)[1][0] == pytest.approx(0.208)


def test_a_pause_that_only_the_models_hear_ends_the_phone_before_it():
    refined = [(0.10, 0.50), (0.50, 0.60)]
    timed = [("B", 0.10, 0.20), ("AH", 0.49, 0.60)]
    (first, second) = agreed_times(refined, timed, JOINED)
    assert (first[1], second[0]) == pytest.approx((0.208, 0.499))


def test_a_pause_of_the_segments_stays():
    parted = segments((5, 10), (15, 20))
    refined = [(0.10, 0.20), (0.30, 0.40)]
    timed = [("B", 0.10, 0.28), ("AH", 0.28, 0.40)]
    (first, second) = agreed_times(refined, timed, parted)
    assert first[1] == pytest.approx(0.20)
    assert second[0] == pytest.approx(0.294)


def test_without_the_models_the_refined_times_are_told():
    refined = [(0.10, 0.20), (0.20, 0.40)]
    assert agreed_times(refined, [], JOINED) == refined


def test_whatever_the_witnesses_say_phones_follow_each_other():
    rng = np.random.default_rng(5)
    for _ in range(200):
        n = int(rng.integers(1, 12))
        cuts = np.sort(rng.uniform(0, 3, 2 * n))
        refined = [(float(cuts[2 * i]), float(cuts[2 * i + 1])) for i in range(n)]
        other = np.sort(rng.uniform(0, 3, 2 * n))
        timed = [("B", float(other[2 * i]), float(other[2 * i + 1])) for i in range(n)]
        joins = rng.random(n) < 0.5
        spans = segments(*((2 * i, 2 * i + 2 if joins[i] else 2 * i + 1) for i in range(n)))
        told = agreed_times(refined, timed, spans)
        assert all(start < end for start, end in told)
        assert all(one[1] <= two[0] + 0.006 for one, two in pairwise(told))


def test_what_was_cut_out_is_counted_again():
    samples = np.arange(320 * 10, dtype=np.float32)
    kept = np.array([0, 1, 2, 7, 8, 9])
    rest = without_the_rest(samples, kept)
    assert len(rest) == 320 * 6
    assert rest[320 * 3] == samples[320 * 7]
    assert in_the_whole([("B", 0.07, 0.09)], kept) == [
        ("B", pytest.approx(0.15), pytest.approx(0.17))
    ]


def test_nothing_cut_out_is_the_recording_itself():
    samples = np.zeros(325, dtype=np.float32)
    assert without_the_rest(samples, np.array([0])) is samples
