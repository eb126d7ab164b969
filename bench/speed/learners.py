"""Recordings of learners, each of another text, as they come to the door: with the silence around what they read."""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import soundfile

from shared.testing.fleet import RunningFleet

from .readings import PassageReading
from .rounds import RoundTimes, send
from .table import rank

SHORTEST_S, LONGEST_S = 4.5, 5.5
SEED = 20
WARM_UPS = 2


def readings_of_learners(data: Path, n: int) -> list[PassageReading]:
    """`n` and some to warm up with, drawn from those of about 5 s of speechocean762's training split."""
    labels = json.loads((data / "labels.json").read_text(encoding="utf-8"))
    names = sorted(labels)
    random.Random(SEED).shuffle(names)
    readings: list[PassageReading] = []
    for name in names:
        path = data / "flac" / f"{name}.flac"
        if SHORTEST_S <= soundfile.info(path).duration <= LONGEST_S:
            samples, rate_hz = soundfile.read(path, dtype="int16")
            readings.append(PassageReading(labels[name]["text"].lower(), samples, rate_hz))
        if len(readings) == n + WARM_UPS:
            return readings
    raise SystemExit(
        f"there are {len(readings)} recordings of {SHORTEST_S:g} to {LONGEST_S:g} s: {WARM_UPS} warm up"
    )


def learners_table(fleets: Mapping[str, RunningFleet], readings: Sequence[PassageReading]) -> str:
    """Each once by each fleet, with every stage; the reference of each is spoken anew."""
    taken: dict[str, list[RoundTimes]] = {name: [] for name in fleets}
    for number, reading in enumerate(readings):
        for name, fleet in fleets.items():
            times = send(fleet, reading, 400_000 + number)
            if number >= WARM_UPS:
                taken[name].append(times)
    counted = readings[WARM_UPS:]
    n_words = sum(len(each.text.split()) for each in counted) / len(counted)
    lines = [
        f"\n{len(counted)} learners' recordings of {SHORTEST_S:g} to {LONGEST_S:g} s, {n_words:.1f} words on average, every stage\n",
        "| what | fleet | p50 | p95 | slowest |",
        "|---|---|---|---|---|",
    ]
    for what in ("whole", "up to diff", "asr", "align", "tts", "vc", "CPU"):
        for name, times in taken.items():
            values = [value for each in times if (value := each.value_of(what)) is not None]
            if values:
                told = " | ".join(f"{each:.0f}" for each in (rank(values, 0.5), rank(values, 0.95), max(values)))  # fmt: skip
                lines.append(f"| {what} | {name} | {told} |")
    return "\n".join(lines)
