"""`make bench-live`: recordings played in real time into the real recogniser.

Starts asr-service with its engine, plays recordings one after another, and asks for the batch answer of each. Prints how far a
partial lags behind the sound that it is of, how long after its end (by the batch answer's times) each word was first shown and
when it was stable, how many stable words were taken back, the word errors of both answers, what processor time a second of speech
took, and how busy the machine was otherwise.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import soundfile

from bench.common.processes import cpu_s
from bench.voices.words import word_errors, words_of
from shared.settings import REPO_ROOT
from shared.testing.ports import free_port

from .figures import lags, taken_back
from .play import play

START_S = 120.0


@dataclass(slots=True)
class LiveTotals:
    told_s: list[float] = field(default_factory=list)
    """From the end of the sound that a partial is of to when it was told."""
    shown_s: list[float] = field(default_factory=list)
    stable_s: list[float] = field(default_factory=list)
    final_s: list[float] = field(default_factory=list)
    """From the end of an utterance's speech to its final words."""
    n_taken_back: int = 0
    n_words: int = 0
    live_errors: int = 0
    batch_errors: int = 0
    between_errors: int = 0
    """Of the stream against the batch answer."""
    n_batch: int = 0
    audio_s: float = 0.0
    cpu_s: float = 0.0
    loads: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-live", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="speechocean762's training split: flac/, labels.json"
    )
    parser.add_argument("--recordings", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    recordings = list(_samples()) if chosen.data is None else _drawn(chosen.data, chosen.recordings, chosen.seed)  # fmt: skip
    with _recogniser() as (url, pid):
        totals = asyncio.run(_measure(recordings, url, pid, verbose=chosen.verbose))
    _print(totals, len(recordings))
    return 0 if totals.n_taken_back == 0 else 1


def _samples() -> Iterator[tuple[Path, str | None]]:
    for path in sorted((REPO_ROOT / "asr-service/tests/audio").glob("*english*.flac")):
        yield path, None


def _drawn(folder: Path, n: int, seed: int) -> list[tuple[Path, str | None]]:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    names = random.Random(seed).sample(sorted(labels), min(n, len(labels)))
    return [(folder / "flac" / f"{name}.flac", labels[name]["text"]) for name in names]


@contextmanager
def _recogniser() -> Iterator[tuple[str, int]]:
    """The address and process of asr-service as it is served."""
    port = free_port()
    with tempfile.TemporaryDirectory() as state:
        settings = {"PYTHONPATH": str(REPO_ROOT), "DATA_DIR": state, "LOG_LEVEL": "WARNING"}
        process = subprocess.Popen(
            [sys.executable, "-m", "shared.web.server", "app.main:app", "--port", str(port)],
            cwd=REPO_ROOT / "asr-service",
            env=os.environ | settings,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/ready", process)
            yield f"127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise SystemExit("asr-service did not start")


async def _measure(
    recordings: list[tuple[Path, str | None]], url: str, pid: int, *, verbose: bool
) -> LiveTotals:
    totals = LiveTotals()
    async with httpx.AsyncClient(timeout=120) as http:
        for path, text in recordings:
            samples, rate_hz = soundfile.read(path, dtype="int16")
            assert rate_hz == 16_000, "the recordings are at 16 kHz"
            samples = samples if samples.ndim == 1 else samples[:, 0]
            used = cpu_s(pid)
            played = await play(f"ws://{url}/stream", np.ascontiguousarray(samples))
            totals.cpu_s += cpu_s(pid) - used
            totals.audio_s += len(samples) / rate_hz
            answer = await http.post(
                f"http://{url}/process", files={"file": (path.name, path.read_bytes())}
            )
            batch = answer.raise_for_status().json()
            live_text = " ".join(word["text"] for word in played.words)
            wanted = words_of(text if text is not None else batch["text"])
            totals.n_words += len(wanted)
            totals.live_errors += word_errors(wanted, words_of(live_text))
            totals.batch_errors += word_errors(wanted, words_of(batch["text"]))
            totals.between_errors += word_errors(words_of(batch["text"]), words_of(live_text))
            totals.n_batch += len(words_of(batch["text"]))
            totals.n_taken_back += taken_back(played)
            shown, stable = lags(played, [(w["text"], w["end_s"]) for w in batch["words"]])
            totals.told_s += [at - message["heard_s"] for at, message in played.of("partial")]
            totals.shown_s += shown
            totals.stable_s += stable
            ends = {m["utterance"]: m["end_s"] for _, m in played.of("utterance_end")}
            totals.final_s += [at - ends[m["utterance"]] for at, m in played.of("final")]
            totals.loads.append(os.getloadavg()[0])
            if verbose:
                print(
                    f"{path.stem}: {text}\n  batch {batch['text']}\n  live  {live_text}", flush=True
                )
    return totals


def _print(totals: LiveTotals, n: int) -> None:
    print(f"{n} recordings, {totals.audio_s:.0f} s, {totals.n_words} words; load {min(totals.loads):.1f}–{max(totals.loads):.1f}")  # fmt: skip
    for name, values in (
        ("a partial is told after the sound it is of", totals.told_s),
        ("a word is shown, as it is in the end, after its end", totals.shown_s),
        ("a word is stable after its end", totals.stable_s),
        ("final words after the end of speech", totals.final_s),
    ):
        if values:
            p50, p95 = np.percentile(values, [50, 95])
            print(f"{name}: p50 {p50:.2f} s, p95 {p95:.2f} s (n {len(values)})")
    print(f"stable words taken back: {totals.n_taken_back}")
    if totals.n_words:
        live, batch = totals.live_errors / totals.n_words, totals.batch_errors / totals.n_words
        print(f"WER live {live:.3f}, batch {batch:.3f}, live against batch {totals.between_errors / max(1, totals.n_batch):.3f}")  # fmt: skip
    print(f"processor time: {totals.cpu_s / totals.audio_s:.2f} s a second of sound")


if __name__ == "__main__":
    sys.exit(main())
