"""eSpeak NG (GPL-3.0), run as a program: reads languages that nothing else here does, and sounds like a machine.

It is never linked or imported. The text goes to its standard input, as plain words and marks: its own markup can't be in it.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from shared.abandon import on_abandon
from shared.audio.loudness import faded, levelled, sounding_part
from shared.audio.resampling import resample
from shared.errors import EngineFailed

from ..languages.table import spoken_languages
from .base import SpeechWord, SpokenAudio, Voice
from .durations import SPELLED_PAUSE_S, SPELLED_PAUSES_S, spelled_s
from .pieces import by_sentences, written

PROGRAM = "espeak-ng"
RATE_HZ = 24_000
_OWN_RATE_HZ = 22_050
_WORDS_PER_MINUTE = 165
_PITCHES = {"x-low": 10, "low": 30, "medium": 50, "high": 70, "x-high": 90}
"""Of its scale to 99, whose default is 50."""
_CHARACTERS = 300
"""Of a piece, about 20 s."""
_MARGIN_S = 20.0
"""A piece takes a tenth of a second; a program that takes this long hangs."""
_LONGEST_S = 120
"""Of a piece's sound: more is no speech of so few characters."""
_HEADER_BYTES = 44
"""Of the WAV that it writes, whose lengths are not filled in."""
_LICENCE = "made by eSpeak NG, GPL-3.0-or-later, which does not extend to the sound"


class Espeak:
    name = PROGRAM
    reads_text = True

    def __init__(self, program: str) -> None:
        """`program` is its path. Raises OSError or ValueError where it tells no version."""
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=_MARGIN_S, check=False
        ).stdout
        version = re.search(r"\d+\.\d+(?:\.\d+)?", told)
        if version is None:
            raise ValueError(f"{program} is no eSpeak NG")
        self._program = program
        self.model_version = f"{PROGRAM}-{version[0]}"

    def warm_up(self) -> None:
        """A program of its own each time."""

    def voices(self) -> list[Voice]:
        """One for each language that has no phones here."""
        return [
            Voice(
                f"espeak_{code}",
                language.tag,
                "male",
                _LICENCE,
                is_robotic=True,
                changes_pitch=True,
            )
            for code, language in spoken_languages().items()
            if language.g2p == "program"
        ]

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        """Cut after a sentence, before a pause or another pace, and where it gets long."""
        del soon  # a tenth of a second is soon
        return by_sentences(words, most_characters=_CHARACTERS)

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """By the letters."""
        del voice
        return spelled_s(words, speaking_rate=speaking_rate)

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """Without the times of words: the program doesn't tell them. Raises EngineFailed."""
        for before, piece in pairwise([None, *pieces]):
            assert piece is not None, "only the first of all is none"
            pause_s = piece[0].pause_before_s
            if pause_s is None:
                mark = before[-1].after if before else ""
                pause_s = (
                    SPELLED_PAUSES_S.get(mark, SPELLED_PAUSE_S if mark else 0.0) / speaking_rate
                )
            said = self._say(piece, speaking_rate * piece[0].pace)
            pause = np.zeros(round(pause_s * RATE_HZ), np.float32)
            yield SpokenAudio(np.concatenate([pause, said]), RATE_HZ)

    def _say(self, piece: Sequence[SpeechWord], rate: float) -> np.ndarray:
        text = written(piece)
        speed = str(round(_WORDS_PER_MINUTE * rate))
        pitch = str(_PITCHES[piece[0].pitch])
        arguments = [
            self._program,
            "--stdin",
            "--stdout",
            "-b",
            "1",
            "-s",
            speed,
            "-p",
            pitch,
            "-v",
        ]
        process = subprocess.Popen(
            [*arguments, piece[0].language],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with process, on_abandon(process.kill):
            try:
                content, _ = process.communicate(text.encode(), timeout=_MARGIN_S)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise EngineFailed(f"{PROGRAM} did not come to an end") from error
        longest = 2 * _OWN_RATE_HZ * _LONGEST_S
        if process.returncode or not _HEADER_BYTES < len(content) < longest:
            raise EngineFailed(f"{PROGRAM} made no speech of this text")
        sound = content[_HEADER_BYTES : len(content) - len(content) % 2]
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32_768
        samples = resample(samples, _OWN_RATE_HZ, RATE_HZ)
        start, stop = sounding_part(samples, RATE_HZ)
        return levelled(faded(samples[start:stop], RATE_HZ), RATE_HZ)


def found_espeak() -> Espeak | None:
    """Where the program is on the PATH."""
    program = shutil.which(PROGRAM)
    return Espeak(program) if program else None
