"""Lines of calls in the product's own voices, made once and kept: what the dialogs are put together from."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.common.engines import Voices
from bench.common.progress import progress
from shared.audio.resampling import resample
from shared.phonetics.lexicon import Lexicon
from shared.settings import REPO_ROOT

RATE_HZ = 16_000
FOLDER = REPO_ROOT / ".data" / "bench-conversation"
_LINES = Path(__file__).with_name("lines.tsv")
VOICES = {
    "development": ("af_bella", "am_adam", "af_sarah", "bm_daniel"),
    "held-out": (
        "af_heart", "af_kore", "bf_emma", "bf_isabella",
        "am_michael", "am_fenrir", "bm_george", "bm_lewis",
    ),
}  # fmt: skip
"""Of each part; no voice is in both."""


@dataclass(frozen=True, slots=True)
class CallLine:
    part: str
    role: str
    text: str


def call_lines(part: str) -> list[CallLine]:
    with _LINES.open(encoding="utf-8", newline="") as table:
        rows = [CallLine(**row) for row in csv.DictReader(table, delimiter="\t")]
    return [row for row in rows if row.part == part]


def spoken_lines(part: str, model_dir: Path) -> dict[str, dict[str, list[np.ndarray]]]:
    """voice → role → float32 (n_samples,) at 16 kHz of each line, in their order."""
    lines = call_lines(part)
    wanted = [(voice, number, line) for voice in VOICES[part] for number, line in enumerate(lines)]
    missing = [each for each in wanted if not _path(part, each[0], each[1]).is_file()]
    if missing:
        _make(part, missing, model_dir)
    spoken: dict[str, dict[str, list[np.ndarray]]] = {}
    for voice, number, line in wanted:
        samples = np.load(_path(part, voice, number)).astype(np.float32) / 32_767
        spoken.setdefault(voice, {}).setdefault(line.role, []).append(samples)
    return spoken


def _make(part: str, missing: Sequence[tuple[str, int, CallLine]], model_dir: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    voices, lexicon = Voices(model_dir), Lexicon.load(model_dir)
    for voice, number, line in progress(missing, "lines"):
        spoken = voices.speak_text(line.text, lexicon, voice=voice)
        samples = resample(spoken.samples.astype(np.float32), spoken.rate_hz, RATE_HZ)
        np.save(
            _path(part, voice, number),
            np.rint(np.clip(samples, -1, 1) * 32_767).astype("<i2"),
        )


def _path(part: str, voice: str, number: int) -> Path:
    return FOLDER / f"{part}-{voice}-{number:02}.npy"
