"""Scripted calls said by the fleet's own voices, a channel a speaker."""

import io
from dataclasses import dataclass

import httpx
import numpy as np
import soundfile

from bench.conversation.dialogs import sounding
from shared.audio.resampling import resample
from shared.roster import PHONEME_MAP, TTS
from shared.testing.fleet import RunningFleet

from .scripts import ScriptedCall, ScriptedLine

RATE_HZ = 16_000
AGENTS = ("af_heart", "am_michael", "bf_emma", "am_fenrir", "af_bella")
CUSTOMERS = ("bm_george", "af_sarah", "am_adam", "af_kore", "bf_isabella", "bm_lewis")
USUAL_PAUSE_S = 0.5
NOISE_DBFS = -66.0
LEVEL_DBFS = -26.0


@dataclass(frozen=True, slots=True)
class Planted:
    rule: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class SpokenCall:
    name: str
    channels: np.ndarray
    """float32 (2, n_samples): the agent's, the customer's."""
    planted: list[Planted]

    @property
    def duration_s(self) -> float:
        return self.channels.shape[1] / RATE_HZ

    def wav(self, *, is_mixed: bool) -> bytes:
        """Of a channel a speaker, or of both on one, in a quiet room."""
        samples = self.channels.sum(axis=0, keepdims=True) if is_mixed else self.channels
        random = np.random.default_rng(samples.shape[1])
        noisy = samples + random.standard_normal(samples.shape) * 10 ** (NOISE_DBFS / 20)
        buffer = io.BytesIO()
        soundfile.write(buffer, np.clip(noisy.T, -1, 1), RATE_HZ, format="WAV", subtype="PCM_16")
        return buffer.getvalue()


def spoken(call: ScriptedCall, number: int, fleet: RunningFleet, http: httpx.Client) -> SpokenCall:
    voices = {
        "agent": AGENTS[number % len(AGENTS)],
        "customer": CUSTOMERS[number % len(CUSTOMERS)],
    }
    placed: list[tuple[int, int, np.ndarray]] = []
    planted: list[Planted] = []
    at_s = 0.5
    for line in call.lines:
        samples = _said(line, voices[line.speaker], fleet, http)
        said = sounding(samples)
        first_s, last_s = said[0][0], said[-1][1]
        gap_s = -line.over_s if line.over_s else (line.pause_s or USUAL_PAUSE_S)
        begins_s = max(0.0, at_s + gap_s)
        placed.append((int(line.speaker == "customer"), round((begins_s - first_s) * RATE_HZ), samples))  # fmt: skip
        ends_s = begins_s + last_s - first_s
        if line.planted is not None:
            is_before = line.pause_s is not None
            planted.append(Planted(line.planted, at_s if is_before else begins_s, begins_s if is_before else ends_s))  # fmt: skip
        at_s = max(at_s, ends_s)
    n_samples = max(first + len(samples) for _, first, samples in placed) + RATE_HZ
    channels = np.zeros((2, n_samples), np.float32)
    for channel, first, samples in placed:
        inside = samples[max(0, -first) :]
        channels[channel, max(0, first) : max(0, first) + len(inside)] += inside
    return SpokenCall(call.name, channels, planted)


def _said(line: ScriptedLine, voice: str, fleet: RunningFleet, http: httpx.Client) -> np.ndarray:
    mapped = http.post(f"{fleet.addresses[PHONEME_MAP]}/map", json={"text": line.text})
    slips = dict(line.slips)
    phones = [
        list(slips[word["text"]]) if word["text"] in slips else word["pronunciations"][0]["phones"]
        for word in mapped.raise_for_status().json()["words"]
    ]
    request = {"text": line.text, "phones": phones, "voice": voice, "speaking_rate": line.pace}
    answer = http.post(f"{fleet.addresses[TTS]}/speak", json=request).raise_for_status().json()
    stored = fleet.data_dir / "objects" / answer["audio"]["key"]
    samples, rate_hz = soundfile.read(io.BytesIO(stored.read_bytes()), dtype="float32")
    at_rate = resample(samples, rate_hz, RATE_HZ)
    loud = np.sqrt(np.square(at_rate, dtype=np.float64).mean() + 1e-12)
    return (at_rate * (10 ** (LEVEL_DBFS / 20) / loud)).astype(np.float32)
