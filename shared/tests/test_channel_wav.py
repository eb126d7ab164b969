"""Channels side by side in one WAV, and each of them out of it again."""

import io
import tempfile
import wave
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from shared.audio.channel_wav import channels_of_wav, wav_of_channels
from shared.audio.long_recording import LongRecording, wav_of_recording

_OPEN: list[LongRecording] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _OPEN:
        _OPEN.pop().close()


def kept(samples: np.ndarray) -> LongRecording:
    """Open until the test is over."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the recording
    file.write(samples.astype("<i2").tobytes())
    file.flush()
    _OPEN.append(LongRecording(file, len(samples)))
    return _OPEN[-1]


@pytest.fixture
def spoken() -> list[np.ndarray]:
    random = np.random.default_rng(1)
    return [random.integers(-30_000, 30_000, n) for n in (5_000, 4_321, 5_000)]


def written(samples: Sequence[np.ndarray]) -> bytes:
    return wav_of_channels([kept(each) for each in samples]).read()


def test_it_is_a_wav_that_others_read(spoken):
    with wave.open(io.BytesIO(written(spoken))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (3, 16_000, 5_000)
        samples = np.frombuffer(file.readframes(5_000), "<i2").reshape(-1, 3)
    assert (samples[:, 0] == spoken[0]).all()
    assert (samples[:4_321, 1] == spoken[1]).all()
    assert not samples[4_321:, 1].any()


def test_of_one_channel_it_is_the_plain_wav(spoken):
    one = kept(spoken[0])
    assert wav_of_channels([one]).read() == wav_of_recording(one).read()


def test_every_channel_comes_out_as_it_went_in(spoken):
    with tempfile.TemporaryFile() as file:
        file.write(written(spoken))
        found = channels_of_wav(file)
        for channel, samples in zip(found, spoken, strict=True):
            assert len(channel) == 5_000
            said = np.frombuffer(wav_of_recording(channel).read()[44:], "<i2")
            assert (said[: len(samples)] == samples).all()
        part = found[2].between(4_990, 5_010)
        assert np.allclose(part[:10], spoken[2][4_990:] / 32_767)
        assert not part[10:].any()


@pytest.mark.parametrize("start", [0, 1, 7, 43, 44, 45, 101, 9_999])
@pytest.mark.parametrize("length", [1, 2, 5, 64])
def test_it_is_read_from_any_byte(spoken, start, length):
    whole = written(spoken)
    file = wav_of_channels([kept(each) for each in spoken])
    file.seek(start)
    assert file.read(length) == whole[start : start + length]
    with tempfile.TemporaryFile() as stored:
        stored.write(whole)
        channel = channels_of_wav(stored)[1]
        plain = channel.content(0, channel.n_bytes)
        assert channel.content(start, length) == plain[start : start + length]


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", b"no WAV at all, but long enough to be one of ours"]
)
def test_another_file_is_none_of_ours(content):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with pytest.raises(ValueError, match="no WAV of ours"):
            channels_of_wav(file)


def test_a_recording_has_a_channel():
    with pytest.raises(ValueError, match="a channel at least"):
        wav_of_channels([])
