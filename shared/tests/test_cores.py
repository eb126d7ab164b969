"""Cores are those that the process may use, not those of the machine."""

import math
import os

import pytest

from shared import cores


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("200000 100000\n", 2.0),
        ("150000 100000\n", 1.5),
        ("50000 100000\n", 0.5),
        ("max 100000\n", math.inf),
        ("", math.inf),
        ("nonsense", math.inf),
        ("100000 0\n", math.inf),
    ],
)
def test_a_quota_is_read_in_cores(tmp_path, told, expected):
    path = tmp_path / "cpu.max"
    path.write_text(told)
    assert cores._quota(path) == expected


def test_without_control_groups_there_is_no_quota(tmp_path):
    assert cores._quota(tmp_path / "cpu.max") == math.inf


@pytest.mark.parametrize(
    ("told", "expected"),
    [("50000 100000", 1), ("max 100000", 3), ("150000 100000", 2), ("900000 100000", 3)],
)
def test_what_may_be_used_is_the_lesser(tmp_path, monkeypatch, told, expected):
    path = tmp_path / "cpu.max"
    path.write_text(told)
    monkeypatch.setattr(cores, "_QUOTA", path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 5, 7}, raising=False)
    assert cores.usable_cores() == expected


def test_where_no_affinity_is_told_the_machines_cores_count(tmp_path, monkeypatch):
    monkeypatch.setattr(cores, "_QUOTA", tmp_path / "cpu.max")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert cores.usable_cores() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores.usable_cores() == 1
