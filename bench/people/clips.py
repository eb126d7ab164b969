"""Recordings of real people, and what linguists heard in them.

The folder has `manifest.json` and `clips/<id>.flac`. Learners are of L2-ARCTIC (Zhao et al. 2018), annotated
by hand; natives of the Speech Accent Archive and of CMU ARCTIC, not annotated.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

LEARNERS = "l2arctic"
ISO_OF_L1: Mapping[str, str] = MappingProxyType(
    {"hindi": "hi", "mandarin": "zh", "korean": "ko", "vietnamese": "vi", "spanish": "es"}
)
CHOSEN_ON: Mapping[str, Literal["all", "odd"]] = MappingProxyType(
    {
        "l2_bwc": "all",
        "l2_hqtv": "all",
        "l2_rrbi": "odd",
        "saa_english1": "all",
        "saa_english10": "all",
        "saa_english102": "all",
        "saa_english103": "all",
        "saa_english104": "all",
    }
)
"""Speakers → which of their clips gates and designs are chosen on (`odd`: those of odd number); every other clip
only reports."""

_SILENCES = {"sil", "sp"}
_SYMBOLS = MappingProxyType({"ax": "AH", "zh": "SH", "err": "ERR"})
"""Where the corpus writes otherwise than ARPAbet: its `zh` is SH and ZH, its `aa` is AA and AO."""


@dataclass(frozen=True, slots=True)
class LinguistPhone:
    canonical: str
    """What the annotators expected, ARPAbet."""
    perceived: str | None
    """What they heard; None for nothing, ERR for no phone of English."""
    start_s: float | None
    """None where the clip's times can't be used."""


@dataclass(frozen=True, slots=True)
class PutInPhone:
    """A phone that the annotators heard where they expected none."""

    heard: str
    before: int
    """Index of the canonical phone that it precedes; their number at the end."""


@dataclass(frozen=True, slots=True)
class LinguistReading:
    phones: tuple[LinguistPhone, ...]
    put_in: tuple[PutInPhone, ...]


@dataclass(frozen=True, slots=True)
class PersonClip:
    id: str
    speaker: str
    group: str
    """l2arctic, saa_us or arctic_us."""
    l1: str
    """First language in words."""
    text: str
    recording: Path
    heard: LinguistReading | None
    """None for natives."""

    @property
    def iso_l1(self) -> str | None:
        """As a request has it; None for natives."""
        return ISO_OF_L1.get(self.l1)

    @property
    def is_chosen_on(self) -> bool:
        part = CHOSEN_ON.get(self.speaker)
        return part == "all" or (part == "odd" and int(self.id.rsplit("_", 1)[1]) % 2 == 1)


def read_clips(folder: Path) -> list[PersonClip]:
    """Raises FileNotFoundError where the folder has no manifest or lacks a clip of it."""
    manifest = folder / "manifest.json"
    clips = [_clip(each, folder) for each in json.loads(manifest.read_text(encoding="utf-8"))]
    for clip in clips:
        if not clip.recording.is_file():
            raise FileNotFoundError(clip.recording)
    return clips


def _clip(entry: Mapping[str, Any], folder: Path) -> PersonClip:
    annotations = entry["annotations"]
    heard = None
    if annotations is not None:
        heard = linguist_reading(
            annotations["canonical"], annotations["perceived"], annotations["times"]
        )
    return PersonClip(
        id=entry["id"],
        speaker=entry["speaker"],
        group=entry["group"],
        l1=entry["l1"],
        text=entry["text"],
        recording=folder / "clips" / f"{entry['id']}.flac",
        heard=heard,
    )


def linguist_reading(
    canonical: list[str], perceived: list[str], times: list[tuple[float, float, str]]
) -> LinguistReading:
    """`canonical` and `perceived` are of one length, place by place; `times` (start, end, phone) are of the
    canonical phones, and left aside where they aren't as many."""
    n_phones = sum(symbol not in _SILENCES for symbol in canonical)
    starts = [start for start, _, _ in times] if len(times) == n_phones else [None] * n_phones
    phones: list[LinguistPhone] = []
    put_in: list[PutInPhone] = []
    for due, heard in zip(canonical, perceived, strict=True):
        said = None if heard in _SILENCES else _arpabet(heard)
        if due not in _SILENCES:
            phones.append(LinguistPhone(_arpabet(due), said, starts[len(phones)]))
        elif said is not None:
            put_in.append(PutInPhone(said, before=len(phones)))
    return LinguistReading(tuple(phones), tuple(put_in))


def _arpabet(symbol: str) -> str:
    return _SYMBOLS.get(symbol, symbol.upper())
