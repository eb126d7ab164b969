"""Readings of given lengths, said by the fleet's own voice: the same words everywhere, whatever machine measures."""

import io
from dataclasses import dataclass

import httpx
import numpy as np
import soundfile

from shared.roster import TTS
from shared.testing.fleet import RunningFleet

PASSAGE = (
    "The train to the coast leaves at seven in the morning, and we have very little time to waste. "
    "My brother thinks that the weather will be fine, so we packed bread, cheese, apples and three bottles of water. "
    "Last year we walked along the river until we reached a village with white houses and narrow streets. "
    "An old woman sold us oranges at the corner and told us where the best view was. "
    "We climbed the hill behind the church and watched the boats return with their catch. "
    "In the evening the wind grew stronger, and people closed their windows and brought their chairs inside. "
    "Somebody played a slow song on a violin, and the children danced in the square. "
    "We stayed longer than we had planned and nearly missed the last bus home. "
    "The driver laughed when he saw us running and waited by the side of the road. "
    "This time we shall look at the clock more often, but I hope that the evening is just as good."
)
"""About a minute."""


@dataclass(frozen=True, slots=True)
class PassageReading:
    text: str
    samples: np.ndarray
    """(n,), int16."""
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz

    def take(self, number: int) -> bytes:
        """As WAV, the least bit of some samples changed: to the ear it is the same, to a cache another."""
        flipped = self.samples.copy()
        flipped[np.random.default_rng(number).integers(0, len(flipped), 50)] ^= 1
        file = io.BytesIO()
        soundfile.write(file, flipped, self.rate_hz, format="WAV", subtype="PCM_16")
        return file.getvalue()


def reading_of(fleet: RunningFleet, seconds: float) -> PassageReading:
    """The passage from its start on, as many words as come nearest to so many seconds."""
    words = PASSAGE.split()
    n_words = max(1, min(len(words), round(seconds * len(words) / 60)))
    while True:
        reading = _say(fleet, " ".join(words[:n_words]).rstrip(",.") + ".")
        wanted = max(1, min(len(words), round(n_words * seconds / reading.duration_s)))
        if wanted >= n_words or abs(reading.duration_s - seconds) <= 0.05 * seconds:
            return reading
        n_words = wanted


def _say(fleet: RunningFleet, text: str) -> PassageReading:
    with httpx.Client(timeout=180) as client:
        said = client.post(f"{fleet.addresses[TTS]}/speak", json={"text": text})
        heard = client.get(said.raise_for_status().json()["audio"]["url"]).raise_for_status()
    samples, rate_hz = soundfile.read(io.BytesIO(heard.content), dtype="int16")
    return PassageReading(text, samples, rate_hz)
