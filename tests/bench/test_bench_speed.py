"""How the times of recordings are counted, and what of a take differs from the next."""

import io
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bench.speed import beside
from bench.speed.beside import BesideTake
from bench.speed.readings import PassageReading
from bench.speed.rounds import LengthTimes, RoundTimes
from bench.speed.table import beside_table, callers_table, length_table, rank

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


def test_another_program_is_held_against_our_takes_of_the_same_recordings():
    ours = [RoundTimes(0, up_to_diff, {}, 500) for up_to_diff in (100, 200, 300)]
    theirs = [BesideTake(wall_ms, 900, 3) for wall_ms in (200, 200, 1000)]
    told = beside_table(list(zip(ours, theirs, strict=True)))
    assert "| up to diff | 200 | 300 |" in told
    assert "| its whole answer | 200 | 1000 |" in told
    assert "0.50 of its time" in told


def test_another_program_is_asked_over_its_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "program.py"
    program.write_text(
        "import json, sys\n"
        "print('ready', flush=True)\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    n = len(open(asked['path'], 'rb').read())\n"
        "    print(json.dumps({'wall_ms': n, 'cpu_ms': 2.0, 'n_words': len(asked['text'].split())}), flush=True)\n"
    )
    monkeypatch.setattr(beside, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(beside, "_PROGRAM", program)
    with beside.beside_program() as asked:
        taken = asked.judge(READING, 1)
    assert taken == BesideTake(44 + 2 * len(READING.samples), 2.0, 3)
    assert asked.process.poll() is not None


def test_a_program_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(beside, "PYTHON", tmp_path / "python")
    with pytest.raises(SystemExit, match="venv-beside"), beside.beside_program():
        pass
