"""`make bench-free-speech`: is free speech understood as it was meant where slips make other words of it?

Voices speak texts with eight slips each and as written; no text is sent. Designs and gates were chosen on `chosen_on.tsv`;
`reported_on.tsv` has other texts and voices. What was meant, what was understood and what was told stand beside the floors, with habits
undone and without. With DATA (the folder of `make bench-people`) real people's clips are recognised both ways, too.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.coach_readings.readings import (
    CoachReading,
    ReadingVoices,
    read_readings,
    spoken_words,
)
from bench.common.progress import progress
from bench.common.served import Recording, Services, open_services
from bench.common.setting import setting
from bench.people.clips import read_clips
from shared.phonetics.lexicon import Lexicon
from shared.roster import ASR, FEEDBACK
from shared.settings import REPO_ROOT, CommonSettings

from .page import people_report, report
from .people import ClipWords, clip_words
from .verdicts import FreeSpeechVerdict, verdict_on

TEXTS = Path(__file__).parent / "reported_on.tsv"
SPEECH = REPO_ROOT / ".cache" / "free_speech"
L1 = "hi"


@dataclass(frozen=True, slots=True)
class Way:
    """How free speech is heard."""

    name: str
    undoes: bool
    l1: str | None


WAYS = (
    Way("habits not undone, first language told: hi", False, L1),
    Way("habits undone, first language told: hi", True, L1),
    Way("habits undone, first language not told", True, None),
)


async def hear(
    services: Services, reading: CoachReading, samples: Recording, way: Way, lexicon: Lexicon
) -> FreeSpeechVerdict:
    transcript = await services.transcribe(samples, free_speech=way.undoes, l1=way.l1)
    answer = await services.judge(
        samples, transcript.text, transcript=transcript, l1=way.l1, text_source="transcript"
    )
    note = await services.coach(transcript, answer, answer.diff, l1=way.l1)
    return verdict_on(reading, answer.diff, note, lexicon)


def as_written(reading: CoachReading, lexicon: Lexicon) -> CoachReading:
    return replace(reading, words=spoken_words(reading.text, lexicon))


async def measure(
    path: Path, people: Path | None, every: int
) -> tuple[list[list[FreeSpeechVerdict]], list[ClipWords]]:
    """Of each of WAYS the verdicts on all texts, with slips and as written; and what was recognised of people."""
    model_dir = CommonSettings().model_dir.resolve()
    lexicon = Lexicon.load(model_dir)
    voices = ReadingVoices(model_dir, SPEECH)
    texts = read_readings(path, lexicon)
    spoken = [each for text in texts for each in (text, as_written(text, lexicon))]
    async with open_services(model_dir, also=(ASR, FEEDBACK)) as services:
        heard = [
            [await hear(services, reading, voices.speak(reading), way, lexicon) for way in WAYS]
            for reading in progress(spoken, "readings")
        ]
        clips = read_clips(people)[::every] if people else []
        words = [await clip_words(services, clip) for clip in progress(clips, "clips")]
    return [list(verdicts) for verdicts in zip(*heard, strict=True)], words


def page(by_way: Sequence[Sequence[FreeSpeechVerdict]], people: Sequence[ClipWords]) -> str:
    parts = [setting("make bench-free-speech")]
    for way, verdicts in zip(WAYS, by_way, strict=True):
        parts += [f"## {way.name.capitalize()}", report(verdicts, by_way[0])]
    if people:
        parts += ["## Real people, their texts withheld", people_report(people)]
    return "\n\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-free-speech", description=__doc__)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="another list of the kind")
    parser.add_argument("--people", type=Path, help="the folder of `make bench-people`")
    parser.add_argument("--every", type=int, default=1, help="one clip of people in so many")
    asked = parser.parse_args()
    print(page(*asyncio.run(measure(asked.texts, asked.people, asked.every))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
