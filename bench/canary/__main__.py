"""`make bench-canary`: tasks through a fleet of mock engines, a fifth of them judged with other weights of the aligner.

First with weights like its own: is the share met, does every result name its model, does the rule leave the trial alone? Then with weights
that call more phones wrong, and last with a file that is none: are those rolled back, after how many tasks? The mock
judges by the samples, so that each recording has another noise; what is made of its phones is the real diff.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import anyio
import httpx
import numpy as np

from bench.common.setting import setting
from shared.audio import encode_wav
from shared.audio.wav import decode_wav
from shared.roster import ASKED, ORCHESTRATOR, PHONEME_DIFF
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

from .figures import HEAD, TrialCount, problems, rows

MODEL = "aligner"
SHARE = 0.2
LOW, HIGH = 0.17, 0.23
"""Over 1,000 tasks: 2.4 standard errors on each side."""
FORM = {"reference_text": "We work with three other teams every Wednesday.", "stages": "asr,align,phonemap,diff"}  # fmt: skip
AT_ONCE = 4
PATIENCE_S = 600.0
ENDS_WITHIN_S = 30.0
"""After the last task: the registrar looks every two seconds."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-canary", description=__doc__)
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--worse", type=int, default=600, help="tasks of the trial that is to end")
    parser.add_argument("--unusable", type=int, default=200)
    chosen = parser.parse_args()
    settings = {f"{service.env_prefix}_ENGINE": "mock" for service in ASKED if service is not PHONEME_DIFF}  # fmt: skip
    settings |= {"DIFF_ENGINE": "articulatory", "LOG_LEVEL": "WARNING"}
    with tempfile.TemporaryDirectory() as folder, running_fleet(Path(folder), settings) as fleet:
        found = anyio.run(_measure, fleet, chosen)
    print(setting(f'make bench-canary ARGS="--tasks {chosen.tasks}"'))
    print("\n".join(found))
    return int(any(line.startswith("not reached") for line in found))


async def _measure(fleet: RunningFleet, chosen: argparse.Namespace) -> list[str]:
    told = [HEAD]
    async with httpx.AsyncClient(base_url=fleet.url, timeout=PATIENCE_S) as client:
        alike, compared = await _trial(fleet, client, "mock-alike", 12, chosen.tasks, told)
        if compared["why"] is not None:
            told.append(f"not reached: weights like its own were rolled back for {compared['why']}")
        _, worse = await _trial(fleet, client, "mock-worse", 3, chosen.worse, told)
        _, none = await _trial(fleet, client, "mock-none", None, chosen.unusable, told)
    told += [f"not reached: {each}" for each in problems(alike, worse, low=LOW, high=HIGH)]
    if none["why"] != "unusable":
        told.append("not reached: weights that are none were not rolled back")
    return told


async def _trial(
    fleet: RunningFleet,
    client: httpx.AsyncClient,
    version: str,
    one_in: int | None,
    n_tasks: int,
    told: list[str],
) -> tuple[TrialCount, dict[str, Any]]:
    """`one_in`: about one phone in so many is called wrong; None: its file is no weights."""
    _register(fleet, version, "{" if one_in is None else json.dumps({"wrong_one_in": one_in}))
    started = await client.post(f"/models/{MODEL}/versions/{version}/canary", json={"share": SHARE})
    started.raise_for_status()
    count, begun = TrialCount(version), time.monotonic()
    numbers = iter(range(n_tasks))

    async def send() -> None:
        for number in numbers:
            files = {"file": ("speech.wav", _recording(number), "audio/wav")}
            answer = await client.post("/process", files=files, data=FORM)
            answer.raise_for_status()
            count.add(answer.json())

    async with anyio.create_task_group() as group:
        for _ in range(AT_ONCE):
            group.start_soon(send)
    seconds = time.monotonic() - begun
    compared = await _counted(client, n_tasks)
    told += rows(version, count, compared, seconds)
    if compared["why"] is None:  # so that another can be tried
        ended = await client.post(f"/models/{MODEL}/versions/{version}/rollback")
        ended.raise_for_status()
    return count, compared


async def _counted(client: httpx.AsyncClient, n_tasks: int) -> dict[str, Any]:
    """The comparison, once all of the trial's tasks are in it, or the trial has ended."""
    compared: dict[str, Any] = {}
    with anyio.move_on_after(ENDS_WITHIN_S):
        while True:
            answer = await client.get(f"/models/{MODEL}/comparison")
            compared = answer.raise_for_status().json()
            if compared["why"] or compared["canary"]["n"] + compared["live"]["n"] >= n_tasks:
                break
            await anyio.sleep(0.5)
    await anyio.sleep(3.0 if compared["why"] is None else 0.0)  # one more look of the rule
    return (await client.get(f"/models/{MODEL}/comparison")).json()


def _recording(number: int) -> bytes:
    """The good reading, under a noise of its own."""
    samples, rate_hz = decode_wav((REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes())
    noise = np.random.default_rng(number).standard_normal(len(samples)).astype(np.float32)
    return encode_wav(samples + 1e-3 * noise, rate_hz)


def _register(fleet: RunningFleet, version: str, content: str) -> None:
    """As an operator does, by hand."""
    folder = fleet.data_dir / "weights"
    folder.mkdir(exist_ok=True)
    file, card = folder / f"{version}.json", folder / "card.md"
    file.write_text(content, encoding="utf-8")
    card.write_text(f"# {version}\n\nMade up for `make bench-canary`.\n", encoding="utf-8")
    files = ["--file", str(file), "--card", str(card)]
    command = [sys.executable, "-m", "app.models", "register", MODEL, version, *files]
    environment = os.environ | {"DATA_DIR": str(fleet.data_dir), "PYTHONPATH": str(REPO_ROOT), "APP_ENV": "test"}  # fmt: skip
    folder_of = REPO_ROOT / ORCHESTRATOR.name
    subprocess.run(command, cwd=folder_of, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
