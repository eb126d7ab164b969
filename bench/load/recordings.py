"""Recordings to send: short and long, in many voices, made by the fleet itself."""

import itertools
from dataclasses import dataclass

import httpx

from bench.common.progress import progress
from shared.roster import TTS
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

SENTENCES = REPO_ROOT / "training" / "speech" / "sentences.txt"
LENGTHS = (1, 2, 1, 6, 1, 3)
"""Sentences a recording, in turn: 3 to 25 seconds."""
N_RECORDINGS = 24


@dataclass(frozen=True, slots=True)
class SpokenText:
    text: str
    wav: bytes


def spoken_recordings(fleet: RunningFleet) -> list[SpokenText]:
    sentences = itertools.cycle(SENTENCES.read_text(encoding="utf-8").split("\n")[:-1])
    made: list[SpokenText] = []
    with httpx.Client(base_url=fleet.addresses[TTS], timeout=120) as tts:
        listed = tts.get("/voices").raise_for_status().json()["voices"]
        voices = itertools.cycle([each["id"] for each in listed])
        for n in progress(range(N_RECORDINGS), "recordings made"):
            text = " ".join(itertools.islice(sentences, LENGTHS[n % len(LENGTHS)]))
            spoken = tts.post("/speak", json={"text": text, "voice": next(voices)})
            url = spoken.raise_for_status().json()["audio"]["url"]
            path = httpx.URL(url).raw_path.decode("ascii")
            wav = httpx.get(fleet.url + path, timeout=60).raise_for_status().content
            made.append(SpokenText(text, wav))
    return made
