"""Any common recording → mono float32: WAV, FLAC, MP3, OGG/Opus, M4A, WebM, AAC, AMR, CAF, AIFF.

What comes from outside goes through shared.audio.decoder, which runs this in a process that may be lost.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from shared.audio.containers import CODECS, UNREADABLE, recognise
from shared.audio.resampling import Resampler, resample
from shared.errors import AudioTooLong, AudioTooShort, AudioUnusable, NotAudio

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

RATE_HZ = 16_000
"""The rate every engine of ours listens at."""
FULL_SCALE = 0.999
"""A sample at least this loud counts as clipped."""
RATES_HZ = (4_000, 384_000)
"""Below, speech has lost its consonants; above, nobody records."""
MOST_CHANNELS = 8
MOST_SAMPLES = 64_000_000
"""Over all channels: two minutes of 8 channels at 48 kHz, or of stereo at 192 kHz, and some more."""
LOUDEST = 16.0
"""24 dB over full scale: as far as a float recording with a hot gain may go. What is beyond is no such sample."""
TOO_MUCH_MEMORY = "the file needs more memory to decode than a recording does: send WAV or FLAC"
_TRUNCATION_TOLERANCE_S = 0.3
"""Encoder padding makes headers and frames differ by less than this."""
_PLAIN_WAV = struct.Struct("<4sI4s4sIHHIIHH4sI")
"""The 44 bytes before the samples of a WAV without extras."""
_STREAMED_SIZES = frozenset([0, 0xFFFFFFFF, 0x7FFFFFFF - 1, 0x7FFFF000])
"""What writers put for a length that they don't know yet."""
_MOST_PLANES = 8
"""From so many channels on, PyAV walks past the end of a frame's planes; they are interleaved first."""
_BLOCK = 1 << 16
"""Samples that are handed on at once, at least."""
_OPTIONS = {
    "protocol_whitelist": "none",
    "codec_whitelist": ",".join(sorted(CODECS)),
    "max_streams": "64",
}


@dataclass(frozen=True, slots=True)
class Audio:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1."""
    rate_hz: int
    clipped_share: float
    """Share of the original samples at full scale, before mixing down and resampling."""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a recording, mixed down to mono at the file's own rate."""

    mono: np.ndarray
    """float32 (n_samples,), within ±1."""
    rate_hz: int
    n_values: int
    """Samples over all channels that it was mixed from."""
    n_clipped: int
    """How many of them were at full scale."""


def decode_audio(
    content: bytes, *, max_duration_s: float, rate_hz: int = RATE_HZ, field: str = "file"
) -> Audio:
    """Decode a whole file, mix it down to mono and resample it to `rate_hz`.

    Raises NotAudio (not audio, damaged or truncated), AudioUnusable (a rate, channels or samples that are not
    taken), AudioTooShort (no samples) or AudioTooLong; all name `field`.
    """
    plain = read_plain_wav(content, max_duration_s=max_duration_s, rate_hz=rate_hz, field=field)
    if plain is not None:
        return plain
    return joined(
        decode_blocks(content, max_duration_s=max_duration_s, field=field), rate_hz, field
    )


def joined(blocks: Iterable[Block], rate_hz: int, field: str) -> Audio:
    """The whole recording at `rate_hz`. Raises AudioTooShort when there is nothing."""
    resampler: Resampler | None = None
    made: list[np.ndarray] = []
    n_values = n_clipped = 0
    for block in blocks:
        resampler = resampler or Resampler(block.rate_hz, rate_hz)
        made.append(resampler.add(block.mono))
        n_values += block.n_values
        n_clipped += block.n_clipped
    if resampler is None or n_values == 0:
        raise AudioTooShort("the file holds no audio samples: record something", field=field)
    return Audio(np.concatenate([*made, resampler.end()]), rate_hz, n_clipped / n_values)


