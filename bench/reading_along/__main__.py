"""`make bench-reading-along`: known texts read into the real fleet in real time, their words judged on the way.

Each recording is played twice, without judging and with it, and is then sent whole (`POST /process` up to the diff). Prints how often
the two agree on a word, how many words were judged, how long after its end (by the judgement of the whole) a word was told of, how
long the judgement of the whole takes, what processor time a second of sound takes either way, and how far partial words lag.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx
import numpy as np
import soundfile

from bench.common.processes import cpu_s
from bench.live.play import PlayedStream, play
from shared.contracts import JudgedWord
from shared.roster import ASR
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

from .figures import ReadingTotals, of_recording, table

STAGES = "asr,align,phonemap,diff"
RATE_HZ = 16_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reading-along", description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="speechocean762's training split: flac/, labels.json",
    )
    parser.add_argument("--recordings", type=int, default=40)
    parser.add_argument("--seed", type=int, default=72)
    chosen = parser.parse_args()
    labels = json.loads((chosen.data / "labels.json").read_text(encoding="utf-8"))
    names = random.Random(chosen.seed).sample(sorted(labels), min(chosen.recordings, len(labels)))
    recordings = [
        (chosen.data / "flac" / f"{name}.flac", labels[name]["text"].lower()) for name in names
    ]
    settings = {"LOG_LEVEL": "WARNING", "MODEL_DIR": str(REPO_ROOT / ".models")}
    with tempfile.TemporaryDirectory() as folder, running_fleet(Path(folder), settings) as fleet:
        totals = asyncio.run(_measure(fleet, recordings))
    print(table(totals))
    return 0


async def _measure(fleet: RunningFleet, recordings: list[tuple[Path, str]]) -> ReadingTotals:
    totals = ReadingTotals()
    address = fleet.addresses[ASR].replace("http", "ws", 1) + "/stream"
    async with httpx.AsyncClient(base_url=fleet.url, timeout=120) as http:
        for number, (path, text) in enumerate(recordings):
            samples, rate_hz = soundfile.read(path, dtype="int16")
            assert rate_hz == RATE_HZ, "the recordings are at 16 kHz"
            if number == 0:  # what is loaded when first asked is no part of the figures
                await play(address, samples, {"text": text, "judge_words": True})
            plain, without_s = await _played(fleet, address, samples, {"text": text})
            judged, with_s = await _played(
                fleet, address, samples, {"text": text, "judge_words": True}
            )
            begun = time.perf_counter()
            answer = await http.post(
                "/process",
                files={"file": (path.name, path.read_bytes())},
                data={"reference_text": text, "stages": STAGES},
            )
            told = answer.raise_for_status().json()
            totals.whole_s.append(time.perf_counter() - begun)
            await http.delete(f"/tasks/{told['task_id']}")
            totals.audio_s += len(samples) / rate_hz
            totals.cpu_without_s += without_s
            totals.cpu_with_s += with_s
            totals.loads.append(os.getloadavg()[0])
            words = [JudgedWord.model_validate(each) for each in told["words"] or ()]
            words = [each for each in words if each.error_type != "insertion"]
            totals.add(of_recording(judged, words, n_tokens=len(text.split())), plain, judged)
    return totals


async def _played(
    fleet: RunningFleet, address: str, samples: np.ndarray, start: dict[str, object]
) -> tuple[PlayedStream, float]:
    """The stream, and seconds of processor time that the fleet took for it."""
    before = cpu_s(fleet.process.pid)
    played = await play(address, samples, start)
    return played, cpu_s(fleet.process.pid) - before


if __name__ == "__main__":
    sys.exit(main())
