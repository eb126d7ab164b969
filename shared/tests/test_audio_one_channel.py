"""One channel of a recording alone, by way of the decoder's process."""

import io
import wave

import numpy as np
import pytest

from shared.audio.decoder import AudioDecoder
from shared.errors import AudioUnusable

RATE_HZ = 16_000
pytestmark = pytest.mark.anyio


def tone(hz: float) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(RATE_HZ) / RATE_HZ)


def wav(*channels: np.ndarray) -> io.BytesIO:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.rint(np.stack(channels, axis=1) * 32_767).astype("<i2").tobytes())
    return buffer


def loudest_hz(samples: np.ndarray) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE_HZ / len(samples))


async def test_each_channel_is_heard_without_the_other(decoder: AudioDecoder):
    file = wav(tone(400), tone(900))
    for channel, hz in ((0, 400), (1, 900)):
        recording = await decoder.keep(file, max_duration_s=5, channel=channel)
        samples = recording[:]
        assert loudest_hz(samples) == pytest.approx(hz, abs=1)
        assert np.abs(samples).max() == pytest.approx(0.5, abs=0.01)
        recording.close()


@pytest.mark.parametrize("channels", [1, 2])
async def test_a_channel_that_isn_t_there_tells_how_many_are(decoder: AudioDecoder, channels: int):
    file = wav(*[tone(400)] * channels)
    with pytest.raises(AudioUnusable) as refused:
        await decoder.keep(file, max_duration_s=5, channel=channels)
    assert refused.value.members["n_channels"] == channels


async def test_a_mono_recording_s_first_channel_is_all_of_it(decoder: AudioDecoder):
    recording = await decoder.keep(wav(tone(400)), max_duration_s=5, channel=0)
    assert len(recording) == RATE_HZ
    recording.close()
