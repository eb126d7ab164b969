"""The scripts of `make bench-calls`, and which moment is of which plant."""

from pathlib import Path
from typing import get_args

import pytest

from bench.calls.__main__ import SCRIPTS, _is_of
from bench.calls.scripts import scripted_calls
from shared.mount import module_of
from shared.roster import ORCHESTRATOR


def test_there_are_twenty_calls_and_every_plant_is_a_rule():
    rules = get_args(module_of(ORCHESTRATOR, "schemas.calls").MomentRule)
    calls = scripted_calls(SCRIPTS)
    assert len(calls) == 20
    planted = [line.planted for call in calls for line in call.lines if line.planted]
    assert len(planted) == 26
    assert set(planted) <= set(rules)
    for call in calls:
        assert {line.speaker for line in call.lines} == {"agent", "customer"}


def test_a_line_has_its_marks(tmp_path: Path):
    path = tmp_path / "calls.txt"
    path.write_text(
        "= 1\nagent: It is three. [slip three=T R IY1] [plant hidden_key_word]\ncustomer: Yes. [over 1.2]\nagent: So. [pause 9] [fast 1.5]\n"
    )
    [call] = scripted_calls(path)
    first, second, third = call.lines
    assert (first.slips, first.planted) == ((("three", ("T", "R", "IY1")),), "hidden_key_word")
    assert (second.over_s, second.pause_s, second.planted) == (1.2, None, None)
    assert (third.pause_s, third.pace) == (9.0, 1.5)
    path.write_text("= 1\nnobody: Hello.\n")
    with pytest.raises(ValueError, match="no line"):
        scripted_calls(path)


@pytest.mark.parametrize(
    ("rule", "start_s", "end_s", "is_of"),
    [
        ("too_fast", 10.0, 12.0, True),
        ("monologue", 10.0, 12.0, True),
        ("mood_fall", 10.0, 12.0, False),
        ("too_fast", 25.0, 26.0, False),
    ],
)
def test_a_moment_is_of_a_plant_of_its_rule_and_about_its_time(rule, start_s, end_s, is_of):
    moment = {"rule": "too_fast", "also": ["monologue"], "start_s": 8.0, "end_s": 20.0}
    assert _is_of(moment, rule, start_s, end_s) is is_of