def read_plain_wav(
    content: bytes, *, max_duration_s: float, rate_hz: int = RATE_HZ, field: str = "file"
) -> Audio | None:
    """The audio of a 16-bit mono WAV with the plainest header, as we write it; None for any other file.

    Nothing but the samples is interpreted, so this needs no process of its own. Raises as `decode_audio` does.
    """
    if len(content) < _PLAIN_WAV.size:
        return None
    riff, _, wave, fmt, fmt_size, codec, channels, native_hz, _, width, bits, data, n_bytes = (
        _PLAIN_WAV.unpack_from(content)
    )
    is_plain = (riff, wave, fmt, data) == (b"RIFF", b"WAVE", b"fmt ", b"data") and (
        fmt_size, codec, channels, width, bits,
    ) == (16, 1, 1, 2, 16)  # fmt: skip
    if not is_plain or n_bytes in _STREAMED_SIZES or n_bytes % 2:
        return None
    _refuse_rate(native_hz, field)
    if n_bytes > len(content) - _PLAIN_WAV.size:
        raise _cut_off_wav(field)
    if n_bytes / 2 > max_duration_s * native_hz:
        raise _too_long(max_duration_s, field)
    samples = np.frombuffer(content, "<i2", count=n_bytes // 2, offset=_PLAIN_WAV.size)
    mono = samples.astype(np.float32) / np.float32(32_768)
    clipped_share = float(np.mean(np.abs(mono) >= FULL_SCALE)) if len(mono) else 0.0
    return Audio(resample(mono, native_hz, rate_hz), rate_hz, clipped_share)


def decode_blocks(content: bytes, *, max_duration_s: float, field: str) -> Iterator[Block]:
    """A file stretch by stretch, in memory that doesn't depend on its length. Raises as `decode_audio` does."""
    import av
    from av.error import FFmpegError

    kind = recognise(content, field=field)
    _refuse_truncated_wav(content, field)
    mix = _Mix(max_duration_s, field)
    try:
        with av.open(
            io.BytesIO(content),
            mode="r",
            format=kind.demuxer,
            options=_OPTIONS
            | {"format_whitelist": kind.demuxer, "probesize": str(kind.probe_bytes)},
            metadata_errors="ignore",
        ) as container:
            stream = _usable_track(container, field)
            declared_s = _declared_duration_s(container, stream)
            if declared_s is not None and declared_s > max_duration_s:
                raise _too_long(max_duration_s, field)
            for frame, rate_hz in _frames(container, stream):
                if (block := mix.add(frame, rate_hz)) is not None:
                    yield block
    except MemoryError as error:
        raise AudioUnusable(TOO_MUCH_MEMORY, field=field) from error
    except (FFmpegError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        raise NotAudio(UNREADABLE, field=field) from error
    if declared_s is not None and mix.duration_s < declared_s - _TRUNCATION_TOLERANCE_S:
        raise NotAudio(
            f"the file is cut off: its header says {declared_s:.1f} s but only "
            f"{mix.duration_s:.1f} s are there; upload it again",
            field=field,
        )
    if (block := mix.rest()) is not None:
        yield block


def _usable_track(container: "InputContainer", field: str) -> "AudioStream":
    """The first audio track. Raises NotAudio or AudioUnusable for a codec, rate or channels that are not taken."""
    if not container.streams.audio:
        raise NotAudio("the file has no audio track: send a recording", field=field)
    stream = container.streams.audio[0]
    codec: Any = stream.codec_context
    if codec is None or codec.name not in CODECS:
        raise NotAudio(
            "the file's audio is in a codec that isn't read: send WAV or FLAC", field=field
        )
    codec.thread_count = 1
    _refuse_rate(codec.sample_rate, field)
    _refuse_channels(codec.channels, field)
    return stream


def _frames(container: "InputContainer", stream: "AudioStream") -> Iterator[tuple[np.ndarray, int]]:
    """float32 (n_samples, n_channels) at the file's own rate, and that rate, a frame each."""
    interleave: Any = None
    layout: tuple[str, int, str] | None = None
    for frame in container.decode(stream):
        n_channels = frame.layout.nb_channels
        if not frame.format.is_planar:
            yield _as_float(frame.to_ndarray()).reshape(-1, n_channels), frame.sample_rate
        elif n_channels < _MOST_PLANES:
            yield _as_float(frame.to_ndarray()).T, frame.sample_rate
        else:
            found = (frame.format.name, frame.sample_rate, frame.layout.name)
            if found != layout:
                interleave, layout = _interleaver(), found
            for packed in interleave.resample(frame):
                yield packed.to_ndarray().reshape(-1, n_channels), frame.sample_rate


def _interleaver() -> Any:
    import av

    return av.AudioResampler(format="flt")


def _as_float(values: np.ndarray) -> np.ndarray:
    """Integers of any width, or floats, as float32 with full scale at 1."""
    if values.dtype == np.uint8:
        return (values.astype(np.float32) - 128) / 128
    if values.dtype.kind == "i":
        return values.astype(np.float32) / np.float32(-float(np.iinfo(values.dtype).min))
    # A double that is no sound becomes infinite, and is refused for it.
    with np.errstate(over="ignore"):
        return values.astype(np.float32, copy=False)


class _Mix:
    """Frames of all channels → blocks of mono, counted and checked on the way."""

    def __init__(self, max_duration_s: float, field: str) -> None:
        self._max_duration_s, self._field = max_duration_s, field
        self._native: tuple[int, int] | None = None
        """Channels, and rate in Hz."""
        self._n_values = 0
        self._waiting: list[Block] = []

    @property
    def duration_s(self) -> float:
        if self._native is None:
            return 0.0
        n_channels, rate_hz = self._native
        return self._n_values / n_channels / rate_hz

    def add(self, frame: np.ndarray, rate_hz: int) -> Block | None:
        """A block when enough has come together. Raises NotAudio, AudioUnusable or AudioTooLong."""
        native = (frame.shape[1], rate_hz)
        if self._native is None:
            self._native = native
            _refuse_rate(rate_hz, self._field)
            _refuse_channels(frame.shape[1], self._field)
        elif native != self._native:
            raise NotAudio(
                "the channels or the sample rate change within the file", field=self._field
            )
        self._n_values += frame.size
        if self.duration_s > self._max_duration_s:
            raise _too_long(self._max_duration_s, self._field)
        if self._n_values > MOST_SAMPLES:
            raise AudioTooLong(
                f"the recording holds more than {MOST_SAMPLES // 1_000_000} million samples: "
                "send it in mono at 48 kHz or less",
                field=self._field,
            )
        loudness = np.abs(frame)
        if not loudness.max(initial=0.0) <= LOUDEST:  # so written, what is not a number is caught
            raise AudioUnusable(
                "the file holds samples that are no sound (not a number, or far over full scale): "
                "export it as 16-bit WAV or FLAC",
                field=self._field,
            )
        mono = _mixed_down(np.clip(frame, -1.0, 1.0))
        n_clipped = int(np.count_nonzero(loudness >= FULL_SCALE))
        self._waiting.append(Block(mono, rate_hz, frame.size, n_clipped))
        return self.rest() if sum(len(each.mono) for each in self._waiting) >= _BLOCK else None

    def rest(self) -> Block | None:
        """What has come together since the last block."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return None
        return Block(
            np.concatenate([each.mono for each in waiting]),
            waiting[0].rate_hz,
            sum(each.n_values for each in waiting),
            sum(each.n_clipped for each in waiting),
        )


def _mixed_down(frame: np.ndarray) -> np.ndarray:
    """Mean over the channels of float32 (n_samples, n_channels); channel by channel, as short rows are slow."""
    mono = frame[:, 0].astype(np.float32, copy=True)
    for channel in range(1, frame.shape[1]):
        mono += frame[:, channel]
    return mono if frame.shape[1] == 1 else mono / np.float32(frame.shape[1])


def _refuse_rate(rate_hz: int | None, field: str) -> None:
    lowest, highest = RATES_HZ
    if not rate_hz or not lowest <= rate_hz <= highest:
        raise AudioUnusable(
            f"the recording has a sample rate of {rate_hz or 0} Hz: "
            f"{lowest} to {highest} Hz are taken",
            field=field,
        )


def _refuse_channels(n_channels: int, field: str) -> None:
    if not 1 <= n_channels <= MOST_CHANNELS:
        raise AudioUnusable(
            f"the recording has {n_channels} channels: 1 to {MOST_CHANNELS} are taken", field=field
        )


def _declared_duration_s(container: "InputContainer", stream: "AudioStream") -> float | None:
    """What the file's header says; None where the format doesn't."""
    import av

    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration is not None else None


def _refuse_truncated_wav(content: bytes, field: str) -> None:
    """FFmpeg reads a cut-off WAV without complaint, so compare its data chunk with the file."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return
    position = 12
    while position + 8 <= len(content):
        chunk, size = struct.unpack_from("<4sI", content, position)
        if chunk == b"data":
            if size not in _STREAMED_SIZES and position + 8 + size > len(content) + 1:
                raise _cut_off_wav(field)
            return
        position += 8 + size + size % 2


def _cut_off_wav(field: str) -> NotAudio:
    return NotAudio(
        "the WAV file is cut off: its data is shorter than its header says; upload it again",
        field=field,
    )


def _too_long(max_duration_s: float, field: str) -> AudioTooLong:
    return AudioTooLong(
        f"the recording is longer than {max_duration_s:g} s: send a shorter one",
        field=field,
        max_duration_s=max_duration_s,
    )
