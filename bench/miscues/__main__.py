"""`make bench-miscues`: are miscues found, whatever the length of the reading?

Voices that trained nothing read sentences that trained nothing, with known miscues: a word or a whole sentence
left out, a word added or said twice, a phrase said again, a word begun and broken off, two sentences
swapped. Recogniser, alignment and diff run as they are served, one thread each. Speech is kept in
`.cache/miscues/speech`. `--quick` leaves out the readings beyond 20 s; `--by-sound` leaves out the recogniser, as who asks for
stages without `asr`.
"""

import argparse
import asyncio
import os
import sys

from bench.common.processes import peak_mb
from bench.common.served import ServedAnswer, open_services
from shared.audio.decode import RATE_HZ
from shared.contracts import Transcript
from shared.phonetics.lexicon import Lexicon
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings

from .reader import Reader
from .readings import SpokenReading, readings
from .tally import MiscueTally, table_of

SPEECH = REPO_ROOT / ".cache" / "miscues" / "speech"


async def measure(*, quick: bool, by_sound: bool, verbose: bool) -> dict[str, MiscueTally]:
    model_dir = CommonSettings().model_dir.resolve()
    lexicon, reader = Lexicon.load(model_dir), Reader(model_dir, SPEECH)
    tallies: dict[str, MiscueTally] = {}
    async with open_services(model_dir, also=[ASR]) as services:
        for reading in readings(lexicon, quick=quick):
            samples = reader.read(reading.sentences, reading.voice)
            transcript = None if by_sound else await services.transcribe(samples)
            answer = await services.judge(samples, reading.text, transcript=transcript)
            tally = tallies.setdefault(reading.row, MiscueTally())
            tally.add(reading, answer, audio_s=len(samples) / RATE_HZ)
            if verbose:
                tell(reading, transcript, answer)
    return tallies


def tell(reading: SpokenReading, transcript: Transcript | None, answer: ServedAnswer) -> None:
    found = [
        (word.error_type, word.kind, word.index, word.text)
        for word in answer.diff.words
        if word.error_type in {"omission", "insertion"}
    ]
    extra = [(each.kind, each.text, each.before) for each in reading.truth.extra]
    issues = [(each.word, each.rule, each.start_s) for each in answer.diff.issues]
    print(reading.row, reading.number, reading.voice, reading.truth.kinds)
    print("   truth", sorted(reading.truth.omitted), extra)
    print("   found", found, answer.diff.reason, "issues", issues)
    print("   asr", transcript.text[:400] if transcript else None, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-miscues", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--by-sound", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    tallies = asyncio.run(
        measure(quick=arguments.quick, by_sound=arguments.by_sound, verbose=arguments.verbose)
    )
    print(f"\n{table_of(tallies)}")
    peak = peak_mb(os.getpid())
    print(f"\npeak memory of the process, models and recogniser included: {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
