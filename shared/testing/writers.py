"""Recordings as the programs of this world write them: containers × codecs × rates × channels × what is in the size fields."""

import io
import struct

import numpy as np

PCM, MS_ADPCM, FLOAT, A_LAW, MU_LAW, IMA_ADPCM, EXTENSIBLE = 1, 2, 3, 6, 7, 0x11, 0xFFFE
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")
STREAMED_SIZES = (
    0, 0xFFFFFFFF, 0xFFFFFFDB, 0xFFFFFFD3, 0xFFFFFF00, 0x80000000, 0x80000024, 0x7FFFFFFF, 0x7FFFFFDB, 0x7FFFF000,
    0x7FFF0000, 0x7F000000, 0x40000000, 0x3FFFFFFF, 0x10000000,
)  # fmt: skip
"""Data sizes of sox, FFmpeg, arecord, GStreamer, lame, espeak, and some that another might choose."""


def integers(
    samples: np.ndarray, bits: int, *, n_bytes: int | None = None, order: str = "<"
) -> bytes:
    """`samples`, (n_samples,) or (n_samples, n_channels), as integers of `bits` at the upper end of `n_bytes`."""
    width = n_bytes or bits // 8
    values = np.round(np.clip(samples, -1, 1) * (2 ** (bits - 1) - 1)).astype(np.int64)
    wide = (
        (values << (8 * width - bits))
        .astype("<i8")
        .reshape(-1, 1)
        .view(np.uint8)
        .reshape(-1, 8)[:, :width]
    )
    return (wide if order == "<" else wide[:, ::-1]).tobytes()


def chunk(
    name: bytes, content: bytes, *, size: int | None = None, pad: bool = True, order: str = "<"
) -> bytes:
    told = len(content) if size is None else size
    return (
        struct.pack(f"{order}4sI", name, told) + content + b"\0" * (len(content) % 2 if pad else 0)
    )


def wav(
    samples: bytes,
    *,
    rate_hz: int = 16_000,
    n_channels: int = 1,
    bits: int = 16,
    tag: int = PCM,
    block: int | None = None,
    valid_bits: int | None = None,
    size: int | None = None,
    riff_size: int | None = None,
    before: bytes = b"",
    after: bytes = b"",
    order: str = "<",
    pad: bool = True,
) -> bytes:
    """A WAV with these samples and any header; `valid_bits` makes it an extensible one."""
    block = block or n_channels * bits // 8
    outer = EXTENSIBLE if valid_bits else tag
    form = struct.pack(f"{order}HHIIHH", outer, n_channels, rate_hz, rate_hz * block, block, bits)
    if valid_bits:
        form += struct.pack(f"{order}HHIH", 22, valid_bits, 0, tag) + _GUID_TAIL
    rest = (
        chunk(b"fmt ", form, order=order)
        + before
        + chunk(b"data", samples, size=size, pad=pad, order=order)
        + after
    )
    told = 4 + len(rest) if riff_size is None else riff_size
    return struct.pack(f"{order}4sI4s", b"RIFF" if order == "<" else b"RIFX", told, b"WAVE") + rest


def wave64(samples: bytes, *, rate_hz: int = 16_000, size: int | None = None) -> bytes:
    def wide(name: bytes, content: bytes, told: int | None = None) -> bytes:
        tail = bytes.fromhex("f3acd3118cd100c04f8edb8a")
        told = 24 + len(content) if told is None else told
        return name + tail + struct.pack("<Q", told) + content + b"\0" * (-len(content) % 8)

    form = struct.pack("<HHIIHH", PCM, 1, rate_hz, rate_hz * 2, 2, 16)
    rest = wide(b"fmt ", form) + wide(b"data", samples, size)
    head = b"riff" + bytes.fromhex("2e91cf11a5d628db04c10000") + struct.pack("<Q", 40 + len(rest))
    return head + b"wave" + bytes.fromhex("f3acd3118cd100c04f8edb8a") + rest


def rf64(
    samples: bytes, *, rate_hz: int = 16_000, size: int | None = None, name: bytes = b"RF64"
) -> bytes:
    told = len(samples) if size is None else size
    ds64 = chunk(b"ds64", struct.pack("<QQQI", 72 + len(samples), told, told // 2, 0))
    form = struct.pack("<HHIIHH", PCM, 1, rate_hz, rate_hz * 2, 2, 16)
    rest = ds64 + chunk(b"fmt ", form) + chunk(b"data", samples, size=0xFFFFFFFF)
    return struct.pack("<4sI4s", name, 0xFFFFFFFF, b"WAVE") + rest


def aiff(
    samples: bytes,
    *,
    rate_hz: int = 16_000,
    n_channels: int = 1,
    bits: int = 16,
    compression: bytes | None = None,
    n_frames: int | None = None,
    size: int | None = None,
    form_last: bool = False,
) -> bytes:
    frames = len(samples) // (n_channels * bits // 8) if n_frames is None else n_frames
    exponent = rate_hz.bit_length() - 1
    rate = struct.pack(">HQ", 16_383 + exponent, rate_hz << (63 - exponent))
    form = struct.pack(">HIH", n_channels, frames, bits) + rate
    form += compression + b"\0\0" if compression else b""
    sound = chunk(b"SSND", bytes(8) + samples, size=size, order=">")
    common = chunk(b"COMM", form, order=">")
    rest = sound + common if form_last else common + sound
    return struct.pack(">4sI4s", b"FORM", 4 + len(rest), b"AIFC" if compression else b"AIFF") + rest


def caf(samples: bytes, *, rate_hz: int = 16_000, size: int | None = None) -> bytes:
    """16-bit big-endian samples."""
    desc = struct.pack(">d4sIIIII", rate_hz, b"lpcm", 0, 2, 1, 1, 16)
    told = 4 + len(samples) if size is None else size
    return (
        b"caff\0\1\0\0"
        + struct.pack(">4sq", b"desc", 32)
        + desc
        + struct.pack(">4sqI", b"data", told, 0)
        + samples
    )


def encoded(
    samples: np.ndarray,
    rate_hz: int,
    *,
    container: str,
    codec: str,
    layout: str = "mono",
    options: dict[str, str] | None = None,
    codec_options: dict[str, str] | None = None,
    seekable: bool = True,
) -> bytes:
    """`samples` (n_samples,), on all channels, by FFmpeg; not seekable: as to a pipe."""
    import av

    sink = io.BytesIO() if seekable else _Pipe()
    with av.open(sink, "w", format=container, options=options or {}) as output:
        stream = output.add_stream(codec, rate=rate_hz, options=codec_options or {})
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = layout
        n_channels = stream.codec_context.layout.nb_channels
        wanted: str = stream.codec_context.format.name if stream.codec_context.format else "s16"
        planar = av.AudioFrame.from_ndarray(
            np.tile(samples.astype(np.float32), (n_channels, 1)), format="fltp", layout=layout
        )
        planar.sample_rate = rate_hz
        size = stream.codec_context.frame_size or 1_024
        convert = av.AudioResampler(format=wanted, layout=layout, rate=rate_hz, frame_size=size)
        for frame in [*convert.resample(planar), *convert.resample(None)]:
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return sink.getvalue()


class _Pipe:
    """What FFmpeg can't go back in."""

    def __init__(self) -> None:
        self._content = bytearray()

    def write(self, content: bytes) -> int:
        self._content += content
        return len(content)

    def getvalue(self) -> bytes:
        return bytes(self._content)
