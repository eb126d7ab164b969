"""`make bench-speaking`: texts over WS /speak/stream of the real fleet, one after another.

Prints the time from the request to the first sound, to the end of all speech, and how often sound would have run out for who
plays it as it comes.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from websockets.asyncio.client import connect

from shared.roster import TTS
from shared.testing.fleet import running_fleet

SENTENCES = (
    Path(__file__)
    .parents[1]
    .joinpath("long", "sentences.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)
SENTENCES_A_TEXT = 2


@dataclass(slots=True)
class SpokenStream:
    began: float
    first_s: float = 0.0
    """From the request to the first frame of sound."""
    took_s: float = 0.0
    said_s: float = 0.0
    starved_s: float = 0.0
    """For so long there was nothing to play, once it had begun."""

    def hear(self, n_samples: int, rate_hz: int) -> None:
        now_s = time.perf_counter() - self.began
        self.first_s = self.first_s or now_s
        played_until_s = self.first_s + self.said_s + self.starved_s
        self.starved_s += max(0.0, now_s - played_until_s)
        self.said_s += n_samples / rate_hz


@dataclass(slots=True)
class SpokenStreams:
    each: list[SpokenStream] = field(default_factory=list)

    def told(self) -> str:
        first = [each.first_s for each in self.each]
        p50, p95 = np.percentile(first, [50, 95])
        said_s = sum(each.said_s for each in self.each)
        took_s = sum(each.took_s for each in self.each)
        starved_s = sum(each.starved_s for each in self.each)
        return (
            f"{len(self.each)} texts, {said_s:.0f} s of speech; load {os.getloadavg()[0]:.1f}\n"
            f"first sound: p50 {p50:.2f} s, p95 {p95:.2f} s\n"
            f"made in {took_s / said_s:.2f} of its length; {starved_s:.1f} s without sound on the way"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-speaking", description=__doc__)
    parser.add_argument("--texts", type=int, default=8)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as state,
        running_fleet(Path(state), {"LOG_LEVEL": "WARNING"}) as fleet,
    ):
        address = fleet.addresses[TTS].replace("http", "ws", 1) + "/speak/stream"
        print(asyncio.run(_measure(address, chosen.texts)).told())
    return 0


async def _measure(address: str, n_texts: int) -> SpokenStreams:
    measured = SpokenStreams()
    await _spoken(address, "Good morning.")
    for number in range(n_texts):
        first = number * SENTENCES_A_TEXT % len(SENTENCES)
        text = " ".join(SENTENCES[first : first + SENTENCES_A_TEXT])
        measured.each.append(await _spoken(address, text))
    return measured


async def _spoken(address: str, text: str) -> SpokenStream:
    async with connect(address, compression=None) as socket:
        stream, rate_hz = SpokenStream(time.perf_counter()), 0
        await socket.send(json.dumps({"text": text}))
        async for message in socket:
            if isinstance(message, bytes):
                stream.hear(len(message) // 2, rate_hz)
                continue
            told = json.loads(message)
            if told["type"] == "error":
                raise SystemExit(f"refused: {told['problem']}")
            rate_hz = told.get("rate_hz", rate_hz)
    stream.took_s = time.perf_counter() - stream.began
    return stream


if __name__ == "__main__":
    sys.exit(main())
