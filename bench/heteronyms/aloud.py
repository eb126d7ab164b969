"""`make bench-heteronyms-aloud`: is a heteronym that is read the other way doubted, and one that is read right left alone?

Forty sentences of `own.tsv`, evenly spread, each spoken by the product's voices with the phones that its sentence asks for
and with those of the other reading. The services answer as they do a caller, the recogniser asked first. The other reading is
an issue, or uncertain, in the word's phones or its stress; a stop without its puff of air is no matter of the reading. Ends with 1 where a floor is missed. Speech is kept in
`.cache/heteronyms`.
"""

import argparse
import asyncio
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.common.engines import Voices
from bench.common.progress import progress
from bench.common.served import Services, open_services
from bench.people.measures import is_aspiration
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.contracts import Diff
from shared.phonetics.lexicon import Lexicon, SpokenWord
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings
from training.stats import wilson_interval

from .__main__ import ROWS, place_of, table

SPEECH = REPO_ROOT / ".cache" / "heteronyms"
VOICES = ("am_michael", "af_bella")
N_SENTENCES = 40
DOUBTED_FLOOR = 0.80
"""Of the other readings, those that are an issue or uncertain."""


@dataclass(frozen=True, slots=True)
class AloudReading:
    text: str
    word: str
    place: int
    """Index of the heteronym among the spoken words."""
    phones: tuple[tuple[str, ...], ...]
    """Of each word, as it is spoken."""
    marks: tuple[str, ...]
    """Behind each word."""
    voice: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class AloudVerdict:
    reading: AloudReading
    is_issue: bool
    is_uncertain: bool

    @property
    def is_doubted(self) -> bool:
        return self.is_issue or self.is_uncertain


def readings_of(path: Path, lexicon: Lexicon, n_sentences: int) -> list[AloudReading]:
    """Two of each sentence, one right and one not; the voices take turns."""
    rows = table(path)
    chosen = [rows[index * len(rows) // n_sentences] for index in range(n_sentences)]
    readings: list[AloudReading] = []
    for number, row in enumerate(chosen):
        words = lexicon.pronounce(row["text"])
        start = place_of(row["word"], int(row["occurrence"]), row["text"])
        place = next(i for i, word in enumerate(words) if word.start_char == start)
        voice = VOICES[number % len(VOICES)]
        for column in ("phones", "other"):
            spoken = tuple(row[column].split("|")[0].split())
            phones = [word.pronunciations[0].phones for word in words]
            phones[place] = spoken
            readings.append(
                AloudReading(
                    row["text"], row["word"], place, tuple(phones), _marks(words, row["text"]),
                    voice, is_right=column == "phones",
                )
            )  # fmt: skip
    return readings


def _marks(words: Sequence[SpokenWord], text: str) -> tuple[str, ...]:
    starts = [*(word.start_char for word in words[1:]), len(text)]
    between = [text[word.end_char : start] for word, start in zip(words, starts, strict=True)]
    return tuple("".join(each for each in mark if each in ",.?!;:") for mark in between)


def speak(reading: AloudReading, voices: Voices) -> np.ndarray:
    """float32 at 16 kHz; what was spoken before is kept."""
    words = list(zip(reading.phones, reading.marks, strict=True))
    key = hashlib.sha256(repr((reading.voice, words)).encode()).hexdigest()[:20]
    path = SPEECH / f"{key}.npy"
    if not path.exists():
        SPEECH.mkdir(parents=True, exist_ok=True)
        speech = voices.speak_phones(words, voice=reading.voice)
        samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
        np.save(path, (samples * 32767).astype(np.int16))
    return np.load(path).astype(np.float32) / 32768


async def judge(reading: AloudReading, services: Services, voices: Voices) -> AloudVerdict:
    samples = speak(reading, voices)
    transcript = await services.transcribe(samples)
    answer = await services.judge(samples, reading.text, transcript=transcript, l1="hi")
    return verdict_on(reading, answer.diff)


def verdict_on(reading: AloudReading, diff: Diff) -> AloudVerdict:
    word = diff.target_words[reading.place]
    states = [phone.state for phone in word.phones] + [each.state for each in word.insertions]
    states += [word.stress.state] if word.stress else []
    is_issue = any(
        issue.word_index == reading.place and not is_aspiration(issue) for issue in diff.issues
    )
    return AloudVerdict(reading, is_issue, is_uncertain="uncertain" in states)


async def measure(path: Path) -> list[AloudVerdict]:
    model_dir = CommonSettings().model_dir.resolve()
    readings = readings_of(path, Lexicon.load(model_dir), N_SENTENCES)
    voices = Voices(model_dir)
    async with open_services(model_dir, also=(ASR,)) as services:
        return [
            await judge(reading, services, voices) for reading in progress(readings, "readings")
        ]


def _share(name: str, found: Sequence[bool]) -> str:
    low, high = wilson_interval(sum(found), len(found))
    return f"{name}: {sum(found)} of {len(found)}, {sum(found) / len(found):.3f} ({low:.3f}-{high:.3f})"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-heteronyms-aloud", description=__doc__)
    parser.add_argument("--rows", type=Path, default=ROWS[0], help="another table")
    verdicts = asyncio.run(measure(parser.parse_args().rows))
    other = [each for each in verdicts if not each.reading.is_right]
    right = [each for each in verdicts if each.reading.is_right]
    for each in [*(v for v in other if not v.is_doubted), *(v for v in right if v.is_issue)]:
        what = "told as an issue" if each.reading.is_right else "not doubted"
        said = " ".join(each.reading.phones[each.reading.place])
        print(f"{what}: {each.reading.word} as {said} in {each.reading.text!r}")
    print(_share("the other reading, an issue or uncertain", [v.is_doubted for v in other]))
    print(_share("the other reading, an issue", [v.is_issue for v in other]))
    print(_share("the right reading, an issue", [v.is_issue for v in right]))
    print(_share("the right reading, uncertain", [v.is_uncertain for v in right]))
    doubted = sum(each.is_doubted for each in other) / len(other)
    return int(doubted < DOUBTED_FLOOR or any(each.is_issue for each in right))


if __name__ == "__main__":
    sys.exit(main())
