"""`python -m bench.judgeable --data …`: prints what is refused, and why, of each kind of recording.

Learners are transcribed once and kept under --out; that takes most of the time.
"""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from bench.common.held_out import is_refused, read_plan, read_samples
from bench.common.served import Services, open_services
from shared.audio import Audio
from shared.audio.checks import check_recording
from shared.audio.decode import RATE_HZ
from shared.roster import ASR
from training.corpora.speechocean import RatedUtterance
from training.run.folder import RunFolder

from . import sounds
from .learners import N_LEARNERS, recording, sample, transcript_of

SNRS_DB = (20, 15, 10, 5, 0, -5)
N_NOISY = 40
N_VARIANTS = 60
"""Learners whose texts are also reordered, cut and lengthened."""
_SHARED_WORDS = 0.34
_ONE_WORDS = ("umbrella", "seventeen", "window", "kitchen")
_LONG = (
    "Before the train arrived the children had already finished their lunch and were playing with an old "
    "football behind the station while their teacher tried to find the tickets"
)


def other_text(index: int, texts: list[str], *, step: int) -> str:
    """Another learner's text that has few words of this one's."""
    mine = set(texts[index].lower().split())
    for turn in range(1, len(texts)):
        other = texts[(index + step * turn) % len(texts)]
        words = other.lower().split()
        if len(words) > 1 and sum(word in mine for word in words) <= _SHARED_WORDS * len(words):
            return other
    raise ValueError("the texts are all alike")


