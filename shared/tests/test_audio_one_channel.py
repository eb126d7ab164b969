"""One channel of a recording alone: of a plain WAV as it is read, of others by way of the decoder's process."""

import io
from typing import Literal

import numpy as np
import pytest
import soundfile

from shared.audio.decoder import AudioDecoder
from shared.errors import AudioUnusable

RATE_HZ = 16_000
pytestmark = pytest.mark.anyio


def tone(hz: float) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(RATE_HZ) / RATE_HZ)


def recorded(*channels: np.ndarray, kind: Literal["WAV", "FLAC"] = "WAV") -> io.BytesIO:
    buffer = io.BytesIO()
    soundfile.write(buffer, np.stack(channels, axis=1), RATE_HZ, format=kind, subtype="PCM_16")
    return buffer


def loudest_hz(samples: np.ndarray) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * RATE_HZ / len(samples))


@pytest.mark.parametrize("kind", ["WAV", "FLAC"])
async def test_each_channel_is_heard_without_the_other(
    decoder: AudioDecoder, kind: Literal["WAV", "FLAC"]
):
    file = recorded(tone(400), tone(900), kind=kind)
    for channel, hz in ((0, 400), (1, 900)):
        recording = await decoder.keep(file, max_duration_s=5, channel=channel)
        samples = recording[:]
        assert loudest_hz(samples) == pytest.approx(hz, abs=1)
        assert np.abs(samples).max() == pytest.approx(0.5, abs=0.01)
        recording.close()


async def test_channels_of_a_plain_wav_are_read_as_the_decoder_reads_them(decoder: AudioDecoder):
    noise = np.random.default_rng(0).uniform(-1, 1, (3, RATE_HZ // 3))
    for channel in range(3):
        read = await decoder.keep(recorded(*noise), max_duration_s=5, channel=channel)
        assert decoder.waiting_pids() == []
        np.testing.assert_allclose(read[:], noise[channel], atol=1e-4)
        read.close()


@pytest.mark.parametrize("kind", ["WAV", "FLAC"])
@pytest.mark.parametrize("channels", [1, 2])
async def test_a_channel_that_isn_t_there_tells_how_many_are(
    decoder: AudioDecoder, channels: int, kind: Literal["WAV", "FLAC"]
):
    file = recorded(*[tone(400)] * channels, kind=kind)
    with pytest.raises(AudioUnusable) as refused:
        await decoder.keep(file, max_duration_s=5, channel=channels)
    assert refused.value.members["n_channels"] == channels


async def test_a_mono_recording_s_first_channel_is_all_of_it(decoder: AudioDecoder):
    recording = await decoder.keep(recorded(tone(400)), max_duration_s=5, channel=0)
    assert len(recording) == RATE_HZ
    recording.close()


async def test_two_channels_of_a_plain_wav_are_mixed_by_the_decoder(decoder: AudioDecoder):
    recording = await decoder.keep(recorded(tone(400), tone(400)), max_duration_s=5)
    assert len(decoder.waiting_pids()) == 1
    assert loudest_hz(recording[:]) == pytest.approx(400, abs=1)
    recording.close()
