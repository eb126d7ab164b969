"""What was answered to fixed recordings is still answered; fields may be added.

On a processor with other arithmetic than the one that they were kept on, sounds are heard a little otherwise: there it is
compared what was told, not every number.

The default suite asks of one in six; `make test-answers` of all. A change that means to answer otherwise keeps the new
answers with `make keep-answers` and says why in its commit.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from shared.testing.fleet import RunningFleet, running_fleet

from .kept import (
    arithmetic,
    ask,
    differences,
    differences_between_machines,
    kept,
    requests,
)

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

EVERY = 1 if os.environ.get("ALL_ANSWERS") else 6
ASKED = requests()[: 2 if EVERY > 1 else 3] + requests()[3::EVERY]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory, real_models: Any) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("answers"), {"MODEL_DIR": str(real_models)}) as up:
        yield up


@pytest.mark.parametrize("request_", ASKED, ids=lambda each: each["name"])
def test_a_fixed_recording_is_answered_as_before(fleet: RunningFleet, request_: dict[str, Any]):
    made = kept()
    compare = differences if made["arithmetic"] == arithmetic() else differences_between_machines
    assert list(compare(made["answers"][request_["name"]], ask(fleet, request_))) == []


def test_a_lost_field_and_a_changed_number_are_differences_and_a_new_field_is_none():
    before = {"score": 80, "words": [{"text": "very", "start_s": 0.4}]}
    now = {"score": 84, "words": [{"start_s": 0.405, "end_s": 0.6}], "more": 1}
    assert list(differences(before, now)) == [".score was 80, is 84", ".words[0].text is gone"]


def told(**changed: Any) -> dict[str, Any]:
    return {
        "http_status": 200,
        "status": "succeeded",
        "stages": [{"name": "asr", "status": "succeeded"}],
        "scores": {"overall": 90.0, "fluency": None},
        "issues": [{"rule": "TH", "word_index": 1}, {"rule": "VW", "word_index": 4}],
        "transcript": {"text": "it is very good"},
    } | changed


def test_between_machines_numbers_may_move_and_what_is_told_may_not():
    near = told(
        scores={"overall": 92.0, "fluency": None}, transcript={"text": "it is very very good"}
    )
    assert list(differences_between_machines(told(), near)) == []
    assert list(differences_between_machines(told(), told(issues=told()["issues"][:1]))) == []
    for changed in (
        {"status": "partial"},
        {"stages": [{"name": "asr", "status": "failed"}]},
        {"scores": {"overall": 80.0}},
        {"scores": None},
        {"issues": []},
        {"transcript": {"text": "this was bad"}},
    ):
        assert len(list(differences_between_machines(told(), told(**changed)))) == 1, changed