def half_other(index: int, texts: list[str]) -> str:
    mine, other = texts[index].split(), other_text(index, texts, step=13).split()
    return " ".join([*mine[: (len(mine) + 1) // 2], *other[len(other) // 2 :]])


def reordered(index: int, texts: list[str]) -> str:
    words = texts[index].split()
    return " ".join(np.random.default_rng(index).permutation(words))


TEXTS: dict[str, tuple[bool, Callable[[int, list[str]], str]]] = {
    "the text that was read": (True, lambda index, texts: texts[index]),
    "another sentence": (True, lambda index, texts: other_text(index, texts, step=7)),
    "a second other sentence": (True, lambda index, texts: other_text(index, texts, step=11)),
    "first half right, second half other": (False, half_other),
    "the same words in another order": (False, reordered),
    "a text of 28 words": (False, lambda *_: _LONG),
    "one other word": (False, lambda index, _: _ONE_WORDS[index % len(_ONE_WORDS)]),
    "its first word alone": (False, lambda index, texts: texts[index].split()[0]),
}
"""Name → whether it is tried with every learner, and the text for the learner at an index."""


async def texts_of_learners(
    learners: list[RatedUtterance], data: Path, out: Path, services: Services
) -> dict[str, Any]:
    texts = [each.text.capitalize() for each in learners]
    found: dict[str, list[tuple[str, bool]]] = {name: [] for name in TEXTS}
    for index, learner in enumerate(learners):
        transcript = await transcript_of(data, learner, services, out / "transcripts")
        samples = recording(data, learner).samples
        for name, (with_all, text_for) in TEXTS.items():
            if with_all or index < N_VARIANTS:
                answer = await services.judge(samples, text_for(index, texts))
                diff = await services.diff_with(transcript, answer)
                found[name].append((diff.reason or "judged", is_refused(diff)))
        if (index + 1) % 20 == 0:
            print(f"  learners {index + 1}", flush=True)
            figures = {name: _summary(rows) for name, rows in found.items()}
            (out / "texts.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return {name: _summary(rows) for name, rows in found.items()}


def _summary(rows: list[tuple[str, bool]]) -> dict[str, Any]:
    return {
        "n": len(rows),
        "refused or completeness below 20": sum(refused for _, refused in rows),
        "reasons": dict(Counter(reason for reason, _ in rows)),
    }


def reasons_of(recordings: Iterable[np.ndarray]) -> dict[str, int]:
    found = (check_recording(Audio(each.astype(np.float32), RATE_HZ, 0.0)) for each in recordings)
    return dict(Counter(each.reason or "judged" for each in found))


def speech_dbfs(samples: np.ndarray) -> float:
    """Level of what a voice activity detector calls speech."""
    checks = check_recording(Audio(samples, RATE_HZ, 0.0))
    return checks.level_dbfs if checks.level_dbfs is not None else sounds.level_dbfs(samples)


def behind(samples: np.ndarray, other: np.ndarray, snr_db: float, level_dbfs: float) -> np.ndarray:
    """`other`, which is at -20 dBFS, under the speech; scaled so that nothing clips."""
    mixed = samples + other[: len(samples)] * 10 ** ((level_dbfs + 20 - snr_db) / 20)
    return mixed / max(1.0, float(np.abs(mixed).max()))


def noisy_speech(cache: Path) -> dict[str, Any]:
    plan = [each for each in read_plan(cache) if each.held_out and not each.slips]
    clips = [
        read_samples(RunFolder(cache).of("synthesis") / "spoken", each) for each in plan[:N_NOISY]
    ]
    # Half a second of room before and after, as of a person who presses a button.
    clips = [np.pad(each, RATE_HZ // 2) for each in clips]
    levels = [speech_dbfs(each) for each in clips]
    kinds = list(sounds.MUSIC)
    figures: dict[str, Any] = {"clean": reasons_of(clips)}
    for snr_db in SNRS_DB:
        rng = np.random.default_rng(snr_db + 100)
        for name, exponent in (("white", 0.0), ("pink", 1.0)):
            figures[f"{name} noise, {snr_db} dB"] = reasons_of(
                behind(clip, sounds.coloured_noise(rng, 10, exponent=exponent), snr_db, level)
                for clip, level in zip(clips, levels, strict=True)
                if len(clip) <= 10 * RATE_HZ
            )
        figures[f"music, {snr_db} dB"] = reasons_of(
            behind(clip, sounds.music(kinds[i % len(kinds)], rng, 10), snr_db, level)
            for i, (clip, level) in enumerate(zip(clips, levels, strict=True))
            if len(clip) <= 10 * RATE_HZ
        )
    for attenuation_db in (20, 25, 30, 35, 40):
        figures[f"{attenuation_db} dB softer"] = reasons_of(
            clip * 10 ** (-attenuation_db / 20) for clip in clips
        )
    return figures


def sounds_alone() -> dict[str, Any]:
    rng = np.random.default_rng(5)
    time_s = sounds.seconds(3)
    figures = {
        kind: reasons_of(sounds.music(kind, rng, duration_s) for duration_s in (2, 3, 5, 8, 12))
        for kind in sounds.MUSIC
    }
    for name, made in {
        "white noise": sounds.coloured_noise(rng, 4, exponent=0),
        "pink noise": sounds.coloured_noise(rng, 4, exponent=1),
        "brown noise": sounds.coloured_noise(rng, 4, exponent=2),
        "hum of 50 Hz": sounds.mains_hum(4),
        "hum of 60 Hz": sounds.mains_hum(4, mains_hz=60),
        "a beep": 0.3 * np.sin(2 * np.pi * 440 * time_s),
        "keys typed": sounds.clicks(rng, 4),
        "digital silence": np.zeros(RATE_HZ * 3),
    }.items():
        figures[name] = reasons_of([made])
    return figures


def learners_alone(learners: list[RatedUtterance], data: Path) -> dict[str, int]:
    return reasons_of(recording(data, each).samples for each in learners)


async def _measure(arguments: argparse.Namespace) -> dict[str, Any]:
    learners = sample(arguments.data, n=arguments.learners)
    figures: dict[str, Any] = {}
    if "sounds" in arguments.parts:
        figures["sounds"] = sounds_alone()
        figures["noisy"] = noisy_speech(arguments.cache)
        figures["learners"] = learners_alone(learners, arguments.data)
    if "texts" in arguments.parts:
        async with open_services(arguments.models, also=[ASR]) as services:
            figures["texts"] = await texts_of_learners(
                learners, arguments.data, arguments.out, services
            )
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.judgeable", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of speechocean762-train")
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"))
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--out", type=Path, default=Path(".cache/judgeable"))
    parser.add_argument("--learners", type=int, default=N_LEARNERS)
    parser.add_argument("--parts", nargs="+", default=["sounds", "texts"])
    arguments = parser.parse_args()
    (arguments.out / "transcripts").mkdir(parents=True, exist_ok=True)
    figures = asyncio.run(_measure(arguments))
    name = "-".join(arguments.parts)
    (arguments.out / f"{name}.figures.json").write_text(
        json.dumps(figures, indent=1), encoding="utf-8"
    )
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
