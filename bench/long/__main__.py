"""`make bench-long`: a long recording through the recogniser, as a part of the whole fleet.

Makes speech with the fleet's own voice, repeats it to the length asked for with pauses of 0.3 to 1.5 s, and sends it to
POST /transcribe. Prints the time it takes as a share of its length, the highest memory over that before, with the decoders, the
word errors, and the time until the first piece. `--audio`: a recording of your own, whose words nobody knows.
"""

import argparse
import io
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import soundfile

from bench.common.processes import cpu_s, memory_with_children_mb
from bench.voices.words import word_errors, words_of
from shared.audio import encode_wav
from shared.audio.resampling import resample
from shared.roster import ASR, TTS
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

RATE_HZ = 16_000
PAUSES_S = (0.3, 1.5)
VOICES = ("af_heart", "am_michael", "af_bella")
SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
ANSWER_S = 600.0


@dataclass(slots=True)
class PeakMemory:
    """Looked at while something runs: what is over before that is seen only by chance."""

    pid: int
    highest_mb: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self, every_s: float = 1.0) -> Iterator[None]:
        watcher = threading.Thread(target=self._watch, args=(every_s,), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            self._done.set()
            watcher.join()

    def _watch(self, every_s: float) -> None:
        while not self._done.wait(every_s):
            self.highest_mb = max(self.highest_mb, memory_with_children_mb(self.pid))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-long", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--audio", type=Path)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as state,
        running_fleet(Path(state), {"LOG_LEVEL": "WARNING"}) as fleet,
        httpx.Client(timeout=ANSWER_S) as http,
    ):
        text = "" if chosen.audio else " ".join(SENTENCES)
        path = chosen.audio or _made(fleet, http, chosen.minutes, Path(state))
        return _measure(fleet, http, path, text)


def _made(fleet: RunningFleet, http: httpx.Client, minutes: float, folder: Path) -> Path:
    """Written at 16 kHz, 16 bit."""
    clips = [_spoken(fleet, http, n, sentence) for n, sentence in enumerate(SENTENCES)]
    random = np.random.default_rng(20)
    path = folder / "long.wav"
    parts: list[np.ndarray] = []
    n_samples = 0
    while n_samples < minutes * 60 * RATE_HZ:
        pause = np.zeros(round(random.uniform(*PAUSES_S) * RATE_HZ), np.float32)
        parts += [clips[len(parts) // 2 % len(clips)], pause]
        n_samples += sum(map(len, parts[-2:]))
    path.write_bytes(encode_wav(np.concatenate(parts), RATE_HZ))
    return path


def _spoken(fleet: RunningFleet, http: httpx.Client, number: int, sentence: str) -> np.ndarray:
    request = {"text": sentence, "voice": VOICES[number % len(VOICES)]}
    answer = http.post(f"{fleet.addresses[TTS]}/speak", json=request).raise_for_status().json()
    stored = fleet.data_dir / "objects" / answer["audio"]["key"]
    samples, rate_hz = soundfile.read(io.BytesIO(stored.read_bytes()), dtype="float32")
    return resample(samples, rate_hz, RATE_HZ)


def _measure(fleet: RunningFleet, http: httpx.Client, path: Path, text: str) -> int:
    url, pid = fleet.addresses[ASR], fleet.process.pid
    _warm_up(http, url)
    idle_mb, used_s = memory_with_children_mb(pid), cpu_s(pid)
    memory = PeakMemory(pid)
    words: list[str] = []
    began, first_s, duration_s = time.perf_counter(), 0.0, 0.0
    with (
        memory.watched(),
        path.open("rb") as file,
        http.stream("POST", f"{url}/transcribe", files={"file": file}) as answer,
    ):
        for line in map(json.loads, answer.iter_lines()):
            match line["type"]:
                case "begun":
                    duration_s = line["duration_s"]
                case "piece":
                    first_s = first_s or time.perf_counter() - began
                    words += [word["text"] for word in line["words"]]
                case "problem":
                    raise SystemExit(f"refused: {line['problem']}")
    took_s = time.perf_counter() - began
    print(f"{duration_s / 60:.1f} min; load {os.getloadavg()[0]:.1f}")
    print(f"time: {took_s:.0f} s, {took_s / duration_s:.3f} of its length; first piece after {first_s:.1f} s")  # fmt: skip
    print(f"processor time: {(cpu_s(pid) - used_s) / duration_s:.3f} of its length")
    print(f"memory: {memory.highest_mb - idle_mb:.0f} MB over {idle_mb:.0f} MB")
    if text:
        heard = words_of(" ".join(words))
        wanted = (words_of(text) * (len(heard) // len(words_of(text)) + 2))[: len(heard)]
        print(f"word errors: {word_errors(wanted, heard) / len(wanted):.3f} of {len(wanted)}")
    return 0


def _warm_up(http: httpx.Client, url: str) -> None:
    content = (REPO_ROOT / "asr-service/tests/audio/american_english.flac").read_bytes()
    for path in ("process", "transcribe"):
        http.post(f"{url}/{path}", files={"file": ("short.flac", content)}).raise_for_status()


if __name__ == "__main__":
    sys.exit(main())
