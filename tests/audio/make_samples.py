"""Makes the three sample recordings of this folder: `.venv/bin/python tests/audio/make_samples.py`.

All three are synthetic: Kokoro-82M speaks phones that we choose, so we know each slip exactly. Needs the
model `kokoro-82m` (`make models`). On one machine the result is the same byte for byte.
"""

import importlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
REPO_ROOT = HERE.parents[1]
sys.path.insert(0, str(REPO_ROOT))

from shared.audio import encode_wav  # noqa: E402
from shared.audio.decode import RATE_HZ  # noqa: E402
from shared.audio.resampling import resample  # noqa: E402
from shared.settings import CommonSettings  # noqa: E402

ENGINES = "tts-service.app.services.engines"

TEXT = "I think this is a very good school, and my friends study here with me."
PHONES = {
    "I": "AY1", "think": "TH IH1 NG K", "this": "DH IH1 S", "is": "IH0 Z", "a": "AH0",
    "very": "V EH1 R IY0", "good": "G UH1 D", "school": "S K UW1 L", "and": "AH0 N D",
    "my": "M AY1", "friends": "F R EH1 N D Z", "study": "S T AH1 D IY0", "here": "HH IH1 R",
    "with": "W IH0 DH", "me": "M IY1",
}  # fmt: skip
REDUCED = frozenset({"I", "is", "a", "and", "my", "with"})
EDGE_S = 0.3
"""Silence before and after, as a recording has it; with a little hiss, since true silence is unlike one."""
HISS_DBFS = -66.0


@dataclass(frozen=True, slots=True)
class SampleSlip:
    phones: str
    """What is spoken instead, ARPAbet."""
    rule: str
    """What the slip is, in words."""


@dataclass(frozen=True, slots=True)
class SampleRecording:
    name: str
    voice: str
    about: str
    slips: Mapping[str, SampleSlip] = field(default_factory=dict)


SAMPLES = (
    SampleRecording("good", "am_michael", "an American voice, every phone as in the target"),
    SampleRecording(
        "slips",
        "am_michael",
        "the same voice and text with four slips",
        {
            "think": SampleSlip("T IH1 NG K", "TH → T"),
            "this": SampleSlip("D IH1 S", "DH → D"),
            "very": SampleSlip("W EH1 R IY0", "V → W"),
            "school": SampleSlip("IH0 S K UW1 L", "IH before S K"),
        },
    ),
    SampleRecording("hindi_voice", "hm_omega", "a Hindi voice given the American phones"),
)


def main() -> None:
    kokoro = importlib.import_module(f"{ENGINES}.kokoro")
    speaker = kokoro.Kokoro(CommonSettings().model_dir / "kokoro-82m", threads=1)
    described = []
    for sample in SAMPLES:
        speech = speaker.speak(words_of(sample), voice=sample.voice, speaking_rate=0.9)
        recording = as_recorded(resample(speech.samples, speech.rate_hz, RATE_HZ))
        (HERE / f"{sample.name}.wav").write_bytes(encode_wav(recording, RATE_HZ))
        described.append(description(sample, len(recording) / RATE_HZ))
    listing = json.dumps({"synthetic": True, "samples": described}, indent=2, ensure_ascii=False)
    (HERE / "samples.json").write_text(listing + "\n", encoding="utf-8")


def words_of(sample: SampleRecording) -> list:
    """The text as SpeechWords, each with the sample's slip where it has one."""
    speech_word = importlib.import_module(f"{ENGINES}.base").SpeechWord
    words = []
    for token in TEXT.split():
        name = token.rstrip(",.")
        phones = sample.slips[name].phones if name in sample.slips else PHONES[name]
        after = token[len(name) :]
        words.append(speech_word(tuple(phones.split()), after, reduced=name in REDUCED))
    return words


def as_recorded(samples: np.ndarray) -> np.ndarray:
    """With quiet edges and a noise floor; seeded."""
    edge = np.zeros(round(EDGE_S * RATE_HZ), np.float32)
    padded = np.concatenate([edge, samples, edge])
    hiss = np.random.default_rng(seed=0).standard_normal(len(padded)) * 10 ** (HISS_DBFS / 20)
    return (padded + hiss).astype(np.float32)


def description(sample: SampleRecording, duration_s: float) -> dict[str, object]:
    words = [token.rstrip(",.") for token in TEXT.split()]
    return {
        "file": f"{sample.name}.wav",
        "about": sample.about,
        "text": TEXT,
        "voice": sample.voice,
        "duration_s": round(duration_s, 2),
        "slips": [
            {
                "word_index": words.index(word),
                "word": word,
                "target": PHONES[word].split(),
                "spoken": slip.phones.split(),
                "what": slip.rule,
            }
            for word, slip in sample.slips.items()
        ],
    }


if __name__ == "__main__":
    main()
