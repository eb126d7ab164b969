"""The readings: a text, its slips, and the voice that speaks it.

In `readings.tsv` marks behind a word say how it is spoken: `very[V>W]`, `school[+IH]` put in before its first phone,
`took[-K]` its last K dropped, `a[=EY1]` these phones instead; several with a comma. Words in round brackets are said and
are not in the text.
"""

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import numpy as np

from bench.common.engines import Voices
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.lexicon import Lexicon
from shared.settings import REPO_ROOT

SPEECH = REPO_ROOT / ".cache" / "coach_readings"
_WORD = re.compile(r"(?P<text>[A-Za-z']+)(?:\[(?P<marks>[^\]]+)\])?(?P<after>[.,]?)")

Purpose = Literal["text", "full", "free", "other", "perfect", "five"]
"""A text with slips, or as written; function words said in full; speech without a text; one with other words around the
text's; and the two sides of a comparison: read as written, and with five slips in twenty words."""


@dataclass(frozen=True, slots=True)
class ReadingWord:
    text: str
    phones: tuple[str, ...]
    """As spoken, with stress digits."""
    mark: str
    """Punctuation after it, or nothing."""
    is_slip: bool
    in_text: bool


@dataclass(frozen=True, slots=True)
class CoachReading:
    id: str
    what: str
    purpose: Purpose
    voice: str
    rate: float
    """Speaking rate; 1 is the voice's own."""
    words: tuple[ReadingWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text + word.mark for word in self.words if word.in_text)

    @property
    def slips(self) -> frozenset[int]:
        """Words of the text, from 0, whose phones were changed."""
        in_text = [word for word in self.words if word.in_text]
        return frozenset(index for index, word in enumerate(in_text) if word.is_slip)


def read_readings(path: Path, lexicon: Lexicon) -> list[CoachReading]:
    """Raises ValueError naming the reading whose marks don't fit its words."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_reading(row, lexicon) for row in rows]


def _reading(row: dict[str, str], lexicon: Lexicon) -> CoachReading:
    try:
        words = spoken_words(row["text"], lexicon)
        if row["kind"] not in get_args(Purpose):
            raise ValueError(f"no kind {row['kind']!r}")
    except ValueError as error:
        raise ValueError(f"{row['reading']}: {error}") from error
    purpose = cast(Purpose, row["kind"])
    return CoachReading(
        row["reading"], row["what"], purpose, row["voice"], float(row["rate"]), words
    )


def spoken_words(marked: str, lexicon: Lexicon) -> tuple[ReadingWord, ...]:
    """Raises ValueError where a mark doesn't fit its word."""
    in_brackets = [False]
    for symbol in marked:
        in_brackets.append(symbol == "(" or (in_brackets[-1] and symbol != ")"))
    found = list(_WORD.finditer(marked))
    plain = lexicon.pronounce(" ".join(each["text"] + each["after"] for each in found))
    if len(plain) != len(found):
        raise ValueError("words that are spoken as they are written")
    return tuple(
        ReadingWord(
            text=each["text"],
            phones=with_marks(word.pronunciations[0].phones, each["marks"]),
            mark=each["after"],
            is_slip=each["marks"] is not None,
            in_text=not in_brackets[each.start()],
        )
        for each, word in zip(found, plain, strict=True)
    )


def with_marks(phones: tuple[str, ...], marks: str | None) -> tuple[str, ...]:
    """The phones as the marks change them. Raises ValueError where a phone to change isn't there."""
    spoken = list(phones)
    for mark in marks.split(",") if marks else []:
        bare = [strip_stress(phone) for phone in spoken]
        if mark.startswith("="):
            spoken = mark[1:].split()
        elif mark.startswith("+"):
            spoken.insert(0, f"{mark[1:]}0")
        elif mark.startswith("-"):
            del spoken[len(bare) - 1 - bare[::-1].index(mark[1:])]
        else:
            target, said = mark.split(">")
            place = bare.index(target)
            spoken[place] = said + spoken[place][-1] if is_vowel(said) else said
    return tuple(spoken)


class ReadingVoices:
    """Speaks readings; what was spoken before is kept in the folder."""

    def __init__(self, model_dir: Path, folder: Path = SPEECH) -> None:
        self._voices = Voices(model_dir)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def speak(self, reading: CoachReading) -> np.ndarray:
        """float32 at 16 kHz."""
        words = [(word.phones, word.mark) for word in reading.words]
        key = hashlib.sha256(repr((reading.voice, reading.rate, words)).encode()).hexdigest()[:20]
        path = self._folder / f"{key}.npy"
        if not path.exists():
            speech = self._voices.speak_phones(words, voice=reading.voice, rate=reading.rate)
            samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
            np.save(path, (samples * 32767).astype(np.int16))
        return np.load(path).astype(np.float32) / 32768
