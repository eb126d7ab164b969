"""Of a clip that was cut to the sample, times are told as they are in it, and its sounds as with silence around."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from shared.audio import Audio
from shared.contracts import Alignment

from ..app.services import logic
from ..app.utils.in_recording import _within

pytestmark = [pytest.mark.anyio, pytest.mark.engine]

RATE_HZ = 16_000
TEXT = "the old wall"
WORDS = ["DH AH0", "OW1 L D", "W AO1 L"]


class Host:
    """What the service runs its engine in, without a service."""

    mock = False

    def __init__(self, engine: object) -> None:
        self.engine = engine

    async def run(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    def stamp(self) -> dict[str, Any]:
        return {"engine": "whisper-phones", "model_version": "test", "mock": False}


async def aligned(aligner, samples: np.ndarray) -> Alignment:
    host: Any = Host(aligner)
    return await logic.align(Audio(samples, RATE_HZ, 0.0), TEXT, own={}, host=host, max_words=50)


def trimmed(samples: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


async def test_a_clip_cut_to_the_sample_is_heard_as_with_silence_around(aligner, speak):
    tight = trimmed(speak(WORDS).samples)
    alone = await aligned(aligner, tight)
    wide = await aligned(aligner, np.pad(tight, round(0.32 * RATE_HZ)))
    assert alone.checks.reason is None
    for one, other in zip(alone.words, wide.words, strict=True):
        assert one.start_s == pytest.approx(other.start_s - 0.32, abs=0.03)
        for phone, its in zip(one.phones, other.phones, strict=True):
            assert phone.deletion_probability == pytest.approx(its.deletion_probability, abs=0.05)
            assert phone.quality == pytest.approx(its.quality, abs=0.1)


async def test_no_time_lies_outside_of_the_recording(aligner, speak):
    tight = trimmed(speak(WORDS).samples)
    alignment = await aligned(aligner, tight)
    duration_s = len(tight) / RATE_HZ
    times = [(each.start_s, each.end_s) for word in alignment.words for each in word.phones]
    assert times[0][0] >= 0
    assert times[-1][1] <= duration_s
    assert all(start_s <= end_s for start_s, end_s in times)
    assert times[0][0] < 0.1
    assert times[-1][1] > duration_s - 0.1
    assert alignment.pitch is not None
    assert 0 <= alignment.pitch.start_s < 2 * alignment.pitch.hop_s
    assert alignment.pitch.hop_s * len(alignment.pitch.f0_hz) == pytest.approx(duration_s, abs=0.05)


@pytest.mark.parametrize(
    ("time_s", "told_s"),
    [(0.2, 0.0), (0.32, 0.0), (0.5206, 0.201), (1.1602, 0.84), (1.16056, 0.84), (9.0, 0.84)],
)
def test_no_time_is_rounded_up_beyond_the_end(time_s: float, told_s: float):
    assert _within(time_s, lead_s=0.32, duration_s=0.8405625) == told_s
