"""What was measured of how models speak languages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("measured_voices.tsv")
_UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class MeasuredVoice:
    words_misheard: float | None
    """Of all words, those that a recogniser heard otherwise; None where nobody measured it."""
    phones_otherwise: float | None
    """Of all broad phones, those that are others than eSpeak NG's for the same sentence; None where nobody measured it."""
    measured_on: str


def measured(engine: str, model_version: str, language: str) -> MeasuredVoice | None:
    """`language`: ISO 639-1."""
    return _table().get((engine, model_version, language))


@cache
def _table() -> dict[tuple[str, str, str], MeasuredVoice]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        (engine, version, language): MeasuredVoice(_share(words), _share(phones), measured_on)
        for engine, version, language, words, phones, measured_on in rows
    }


def _share(written: str) -> float | None:
    return None if written == _UNKNOWN else float(written)
