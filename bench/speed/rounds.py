"""One recording through a fleet, as a caller who follows it sees it; and many, by several callers at once."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from bench.common.processes import cpu_s
from shared.testing.fleet import RunningFleet

from .readings import PassageReading

TIMEOUT_S = 600.0
JUDGING = ("asr", "align", "phonemap", "diff")
BY_SOUND = JUDGING[1:]
"""Without the recogniser: the text is known."""

Ways = Mapping[str, tuple[RunningFleet, Sequence[str]]]
"""By name, a fleet and the stages that are asked of it."""


@dataclass(frozen=True, slots=True)
class RoundTimes:
    """From the first byte sent, in milliseconds."""

    whole_ms: float
    up_to_diff_ms: float
    stages_ms: dict[str, float]
    cpu_ms: float
    """Of the fleet's process."""

    def value_of(self, what: str) -> float | None:
        """Of `whole`, `up to diff`, `CPU` or a stage; None for one that didn't run."""
        own = {"whole": self.whole_ms, "up to diff": self.up_to_diff_ms, "CPU": self.cpu_ms}
        return (own | self.stages_ms).get(what)


@dataclass(slots=True)
class LengthTimes:
    """What was measured of one reading in one fleet."""

    reading: PassageReading
    first: RoundTimes | None = None
    warm: list[RoundTimes] = field(default_factory=list)

    def values_of(self, what: str) -> list[float]:
        """Of the warm takes, as RoundTimes.value_of has it."""
        return [value for each in self.warm if (value := each.value_of(what)) is not None]


def send(
    fleet: RunningFleet,
    reading: PassageReading,
    number: int,
    stages: Sequence[str] = (),
    *,
    is_read_again: bool = False,
) -> RoundTimes:
    """The reading's take `number`, with every stage unless they are named; `is_read_again`: as one of several who read it, none of
    whom is erased: with a task goes what was spoken for it.

    Raises httpx.HTTPError, ValueError when it fails.
    """
    asked = {
        "reference_text": reading.text,
        # Rates a little apart keep the reference from coming out of the cache.
        "speaking_rate": "1" if is_read_again else str(1 + (1 + number % 400) / 4000),
        "consent_voice_cloning": "true",
    }
    if stages:
        asked |= {"stages": ",".join(stages), "consent_voice_cloning": "false"}
    content = reading.take(number)
    with httpx.Client(base_url=fleet.url, timeout=TIMEOUT_S) as client:
        cpu_before, begun = cpu_s(fleet.process.pid), time.perf_counter()
        sent = client.post("/tasks", files={"file": ("a.wav", content, "audio/wav")}, data=asked)
        task_id = sent.raise_for_status().json()["task_id"]
        whole_ms, up_to_diff_ms, stages_ms, status = 0.0, 0.0, {}, ""
        for name, fields in _events(client, task_id):
            at_ms = (time.perf_counter() - begun) * 1000
            if name == "stage_finished" and fields.get("elapsed_ms") is not None:
                stages_ms[fields["stage"]] = float(fields["elapsed_ms"])
                if fields["stage"] == "diff":
                    up_to_diff_ms = at_ms
            if name == "task_finished":
                status, whole_ms = fields["status"], at_ms
        cpu_ms = (cpu_s(fleet.process.pid) - cpu_before) * 1000
        if not is_read_again:
            client.delete(f"/tasks/{task_id}").raise_for_status()
    if status != "succeeded":
        raise ValueError(f"a task ended {status or 'without a word'}")
    return RoundTimes(whole_ms, up_to_diff_ms, stages_ms, cpu_ms)


def _events(client: httpx.Client, task_id: str) -> Iterator[tuple[str, dict]]:
    with client.stream("GET", f"/tasks/{task_id}/events") as stream:
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield name, json.loads(line.removeprefix("data:"))


def recordings_a_minute(
    fleet: RunningFleet,
    reading: PassageReading,
    *,
    callers: int,
    each: int,
    stages: Sequence[str],
) -> tuple[float, list[float]]:
    """How many come up to diff in a minute, and how long each took, in milliseconds."""

    def call(caller: int) -> list[float]:
        numbers = range(100_000 + caller * each, 100_000 + (caller + 1) * each)
        return [send(fleet, reading, number, stages).up_to_diff_ms for number in numbers]

    begun = time.perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        taken_ms = [ms for times in pool.map(call, range(callers)) for ms in times]
    return 60 * callers * each / (time.perf_counter() - begun), taken_ms
