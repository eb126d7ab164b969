"""Who Indic Parler-TTS speaks as, and how it is told: by a description in English."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..languages.table import spoken_languages
from .base import Gender, Voice

_FILE = Path(__file__).with_name("parler_voices.tsv")
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
_ENGLISH = "en-IN"
_PACES = ((0.7, "very slow"), (0.9, "slow"), (1.1, "moderate"), (1.4, "fast"))
"""Up to which speaking rate; the words are those that recordings were labelled with for training (Sankar et al. 2025)."""
_FASTEST = "very fast"
_PITCHES = {"x-low": "very low", "low": "low", "medium": "moderate", "high": "high", "x-high": "very high"}  # fmt: skip


@cache
def parler_voices() -> Mapping[str, tuple[str, Voice]]:
    """The name in a description, and the voice, by its id."""
    found: dict[str, tuple[str, Voice]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, name, gender, recommended = line.split("\t")
        accent = _ENGLISH if language == "en" else spoken_languages()[language].tag
        voice = Voice(
            f"{language}_{name.lower()}",
            accent,
            _GENDERS[gender],
            changes_pitch=True,
            is_recommended=recommended == "yes",
        )
        found[voice.id] = name, voice
    return dict(sorted(found.items()))


def description(voice: str, speaking_rate: float, pitch: str = "medium") -> str:
    """What the model is told of how to speak; `pitch` as SSML names it. Raises KeyError."""
    name, known = parler_voices()[voice]
    pace = next((word for most, word in _PACES if speaking_rate <= most), _FASTEST)
    return (
        f"{name}, a {known.gender} speaker, speaks at a {pace} pace, with a {_PITCHES[pitch]} pitch and an expressive tone. "
        "The recording is of excellent quality, very clear and close, with almost no background noise."
    )
