"""Boundaries found in sounds that turn from one into another at a time we chose."""

from itertools import pairwise

import numpy as np
import pytest

from shared.acoustics.boundary_refinement import refined_times
from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import CLASS_OF

RATE_HZ = 16_000
TURN_S = 0.300
"""Where the made sound turns."""


ROOM = 0.003
"""Level of what is always there, 30 dB below: in perfect silence the first edge of a window would tell of what comes."""


def tone(duration_s: float) -> np.ndarray:
    times = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    room = ROOM * np.random.default_rng(1).standard_normal(len(times))
    return (0.2 * np.sin(2 * np.pi * 300 * times) + room).astype(np.float32)


def noise(duration_s: float) -> np.ndarray:
    rng = np.random.default_rng(0)
    return (0.1 * rng.standard_normal(round(duration_s * RATE_HZ))).astype(np.float32)


SOUND = np.concatenate([tone(TURN_S), noise(0.3)])


def segments(*spans: tuple[str, int, int]) -> list[Segment]:
    """(phone, first frame, frame after the last) of one word."""
    return [
        Segment(0, position, CLASS_OF[phone], start, stop)
        for position, (phone, start, stop) in enumerate(spans)
    ]


@pytest.mark.parametrize("early_s", [0.020, 0.023, 0.030])
def test_a_boundary_that_comes_early_is_found_where_the_sound_turns(early_s: float):
    given = TURN_S - early_s

    (_, end), (start, _) = refined_times(
        SOUND, segments(("AA", 0, 14), ("S", 14, 30)), [(0.0, given), (given, 0.6)]
    )

    assert start == pytest.approx(TURN_S, abs=0.005)
    assert end == start


def test_a_sound_that_turns_the_other_way_is_found_as_well():
    sound = np.concatenate([noise(TURN_S), tone(0.3)])

    _, (start, _) = refined_times(
        sound, segments(("S", 0, 14), ("AA", 14, 30)), [(0.0, 0.28), (0.28, 0.6)]
    )

    assert start == pytest.approx(TURN_S, abs=0.005)


def test_phones_that_touch_still_do_and_a_pause_stays_one():
    spans = segments(("AA", 0, 8), ("S", 8, 14), ("AA", 20, 25), ("S", 25, 30))
    given = [(0.0, 0.16), (0.16, 0.28), (0.40, 0.50), (0.50, 0.60)]

    first, second, third, fourth = refined_times(SOUND, spans, given)

    assert first[1] == second[0]
    assert second[1] == 0.28
    assert second[1] < third[0]
    assert third[1] == fourth[0]
    assert fourth[1] == 0.60


@pytest.mark.parametrize("seed", range(5))
def test_boundaries_keep_their_order_however_short_the_phones(seed: int):
    rng = np.random.default_rng(seed)
    sound = rng.standard_normal(RATE_HZ).astype(np.float32)
    names = rng.choice(["S", "AA", "T", "N", "L", "CH", "R"], size=20)
    spans = segments(*((str(name), 10 + index, 11 + index) for index, name in enumerate(names)))
    given = [(each.start * 0.02, each.stop * 0.02) for each in spans]

    found = refined_times(sound, spans, given)

    assert all(start < end for start, end in found)
    assert all(one[1] == other[0] for one, other in pairwise(found))


def test_no_segments_have_no_times():
    assert refined_times(SOUND, [], []) == []
