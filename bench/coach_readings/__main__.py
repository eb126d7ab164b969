"""`make bench-coach-readings`: does the coach say of known readings what a teacher would?

The product's own voices read texts with known slips (`readings.tsv`), one a recording of every kind that a teacher
hears; the services answer as they do a caller, the recogniser asked first, with the first language told (Hindi) and
untold. What is flagged, what is told falsely, how sounds are named, the scores and the length of the note stand beside
their floors. Speech is kept in `.cache/coach_readings`.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.common.progress import progress
from bench.common.served import Services, open_services
from bench.common.setting import setting
from shared.phonetics.lexicon import Lexicon
from shared.roster import ASR, FEEDBACK
from shared.settings import CommonSettings

from .page import report
from .readings import CoachReading, ReadingVoices, read_readings
from .verdicts import CoachVerdict, verdict_on

READINGS = Path(__file__).parent / "readings.tsv"
FIRST_LANGUAGES = ("hi", None)


async def hear(
    services: Services, reading: CoachReading, voices: ReadingVoices
) -> list[CoachVerdict]:
    """One verdict for each of FIRST_LANGUAGES."""
    samples = voices.speak(reading)
    transcript = await services.transcribe(samples)
    is_free = reading.purpose == "free"
    text_source = "transcript" if is_free else "reference"
    text = transcript.text if is_free else reading.text
    answer = await services.judge(samples, text, transcript=transcript, text_source=text_source)
    verdicts: list[CoachVerdict] = []
    for l1 in FIRST_LANGUAGES:
        diff = await services.diff_with(transcript, answer, l1=l1, text_source=text_source)
        note = await services.coach(transcript, answer, diff, l1=l1)
        verdicts.append(verdict_on(reading, diff, note))
    return verdicts


async def measure(path: Path) -> list[list[CoachVerdict]]:
    """Of each of FIRST_LANGUAGES, the verdicts on all readings."""
    model_dir = CommonSettings().model_dir.resolve()
    readings = read_readings(path, Lexicon.load(model_dir))
    voices = ReadingVoices(model_dir)
    async with open_services(model_dir, also=(ASR, FEEDBACK)) as services:
        heard = [
            await hear(services, reading, voices) for reading in progress(readings, "readings")
        ]
    return [list(verdicts) for verdicts in zip(*heard, strict=True)]


def page(by_language: Sequence[Sequence[CoachVerdict]]) -> str:
    parts = [setting("make bench-coach-readings")]
    for l1, verdicts in zip(FIRST_LANGUAGES, by_language, strict=True):
        parts += [f"## First language {'told: ' + l1 if l1 else 'not told'}", report(verdicts)]
    return "\n\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-coach-readings", description=__doc__)
    parser.add_argument("--readings", type=Path, default=READINGS, help="another list of the kind")
    asked = parser.parse_args()
    print(page(asyncio.run(measure(asked.readings))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
