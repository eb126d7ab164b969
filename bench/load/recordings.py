"""Recordings to send: short and long, in many voices, made by the fleet itself."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import soundfile

from bench.common.progress import progress
from shared.roster import TTS
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

SENTENCES = REPO_ROOT / "training" / "speech" / "sentences.txt"
LENGTHS = (1, 2, 1, 6, 1, 3)
"""Sentences a recording, in turn: 3 to 25 seconds."""
N_RECORDINGS = 24
CLIP_S = (4.0, 8.0)
"""What learners read: a sentence or two."""
LETTERS_A_S = 17
"""About as the voices read, so that few clips are made in vain."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    text: str
    wav: bytes

    @property
    def duration_s(self) -> float:
        return soundfile.info(io.BytesIO(self.wav)).duration


@dataclass(slots=True)
class _Speaker:
    fleet: RunningFleet
    tts: httpx.Client
    voices: Iterator[str]

    def speak(self, text: str) -> SpokenText:
        """In the next voice."""
        spoken = self.tts.post("/speak", json={"text": text, "voice": next(self.voices)})
        url = spoken.raise_for_status().json()["audio"]["url"]
        path = httpx.URL(url).raw_path.decode("ascii")
        wav = httpx.get(self.fleet.url + path, timeout=60).raise_for_status().content
        return SpokenText(text, wav)


@contextmanager
def _speaker(fleet: RunningFleet) -> Iterator[_Speaker]:
    with httpx.Client(base_url=fleet.addresses[TTS], timeout=120) as tts:
        listed = tts.get("/voices").raise_for_status().json()["voices"]
        english = [each["id"] for each in listed if each["accent"].startswith("en")]
        yield _Speaker(fleet, tts, itertools.cycle(english))


def _sentences() -> Iterator[str]:
    return itertools.cycle(SENTENCES.read_text(encoding="utf-8").split("\n")[:-1])


def spoken_recordings(fleet: RunningFleet) -> list[SpokenText]:
    sentences = _sentences()
    with _speaker(fleet) as speaker:
        return [
            speaker.speak(" ".join(itertools.islice(sentences, LENGTHS[n % len(LENGTHS)])))
            for n in progress(range(N_RECORDINGS), "recordings made")
        ]


def spoken_clips(fleet: RunningFleet, n_clips: int) -> list[SpokenText]:
    """Of one or two sentences, each as long as CLIP_S has it."""
    sentences = _sentences()
    made: list[SpokenText] = []
    shortest_s, longest_s = CLIP_S
    with _speaker(fleet) as speaker:
        while len(made) < n_clips:
            text = next(sentences)
            while len(text) < shortest_s * LETTERS_A_S:
                text = f"{text} {next(sentences)}"
            clip = speaker.speak(text)
            if shortest_s <= clip.duration_s <= longest_s:
                made.append(clip)
    return made
