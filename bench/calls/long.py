"""`make bench-long-call`: a call of an hour through POST /calls, its fleet killed on the way.

The lines of scripts.txt, said once each by the fleet's own voices, a channel a speaker, are put behind each other until the call is long
enough. Prints the time it takes as a share of its length, the highest memory over that of the idle fleet, and, with `--kills`, whether it
finished after so many `kill -9` of the whole fleet, and how often a stage ran again that had ended.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
import numpy as np
import soundfile

from bench.common.processes import cpu_s, memory_with_children_mb
from bench.common.progress import progress
from bench.common.setting import setting
from bench.long.__main__ import PeakMemory
from shared.testing.fleet import RunningFleet, running_fleet

from .__main__ import SCRIPTS
from .scripts import ScriptedCall, ScriptedLine, scripted_calls
from .spoken import RATE_HZ, SpokenCall, spoken

LONGEST_S = 14_400.0
POLL_S = 1.0
SETTINGS = {"LOG_LEVEL": "WARNING", "ORCHESTRATOR_LEASE_S": "5"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-long-call", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--lines", type=int, default=40, help="different ones")
    asked = parser.parse_args()
    print(setting("make bench-long-call"))
    with tempfile.TemporaryDirectory() as state, httpx.Client(timeout=600.0) as http:
        folder = Path(state)
        with running_fleet(folder, SETTINGS) as fleet:
            wav = _long_call(fleet, http, asked.minutes, asked.lines)
        return _measure(folder, http, wav, asked.kills)


def _long_call(fleet: RunningFleet, http: httpx.Client, minutes: float, n_lines: int) -> bytes:
    lines = [line for call in scripted_calls(SCRIPTS) for line in call.lines][:n_lines]
    said = [
        spoken(ScriptedCall("", [_plain(line)]), number // 8, fleet, http)
        for number, line in enumerate(progress(lines, "lines said"))
    ]
    random = np.random.default_rng(22)
    parts: list[np.ndarray] = []
    length = 0
    while length < minutes * 60 * RATE_HZ:
        parts += [said[at].channels for at in random.permutation(len(said))]
        length = sum(part.shape[1] for part in parts)
    channels = np.concatenate(parts, axis=1)[:, : round(minutes * 60 * RATE_HZ)]
    return SpokenCall("long", channels, []).wav(is_mixed=False)


def _plain(line: ScriptedLine) -> ScriptedLine:
    return ScriptedLine(line.speaker, line.text)


def _warm_up(fleet: RunningFleet, http: httpx.Client) -> None:
    """What a first call loads is part of the idle fleet."""
    buffer = io.BytesIO()
    random = np.random.default_rng(0)
    soundfile.write(buffer, random.standard_normal((RATE_HZ * 3, 2)) * 0.01, RATE_HZ, format="WAV")
    task_id = _send(fleet, http, buffer.getvalue())
    http.get(f"{fleet.url}/tasks/{task_id}/events").raise_for_status()


def _send(fleet: RunningFleet, http: httpx.Client, wav: bytes) -> str:
    files = {"file": ("call.wav", wav, "audio/wav")}
    form = {"channels": "true", "recording_notice": "true"}
    return http.post(f"{fleet.url}/calls", files=files, data=form).raise_for_status().json()["task_id"]  # fmt: skip


def _measure(folder: Path, http: httpx.Client, wav: bytes, n_kills: int) -> int:
    with soundfile.SoundFile(io.BytesIO(wav)) as file:
        length_s = file.frames / file.samplerate
    task_id, n_left, took_s, used_s, highest_mb, idle_mb = "", n_kills, 0.0, 0.0, 0.0, 0.0
    ran: Counter[str] = Counter()
    last_id, status = 0, "queued"
    while status not in {"succeeded", "partial", "failed"} and took_s < LONGEST_S:
        with running_fleet(folder, SETTINGS) as fleet:
            if not task_id:
                _warm_up(fleet, http)
            pid = fleet.process.pid
            idle_mb = idle_mb or memory_with_children_mb(pid)
            memory, begun, begun_cpu_s = PeakMemory(pid), time.perf_counter(), cpu_s(pid)
            with memory.watched():
                task_id = task_id or _send(fleet, http, wav)
                kill_at = None if not n_left else (n_kills - n_left + 1) / (n_kills + 1)
                status, last_id = _followed(fleet, http, task_id, last_id, kill_at, ran)
                took_s += time.perf_counter() - begun
                used_s += cpu_s(pid) - begun_cpu_s
                if status == "to be killed":
                    fleet.kill()
                    n_left -= 1
            highest_mb = max(highest_mb, memory.highest_mb)
            if status != "to be killed":
                shown = http.get(f"{fleet.url}/calls/{task_id}").json()
                print(f"{len(shown['turns'])} turns, {len(shown['moments'])} moments, {shown['accent'] and shown['accent']['n_words']} words judged")  # fmt: skip
    again = {name: n - 1 for name, n in ran.items() if n > 1}
    print(f"{length_s / 60:.0f} min: {status}; {n_kills} kills; ended twice: {again or 'none'}; load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"time: {took_s:.0f} s, {took_s / length_s:.3f} of its length, starts left out; processor time {used_s / length_s:.3f}")  # fmt: skip
    print(f"memory: {highest_mb - idle_mb:.0f} MB over {idle_mb:.0f} MB")
    return 0 if status in {"succeeded", "partial"} and not again else 1


def _followed(
    fleet: RunningFleet,
    http: httpx.Client,
    task_id: str,
    last_id: int,
    kill_at: float | None,
    ran: Counter[str],
) -> tuple[str, int]:
    """The task's end, or `to be killed` once so much of its work is done, and the last event."""
    done: dict[str, float] = {}
    name, data = "", ""
    headers = {"last-event-id": str(last_id)}
    with (
        suppress(httpx.HTTPError),
        http.stream(
            "GET", f"{fleet.url}/tasks/{task_id}/events", headers=headers, timeout=None
        ) as events,
    ):
        for line in events.iter_lines():
            field, _, value = line.partition(": ")
            if field == "id":
                last_id = int(value)
            elif field == "event":
                name = value
            elif field == "data":
                data = value
            elif not line and name:
                told = httpx.Response(200, content=data).json()
                if name == "task_finished":
                    return told["status"], last_id
                if name == "stage_finished":
                    ran[told["stage"]] += told["status"] == "succeeded"
                if name == "stage_progress":
                    done[told["stage"]] = told["n_done"] / max(1, told["n_pieces"])
                if kill_at is not None and sum(done.values()) / 2 >= kill_at:
                    return "to be killed", last_id
                name = ""
    return "lost", last_id


if __name__ == "__main__":
    sys.exit(main())
