"""Frames of samples out of a file, by FFmpeg: it is told the demuxer, and let near nothing else."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from shared.audio.containers import CODECS, Container
from shared.audio.mixing import refuse_channels, refuse_rate
from shared.errors import NotAudio

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_MOST_PLANES = 8
"""From so many channels on, PyAV walks past the end of a frame's planes; they are interleaved first."""
_OPTIONS = {
    "protocol_whitelist": "none",
    "codec_whitelist": ",".join(sorted(CODECS)),
    "max_streams": "64",
}
_AMR = {
    "amrnb": (8_000, (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1), 8),
    "amrwb": (16_000, (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1), 9),
}
"""Decoder → rate, bytes of a frame by its type, and the first type without speech (3GPP TS 26.101, 26.201)."""
_AMR_FRAMES_A_S = 50


@dataclass(frozen=True, slots=True)
class Track:
    """The first audio track of an open file."""

    container: "InputContainer"
    stream: "AudioStream"
    n_channels: int

    @property
    def duration_s(self) -> float | None:
        """What FFmpeg takes for its length: told by a header, or estimated."""
        import av

        if self.stream.duration is not None and self.stream.time_base is not None:
            return float(self.stream.duration * self.stream.time_base)
        duration = self.container.duration
        return duration / av.time_base if duration is not None else None

    def frames(self) -> Iterator[tuple[np.ndarray, int]]:
        """float32 (n_samples, n_channels) at the file's own rate, and that rate, a frame each."""
        interleave: Any = None
        layout: tuple[str, int, str] | None = None
        for frame in self._decoded():
            if isinstance(frame, tuple):
                yield frame
                continue
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

    def _decoded(self) -> Iterator[Any]:
        """FFmpeg's frames; and of AMR's pauses, which it doesn't read, as many samples of silence."""
        codec: Any = self.stream.codec_context
        amr = _AMR.get(codec.name.removeprefix("libopencore_").replace("amr_", "amr"))
        if amr is None:
            yield from self.container.decode(self.stream)
            return
        import av

        rate_hz, sizes, first_pause = amr
        for packet in self.container.demux(self.stream):
            for content in _amr_frames(bytes(packet), sizes):
                if content[0] >> 3 & 0x0F < first_pause:
                    yield from codec.decode(av.Packet(content))
                else:
                    yield np.zeros((rate_hz // _AMR_FRAMES_A_S, 1), np.float32), rate_hz


def open_track(content: bytes, kind: Container, field: str) -> Track:
    """Its first audio track, to be closed by its container. Raises NotAudio or AudioUnusable, naming `field`, for one
    that isn't taken; FFmpeg's errors where there is no way in at all."""
    import av

    container = av.open(
        io.BytesIO(content),
        mode="r",
        format=kind.demuxer,
        options=_OPTIONS | {"format_whitelist": kind.demuxer, "probesize": str(kind.probe_bytes)},
        metadata_errors="ignore",
    )
    try:
        return _first_track(container, kind, field)
    except BaseException:
        container.close()
        raise


def _first_track(container: "InputContainer", kind: Container, field: str) -> Track:
    if not container.streams.audio:
        raise NotAudio("the file has no audio track: send a recording", field=field)
    stream = container.streams.audio[0]
    codec: Any = stream.codec_context
    if codec is None or codec.name not in CODECS:
        raise NotAudio(
            f"this kind of {kind.name} is not read, as its audio is in another codec: send 16-bit WAV, or FLAC",
            field=field,
        )
    codec.thread_count = 1
    refuse_rate(codec.sample_rate, field)
    refuse_channels(codec.channels, field)
    return Track(container, stream, codec.channels)


def _amr_frames(packet: bytes, sizes: tuple[int, ...]) -> Iterator[bytes]:
    position = 0
    while position < len(packet):
        size = sizes[packet[position] >> 3 & 0x0F]
        yield packet[position : position + size]
        position += size


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
