"""What a load test says of a fleet: worked out by hand on journeys and looks that are made up, and tried on users of a mocked fleet."""

import asyncio
import io
import itertools
import os
from collections import Counter
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile

from bench.load.arrivals import as_they_come, by_turns
from bench.load.figures import Growth, growth, is_flat, kinds_table, p95, quarter_of
from bench.load.journeys import DEADLINES_S, MIX, Kind, Trip, Users, shuffled
from bench.load.processes import Look, between, look, most_files
from bench.load.recordings import SpokenText
from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

WAV = (REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes()


class NobodysUsers:
    """Each journey is as long as it is told to be."""

    def __init__(self, taken_s: float) -> None:
        self.taken_s = taken_s
        self.here = self.most_here = 0

    async def travel(self, kind: Kind) -> Trip:
        self.here += 1
        self.most_here = max(self.most_here, self.here)
        await asyncio.sleep(self.taken_s)
        self.here -= 1
        return Trip(kind, 0.0, self.taken_s, "answered")


def test_each_twenty_have_the_mix_and_the_same_seed_the_same_order():
    first = list(itertools.islice(shuffled(1), 40))
    assert Counter(first[:20]) == Counter(first[20:]) == Counter(MIX)
    assert first[:20] != first[20:]
    assert first == list(itertools.islice(shuffled(1), 40))


def test_by_turns_no_more_are_there_than_may():
    users = NobodysUsers(0.01)
    told = asyncio.run(by_turns(users, shuffled(1), n_at_once=3, seconds=0.1))  # pyright: ignore[reportArgumentType]
    assert users.most_here == 3
    assert len(told) >= 9


def test_as_they_come_nobody_waits_for_who_is_there():
    users = NobodysUsers(0.5)
    told = asyncio.run(as_they_come(users, shuffled(1), per_s=40, seconds=0.4, seed=1))  # pyright: ignore[reportArgumentType]
    assert users.most_here == len(told)
    assert 6 <= len(told) <= 30


def test_the_95th_of_100_is_the_95th():
    assert p95([float(n) for n in range(100)]) == 94.0
    assert p95([]) == 0.0


def test_the_process_that_grew_most_and_the_files_of_all_count():
    def seen(at_s: float, fleet_mb: float, child_mb: float, files: int) -> Look:
        return Look(at_s, {"fleet": fleet_mb, "child 1": child_mb}, {"fleet": files, "child 1": 5}, 1.0)  # fmt: skip

    def learners(*taken_s: float) -> list[Trip]:
        return [Trip("learner", 0.0, each, "answered") for each in taken_s]

    looks = [seen(0, 100, 50, 40), seen(1, 110, 50, 44), seen(2, 105, 60, 43), seen(3, 105, 62, 45)]
    first = quarter_of(learners(2.0, 4.0), between(looks, 0, 2))
    last = quarter_of(learners(2.0, 5.0), between(looks, 2, 4))
    told = growth(first, last)
    assert (told.memory, told.more_files, told.slower) == (pytest.approx(61 / 50), 1, 1.25)
    assert most_files(looks) == 50


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (Growth(1.05, 10, 1.1), True),
        (Growth(1.06, 0, 1.0), False),
        (Growth(1.0, 11, 1.0), False),
        (Growth(1.0, 0, 1.11), False),
    ],
)
def test_flat_is_memory_files_and_waiting_at_once(told, wanted):
    assert is_flat(told) is wanted


def test_a_table_tells_late_ones_from_refused_ones():
    trips = [
        Trip("learner", 0, 2.0, "answered"),
        Trip("learner", 0, 60.0, "late"),
        Trip("learner", 0, 0.1, "refused"),
        Trip("learner", 0, 0.2, "wrong", "a 500"),
    ]
    [row] = [line for line in kinds_table(trips).splitlines() if "learner" in line]
    assert row == "| learner | 4 | 1 | 2.0 | 2.0 | 1 | 0.1 | 1 | 1 |"


def test_this_process_is_seen_with_its_memory_and_files():
    seen = look(os.getpid())
    assert seen.memory_mb["fleet"] > 10
    assert seen.files["fleet"] > 2


@pytest.mark.timeout(180)
def test_every_kind_of_user_gets_what_they_came_for(tmp_path: Path):
    async def travelled(url: str) -> list[Trip]:
        async with httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=60) as client:
            made = (await client.post("/classes", json={"name": "Load"})).json()
            clips = [SpokenText("It is very good.", WAV)]
            users = Users(client, clips, [_two_channels()], made["class_id"])
            return await asyncio.gather(*(users.travel(kind) for kind in DEADLINES_S))

    with running_fleet(tmp_path, {"MOCK_MODE": "true", "LOG_LEVEL": "WARNING"}) as fleet:
        told = asyncio.run(travelled(fleet.url))
    assert [(each.kind, each.outcome, each.detail) for each in told] == [
        (kind, "answered", "") for kind in DEADLINES_S
    ]


def _two_channels() -> bytes:
    random = np.random.default_rng(1)
    buffer = io.BytesIO()
    soundfile.write(buffer, random.normal(0, 0.1, (5 * 16_000, 2)), 16_000, format="WAV", subtype="PCM_16")  # fmt: skip
    return buffer.getvalue()
