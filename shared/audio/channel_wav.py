"""Channels of one long recording side by side in one WAV, and each of them out of it again, without a copy."""

import io
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np

from shared.audio.decode import PLAIN_WAV, RATE_HZ
from shared.audio.long_recording import READ_AHEAD, WIDTH, LongRecording, WavOfRecording


class Interleaved:
    """Recordings as the channels of one: sample by sample, silence behind the end of those that are shorter."""

    rate_hz = RATE_HZ

    def __init__(self, recordings: Sequence[LongRecording]) -> None:
        """Raises ValueError for none."""
        if not recordings:
            raise ValueError("a recording has a channel at least")
        self._recordings = recordings
        self.n_channels = len(recordings)
        self._n_frames = max(map(len, recordings))

    @property
    def n_bytes(self) -> int:
        return self._n_frames * self.n_channels * WIDTH

    def content(self, start: int, n_bytes: int) -> bytes:
        """16-bit little-endian samples from byte `start` on, fewer at the end."""
        n_bytes = min(n_bytes, max(0, self.n_bytes - start))
        frame = self.n_channels * WIDTH
        first, last = start // frame, -(-(start + n_bytes) // frame)
        samples = np.zeros((last - first, self.n_channels), "<i2")
        for place, recording in enumerate(self._recordings):
            said = recording.content(first * WIDTH, (last - first) * WIDTH)
            samples[: len(said) // WIDTH, place] = np.frombuffer(said, "<i2")
        inside = start - first * frame
        return samples.tobytes()[inside : inside + n_bytes]


class ChannelOfWav(LongRecording):
    """One channel of a WAV of ours."""

    def __init__(self, file: BinaryIO, n_samples: int, channel: int, n_channels: int) -> None:
        super().__init__(file, n_samples, offset=PLAIN_WAV.size)
        self._channel, self._n_channels = channel, n_channels

    def content(self, start: int, n_bytes: int) -> bytes:
        n_bytes = min(n_bytes, max(0, len(self) * WIDTH - start))
        first, last = start // WIDTH, -(-(start + n_bytes) // WIDTH)
        frame = self._n_channels * WIDTH
        frames = self._read(first * frame, (last - first) * frame)
        samples = np.frombuffer(frames, "<i2").reshape(-1, self._n_channels)
        inside = start - first * WIDTH
        return samples[:, self._channel].tobytes()[inside : inside + n_bytes]


def wav_of_channels(recordings: Sequence[LongRecording]) -> io.BufferedReader:
    """Of one, the same as `wav_of_recording`."""
    return io.BufferedReader(WavOfRecording(Interleaved(recordings)), READ_AHEAD)


def channels_of_wav(file: BinaryIO) -> list[LongRecording]:
    """Of a WAV of ours, which stays open as long as they are read. Raises ValueError for any other file."""
    file.seek(0)
    head = file.read(PLAIN_WAV.size)
    if len(head) < PLAIN_WAV.size:
        raise ValueError("the file is no WAV of ours")
    riff, _, wave, _, _, codec, n_channels, rate_hz, _, frame, bits, data, n_bytes = (
        PLAIN_WAV.unpack(head)
    )
    is_ours = (riff, wave, data, codec, bits, rate_hz) == (
        b"RIFF", b"WAVE", b"data", 1, 8 * WIDTH, RATE_HZ,
    )  # fmt: skip
    if not is_ours or frame != n_channels * WIDTH:
        raise ValueError("the file is no WAV of ours")
    n_samples = n_bytes // frame
    return [ChannelOfWav(file, n_samples, channel, n_channels) for channel in range(n_channels)]
