"""`make bench-tight`: clips cut to the sample, at 40 dB below their peak, held against the same with silence around them.

Voices that trained nothing read each phrase of phrases.txt; a clip is judged as it was cut, and with 0.3 s of silence at
both ends. Speech is kept in `.cache/tight`.
"""

import argparse
import asyncio
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.common.held_out import read_samples
from bench.common.progress import progress
from bench.common.served import Services, open_services
from bench.common.setting import setting
from shared.audio.decode import RATE_HZ
from shared.contracts import Diff, Transcript
from shared.phonetics.lexicon import Lexicon
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings
from training.speech.synth import HELD_OUT_VOICES, SyntheticUtterance, speak_plan

PHRASES = Path(__file__).parent / "phrases.txt"
SPEECH = REPO_ROOT / ".cache" / "tight"
VOICES_A_PHRASE = 2
CUT_DB = 40.0
SILENCE_S = 0.3


@dataclass(frozen=True, slots=True)
class HeardClip:
    voice: str
    text: str
    transcript: Transcript
    diff: Diff

    @property
    def reason(self) -> str | None:
        return self.transcript.reason or self.diff.reason

    @property
    def issues(self) -> frozenset[tuple[int, str]]:
        """Word and rule of each."""
        return frozenset((each.word_index, each.rule) for each in self.diff.issues)


def cut(samples: np.ndarray) -> np.ndarray:
    """From the first sample to the last that is no more than CUT_DB below the peak."""
    loud = np.flatnonzero(np.abs(samples) >= np.abs(samples).max() * 10 ** (-CUT_DB / 20))
    return samples[loud[0] : loud[-1] + 1]


def plan(lexicon: Lexicon) -> list[tuple[SyntheticUtterance, str]]:
    planned: list[tuple[SyntheticUtterance, str]] = []
    for number, text in enumerate(PHRASES.read_text(encoding="utf-8").splitlines()):
        words = [list(each.pronunciations[0].phones) for each in lexicon.pronounce(text)]
        for turn in range(VOICES_A_PHRASE):
            voice = HELD_OUT_VOICES[(number + 2 * turn) % len(HELD_OUT_VOICES)]
            digest = hashlib.sha256(repr((voice, words)).encode()).hexdigest()[:20]
            planned.append(
                (SyntheticUtterance(digest, voice, True, words, text.strip(".?").split()), text)
            )
    return planned


async def hear(services: Services, voice: str, text: str, samples: np.ndarray) -> HeardClip:
    transcript = await services.transcribe(samples)
    answer = await services.judge(samples, text, transcript=transcript)
    return HeardClip(voice, text, transcript, answer.diff)


def report(pairs: Sequence[tuple[HeardClip, HeardClip]]) -> str:
    """Of clips as they were cut, and with silence around."""
    judged = [
        (tight, wide) for tight, wide in pairs if tight.reason is None and wide.reason is None
    ]
    differences = [
        abs(tight.diff.scores.overall - wide.diff.scores.overall)
        for tight, wide in judged
        if tight.diff.scores.overall is not None and wide.diff.scores.overall is not None
    ]
    rows = [
        "| clips | cut to the sample | with silence around |",
        "|---|---|---|",
        _row("refused", [[each.reason is not None for each in pair] for pair in pairs]),
        _row("with issues", [[bool(each.issues) for each in pair] for pair in judged]),
        _row("with other issues", [[bool(a.issues - b.issues), bool(b.issues - a.issues)] for a, b in judged]),
        "",
        f"Overall scores, 0–100, of {len(differences)} clips differ by {np.mean(differences):.1f} on average, "
        f"{np.max(differences):.1f} at most; transcripts differ in "
        f"{sum(a.transcript.text != b.transcript.text for a, b in judged)}.",
        "",
    ]  # fmt: skip
    rows += [
        f"- {tight.voice}, “{tight.text}”: {tight.reason or sorted(tight.issues)} where it was "
        f"{wide.reason or sorted(wide.issues)} with silence around"
        for tight, wide in pairs
        if tight.reason != wide.reason or tight.issues != wide.issues
    ]
    return "\n".join(rows)


def _row(name: str, values: Sequence[Sequence[bool]]) -> str:
    counts = " | ".join(
        f"{sum(pair[place] for pair in values)} of {len(values)}" for place in (0, 1)
    )
    return f"| {name} | {counts} |"


async def measure() -> list[tuple[HeardClip, HeardClip]]:
    model_dir = CommonSettings().model_dir.resolve()
    planned = plan(Lexicon.load(model_dir))
    utterances = [utterance for utterance, _ in planned]
    for _ in speak_plan(
        utterances, kokoro_dir=model_dir / "kokoro-82m", folder=SPEECH, processes=1
    ):
        pass
    silence = round(SILENCE_S * RATE_HZ)
    pairs: list[tuple[HeardClip, HeardClip]] = []
    async with open_services(model_dir, also=(ASR,)) as services:
        for utterance, text in progress(planned, "clips"):
            tight = cut(read_samples(SPEECH, utterance))
            pairs.append(
                (
                    await hear(services, utterance.voice, text, tight),
                    await hear(services, utterance.voice, text, np.pad(tight, silence)),
                )
            )
    return pairs


def main() -> int:
    argparse.ArgumentParser(prog="make bench-tight", description=__doc__).parse_args()
    pairs = asyncio.run(measure())
    print(f"{setting('make bench-tight')}\n\n{report(pairs)}")
    return 0 if not any(tight.reason for tight, _ in pairs) else 1


if __name__ == "__main__":
    sys.exit(main())
