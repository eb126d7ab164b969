"""Writing audio as WAV, FLAC, OGG (Opus) or MP3, whole or piece by piece."""

import io
import struct
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from shared.audio.wav import encode_wav

AudioFormat = Literal["wav", "flac", "ogg", "mp3"]
CONTENT_TYPES: dict[AudioFormat, str] = {
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
}
_CODECS = {"flac": "flac", "ogg": "libopus", "mp3": "libmp3lame"}
_BIT_RATES = {"ogg": 40_000, "mp3": 64_000}
"""Bits a second, where speech at 24 kHz is no longer told from the original."""
_OPTIONS = {"mp3": {"write_xing": "0", "id3v2_version": "3"}, "ogg": {}, "flac": {}}
_OPUS_RATES_HZ = frozenset([8_000, 12_000, 16_000, 24_000, 48_000])
_UNKNOWN_SIZE = 0xFFFFFFFF


def encode_audio(
    samples: np.ndarray, rate_hz: int, format: AudioFormat, *, comment: str | None = None
) -> bytes:
    """A whole mono file of float samples within ±1; `comment` goes into its metadata.

    OGG is Opus, which knows 8, 12, 16, 24 and 48 kHz only; ValueError for another rate.
    """
    if format == "wav":
        return encode_wav(samples, rate_hz, comment=comment)
    encoder = AudioEncoder(format, rate_hz, comment=comment)
    return encoder.add(samples) + encoder.end()


@dataclass(slots=True)
class AudioEncoder:
    """A file that is written while its audio is made: every call gives the bytes that are ready."""

    format: AudioFormat
    rate_hz: int
    comment: str | None = None
    _sink: "_Sink" = field(init=False)
    _container: Any = field(init=False, default=None)
    _stream: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._sink = _Sink()
        if self.format == "wav":
            self._sink.write(_endless_wav_header(self.rate_hz))
            return
        if self.format == "ogg" and self.rate_hz not in _OPUS_RATES_HZ:
            raise ValueError(f"Opus knows no {self.rate_hz} Hz: resample first")
        import av

        self._container = av.open(
            self._sink, mode="w", format=self.format, options=_OPTIONS[self.format]
        )
        self._stream = self._container.add_stream(_CODECS[self.format], rate=self.rate_hz)
        self._stream.codec_context.layout = "mono"
        if self.format in _BIT_RATES:
            self._stream.codec_context.bit_rate = _BIT_RATES[self.format]
        if self.comment is not None:
            self._container.metadata["comment"] = self.comment
            if self.format == "ogg":  # Ogg keeps tags a stream, not a file
                self._stream.metadata["comment"] = self.comment

    def add(self, samples: np.ndarray) -> bytes:
        pcm = (np.clip(samples, -1.0, 1.0) * 32767).round().astype("<i2")
        if self._stream is None:
            self._sink.write(pcm.tobytes())
            return self._sink.take()
        import av

        frame = av.AudioFrame.from_ndarray(pcm[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = self.rate_hz
        for packet in self._stream.encode(frame):
            self._container.mux(packet)
        return self._sink.take()

    def end(self) -> bytes:
        """What was still held back. Nothing can be added after it."""
        if self._stream is not None:
            for packet in self._stream.encode(None):
                self._container.mux(packet)
            self._container.close()
        return self._sink.take()


class _Sink:
    """A file that can't seek, as a response can't."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()

    def write(self, content: bytes) -> int:
        return self._buffer.write(content)

    def take(self) -> bytes:
        content = self._buffer.getvalue()
        self._buffer = io.BytesIO()
        return content


def _endless_wav_header(rate_hz: int) -> bytes:
    """Of 16-bit mono WAV whose length nobody knows yet; players read to the end."""
    return (
        struct.pack("<4sI4s", b"RIFF", _UNKNOWN_SIZE, b"WAVE")
        + struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate_hz, rate_hz * 2, 2, 16)
        + struct.pack("<4sI", b"data", _UNKNOWN_SIZE)
    )
