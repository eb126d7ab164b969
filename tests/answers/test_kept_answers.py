"""What was answered to fixed recordings is still answered; fields may be added.

The default suite asks of one in six; `make test-answers` of all. A change that means to answer otherwise keeps the new
answers with `make keep-answers` and says why in its commit.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from shared.testing.fleet import RunningFleet, running_fleet

from .kept import ask, differences, kept, requests

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

EVERY = 1 if os.environ.get("ALL_ANSWERS") else 6
ASKED = requests()[: 2 if EVERY > 1 else 3] + requests()[3::EVERY]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory, real_models: Any) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("answers"), {"MODEL_DIR": str(real_models)}) as up:
        yield up


@pytest.mark.parametrize("request_", ASKED, ids=lambda each: each["name"])
def test_a_fixed_recording_is_answered_as_before(fleet: RunningFleet, request_: dict[str, Any]):
    before = kept()[request_["name"]]
    assert list(differences(before, ask(fleet, request_))) == []


def test_a_lost_field_and_a_changed_number_are_differences_and_a_new_field_is_none():
    before = {"score": 80, "words": [{"text": "very", "start_s": 0.4}]}
    now = {"score": 84, "words": [{"start_s": 0.405, "end_s": 0.6}], "more": 1}
    assert list(differences(before, now)) == [".score was 80, is 84", ".words[0].text is gone"]
