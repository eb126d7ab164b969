"""`make bench-door`: what the door costs a request.

Starts three fleets in mock mode side by side: one without keys, one that asks for a key, one that counts limits and quotas as well.
Asks each in turn, a few requests at a time, so that what else the machine does strikes all alike: GET /tasks, POST /tasks (whose
task is waited for before the next), and POST /process. Prints milliseconds as a caller on loopback has them; of POST /process also
what is left of them beside the stages that follow on each other.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import httpx

from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

RECORDING = REPO_ROOT / "tests" / "audio" / "good.wav"
FORM = {"reference_text": "It is a very good school."}
QUIET = {"MOCK_MODE": "true", "LOG_LEVEL": "WARNING"}
NO_LIMITS = {
    f"ORCHESTRATOR_{whose}_{what}_PER_MINUTE": "0"
    for whose in ("KEY", "TENANT")
    for what in ("READS", "WORK")
}
LIMITS = dict.fromkeys(NO_LIMITS, "1000000") | {
    "ORCHESTRATOR_AUDIO_MINUTES_PER_MONTH": "1000000",
    "ORCHESTRATOR_RECORDINGS_PER_DAY": "1000000",
    "ORCHESTRATOR_STORED_MB": "1000000",
}
MODES: Mapping[str, tuple[bool, Mapping[str, str]]] = {
    "open": (False, NO_LIMITS),
    "key": (True, NO_LIMITS),
    "key, limits, quotas": (True, LIMITS),
}
"""Whether a key is asked for, and the settings."""
ON_THE_WAY = ("asr", "align", "diff", "feedback")
"""Stages of which each waits for the one before."""
AT_A_TIME = {"GET /tasks": 20, "POST /tasks": 5, "POST /process": 2}
Measured = dict[tuple[str, str], list[float]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-door", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    content = RECORDING.read_bytes()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        callers = {
            name: _caller(stack, folder / str(index), needs_key, settings)
            for index, (name, (needs_key, settings)) in enumerate(MODES.items())
        }
        measured: Measured = defaultdict(list)
        for number in range(chosen.rounds + 1):
            for mode, client in callers.items():
                _ask(client, content, measured if number else defaultdict(list), mode)
    _print(measured)
    return 0


def _caller(
    stack: ExitStack, folder: Path, needs_key: bool, settings: Mapping[str, str]
) -> httpx.Client:
    fleet = stack.enter_context(running_fleet(folder, {**QUIET, **settings}))
    client = stack.enter_context(httpx.Client(base_url=fleet.url, timeout=120))
    if needs_key:
        made = client.post("/keys", json={"name": "bench", "role": "operator"}).json()
        client.headers["authorization"] = f"Bearer {made['key']}"
    return client


def _ask(client: httpx.Client, content: bytes, measured: Measured, mode: str) -> None:
    files = {"file": ("good.wav", content, "audio/wav")}
    for _ in range(AT_A_TIME["GET /tasks"]):
        _, took_ms = _timed(lambda: client.get("/tasks?limit=1"))
        measured["GET /tasks", mode].append(took_ms)
    for _ in range(AT_A_TIME["POST /tasks"]):
        answer, took_ms = _timed(lambda: client.post("/tasks", files=files, data=FORM))
        measured["POST /tasks", mode].append(took_ms)
        client.get(f"/tasks/{answer.json()['task_id']}/events")
    for _ in range(AT_A_TIME["POST /process"]):
        answer, took_ms = _timed(lambda: client.post("/process", files=files, data=FORM))
        measured["POST /process", mode].append(took_ms)
        stages = {each["name"]: each["elapsed_ms"] or 0 for each in answer.json()["stages"]}
        in_stages_ms = sum(stages[name] for name in ON_THE_WAY)
        measured["… beside its stages", mode].append(took_ms - in_stages_ms)


def _timed(ask: Callable[[], httpx.Response]) -> tuple[httpx.Response, float]:
    """The answer, and its milliseconds."""
    begun = time.perf_counter()
    answer = ask()
    took_ms = (time.perf_counter() - begun) * 1000
    answer.raise_for_status()
    return answer, took_ms


def _print(measured: Measured) -> None:
    print(f"{'':20} {'':20} {'n':>5} {'p50 ms':>8} {'p95 ms':>8}")
    for (what, mode), took in sorted(measured.items(), key=lambda each: each[0][0]):
        p95 = statistics.quantiles(took, n=20)[-1]
        print(f"{what:20} {mode:20} {len(took):5} {statistics.median(took):8.2f} {p95:8.2f}")


if __name__ == "__main__":
    raise SystemExit(main())
