"""How the times of recordings are counted, and what of a take differs from the next."""

import io

import numpy as np
import pytest
import soundfile

from bench.speed.readings import PassageReading
from bench.speed.rounds import LengthTimes, RoundTimes
from bench.speed.table import callers_table, length_table, rank

READING = PassageReading("Very good school", np.arange(-8_000, 8_000, dtype=np.int16), 16_000)


def times_of(whole_ms: float, **stages_ms: float) -> RoundTimes:
    return RoundTimes(whole_ms, whole_ms / 2, stages_ms, whole_ms / 4)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 10), (0.95, 19), (0.99, 20), (0.0, 1), (1.0, 20)]
)
def test_a_rank_is_one_of_the_values(share, expected):
    assert rank(list(range(20, 0, -1)), share) == expected


def test_of_one_value_every_rank_is_that_one():
    assert [rank([7.0], share) for share in (0.5, 0.95, 0.99)] == [7.0] * 3


def test_takes_are_the_same_to_the_ear_and_different_to_a_cache():
    first, second = READING.take(1), READING.take(2)
    assert first != second
    assert READING.take(1) == first
    samples, rate_hz = soundfile.read(io.BytesIO(first), dtype="int16")
    assert rate_hz == READING.rate_hz
    changed = samples.astype(int) - READING.samples
    assert 1 <= np.count_nonzero(changed) <= 50
    assert np.abs(changed).max() == 1


def test_a_table_has_a_row_for_what_was_measured_in_each_fleet():
    times = {
        name: LengthTimes(
            READING, times_of(900, asr=300), [times_of(each, asr=100) for each in whole]
        )
        for name, whole in {"now": (100, 200, 300), "before": (200, 400, 600)}.items()
    }
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in length_table(times).splitlines()
        if line.startswith("| ")
    ]
    assert ["whole", "now", "900", "200", "300", "300"] in rows
    assert ["whole", "before", "900", "400", "600", "600"] in rows
    assert ["asr", "now", "300", "100", "100", "100"] in rows
    assert not any(row[0] == "vc" for row in rows)


def test_callers_are_told_by_how_many_they_are():
    told = callers_table(READING, {("now", 2): (41.6, [1000.0, 2000.0, 3000.0])})
    assert "| 2 | now | 42 | 2000 | 3000 |" in told
