"""`make bench-numerals`: does any usual way to read a figure add, miss or change a word?

Voices that trained nothing read texts with numbers, dates, money and the like (`readings.tsv`: the text, and how it is
read); the services get the text as written. Every word that they call added, left out, read as another or wrongly
said is counted: none is. Speech is kept in `.cache/numerals`.
"""

import argparse
import asyncio
import csv
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.held_out import read_samples
from bench.common.progress import progress
from bench.common.served import Services, open_services
from bench.common.setting import setting
from shared.contracts import Diff
from shared.phonetics.lexicon import Lexicon
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings
from training.speech.synth import HELD_OUT_VOICES, SyntheticUtterance, speak_plan
from training.stats import wilson_interval

READINGS = Path(__file__).parent / "readings.tsv"
SPEECH = REPO_ROOT / ".cache" / "numerals"


@dataclass(frozen=True, slots=True)
class NumeralReading:
    text: str
    """As it is written."""
    spoken: str
    """As it is read: words in lower case, names of letters in capitals."""
    utterance: SyntheticUtterance


@dataclass(frozen=True, slots=True)
class NumeralVerdict:
    reading: NumeralReading
    recognised: str
    is_assessable: bool
    as_read: bool
    """Whether the words that were judged are those that were said."""
    added: tuple[str, ...]
    left_out: tuple[str, ...]
    read_as: tuple[str, ...]
    """Word of the text → what the product says was read in its place."""
    slips: tuple[str, ...]
    """Sounds called wrong, which the voice has not."""

    @property
    def is_right(self) -> bool:
        wrong = self.added or self.left_out or self.read_as
        return self.is_assessable and not wrong


def readings(path: Path, lexicon: Lexicon) -> list[NumeralReading]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_reading(row, number, lexicon) for number, row in enumerate(rows)]


def _reading(row: dict[str, str], number: int, lexicon: Lexicon) -> NumeralReading:
    words = lexicon.pronounce(row["spoken"])
    phones = [list(word.pronunciations[0].phones) for word in words]
    voice = HELD_OUT_VOICES[number % len(HELD_OUT_VOICES)]
    digest = hashlib.sha256(repr((voice, phones)).encode()).hexdigest()[:20]
    utterance = SyntheticUtterance(digest, voice, True, phones, [word.text for word in words])
    return NumeralReading(row["text"], row["spoken"], utterance)


async def judge(services: Services, reading: NumeralReading) -> NumeralVerdict:
    samples = read_samples(SPEECH, reading.utterance)
    transcript = await services.transcribe(samples)
    answer = await services.judge(samples, reading.text, transcript=transcript)
    return verdict(reading, transcript.text, answer.diff)


def verdict(reading: NumeralReading, recognised: str, diff: Diff) -> NumeralVerdict:
    target = [word.text.lower() for word in diff.target_words]
    return NumeralVerdict(
        reading=reading,
        recognised=recognised,
        is_assessable=diff.assessable,
        as_read=target == [word.lower() for word in reading.utterance.texts],
        added=tuple(word.text for word in diff.words if word.error_type == "insertion"),
        left_out=tuple(
            word.text for word in diff.words if word.error_type == "omission" and not word.read_as
        ),
        read_as=tuple(f"{word.text} → {word.read_as}" for word in diff.words if word.read_as),
        slips=tuple(f"{issue.word}: {issue.rule}" for issue in diff.issues),
    )


def report(verdicts: Sequence[NumeralVerdict]) -> str:
    def row(name: str, values: Sequence[bool]) -> str:
        low, high = wilson_interval(sum(values), len(values))
        share = sum(values) / len(values)
        return f"| {name} | {sum(values)} of {len(values)} | {share:.2f}, {low:.2f} to {high:.2f} |"

    rows = [
        "| recordings | n | share, 95 % interval |",
        "|---|---|---|",
        row("no word added, missing or changed", [each.is_right for each in verdicts]),
        row("judged by the words that were said", [each.as_read for each in verdicts]),
        row("without a slip told", [not each.slips for each in verdicts]),
        "",
    ]
    for each in verdicts:
        if each.is_right and each.as_read and not each.slips:
            continue
        found = {
            "added": each.added, "left out": each.left_out, "read as": each.read_as, "slips": each.slips,
        }  # fmt: skip
        told = [f"{name} {', '.join(words)}" for name, words in found.items() if words]
        told += [] if each.as_read else ["judged by other words"]
        told += [] if each.is_assessable else ["not assessable"]
        rows.append(
            f"- {each.reading.text} | said: {each.reading.spoken} | recognised: {each.recognised} | "
            f"{'; '.join(told)}"
        )
    return "\n".join(rows)


async def measure(path: Path) -> list[NumeralVerdict]:
    model_dir = CommonSettings().model_dir.resolve()
    spoken = readings(path, Lexicon.load(model_dir))
    plan = [reading.utterance for reading in spoken]
    for _ in speak_plan(plan, kokoro_dir=model_dir / "kokoro-82m", folder=SPEECH, processes=1):
        pass
    async with open_services(model_dir, also=(ASR,)) as services:
        return [await judge(services, reading) for reading in progress(spoken, "recordings")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-numerals", description=__doc__)
    parser.add_argument("--readings", type=Path, default=READINGS, help="another list of the kind")
    asked = parser.parse_args()
    verdicts = asyncio.run(measure(asked.readings))
    print(f"{setting('make bench-numerals')}\n\n{report(verdicts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
