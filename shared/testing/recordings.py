"""One sound in every format that is read, and files that went wrong on the way."""

import io
from collections.abc import Callable, Iterator
from random import Random

import numpy as np

from shared.audio import encode_wav
from shared.audio.resampling import resample

RATE_HZ = 16_000


def chirps(duration_s: float = 1.0, rate_hz: int = RATE_HZ) -> np.ndarray:
    """float32 (n_samples,): something that no codec can write as nothing."""
    time_s = np.arange(round(rate_hz * duration_s)) / rate_hz
    tone = np.sin(2 * np.pi * (200 + 800 * time_s) * time_s) * (
        1.2 + np.sin(2 * np.pi * 4 * time_s)
    )
    return (0.3 * tone).astype(np.float32)


def through_soundfile(
    samples: np.ndarray, rate_hz: int, *, format: str, subtype: str | None = None
) -> bytes:
    """`samples` are (n_samples,) or (n_samples, n_channels)."""
    import soundfile

    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate_hz, format=format, subtype=subtype)
    return buffer.getvalue()


def through_ffmpeg(
    samples: np.ndarray,
    rate_hz: int,
    *,
    container: str,
    codec: str,
    frame_samples: int,
    options: dict[str, str] | None = None,
) -> bytes:
    """`samples` are (n_samples,); what doesn't fill a frame is left out. `options` are the muxer's."""
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container, options=options or {}) as output:
        stream = output.add_stream(codec, rate=rate_hz)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = "mono"
        for start in range(0, len(samples) - frame_samples + 1, frame_samples):
            piece = samples[np.newaxis, start : start + frame_samples]
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
            frame.sample_rate = rate_hz
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def _soundfile(rate_hz: int, format: str, subtype: str | None = None) -> Callable[[float], bytes]:
    return lambda duration_s: through_soundfile(
        chirps(duration_s, rate_hz), rate_hz, format=format, subtype=subtype
    )


def _ffmpeg(
    rate_hz: int, container: str, codec: str, frame: int, **options: str
) -> Callable[[float], bytes]:
    return lambda duration_s: through_ffmpeg(
        chirps(duration_s, rate_hz),
        rate_hz,
        container=container,
        codec=codec,
        frame_samples=frame,
        options=options,
    )


def _plain_wav(duration_s: float) -> bytes:
    return encode_wav(resample(chirps(duration_s, 48_000), 48_000, RATE_HZ), RATE_HZ)


FORMATS: dict[str, Callable[[float], bytes]] = {
    "wav": _plain_wav,
    "wav 24 bit": _soundfile(48_000, "WAV", "PCM_24"),
    "wav float": _soundfile(48_000, "WAV", "FLOAT"),
    "wav u8": _soundfile(22_050, "WAV", "PCM_U8"),
    "wav mu-law": _soundfile(8_000, "WAV", "ULAW"),
    "wav ima adpcm": _soundfile(16_000, "WAV", "IMA_ADPCM"),
    "wav gsm": _soundfile(8_000, "WAV", "GSM610"),
    "rf64": _soundfile(16_000, "RF64"),
    "w64": _soundfile(44_100, "W64"),
    "aiff": _soundfile(44_100, "AIFF"),
    "aiff float": _soundfile(44_100, "AIFF", "FLOAT"),
    "caf": _soundfile(44_100, "CAF"),
    "caf alac": _soundfile(44_100, "CAF", "ALAC_16"),
    "flac": _soundfile(16_000, "FLAC"),
    "mp3": _soundfile(44_100, "MP3"),
    "ogg vorbis": _soundfile(44_100, "OGG"),
    "ogg opus": _ffmpeg(48_000, "ogg", "libopus", 960),
    "webm opus": _ffmpeg(48_000, "webm", "libopus", 960),
    "mka mp3": _ffmpeg(48_000, "matroska", "libmp3lame", 1152),
    "m4a": _ffmpeg(44_100, "mp4", "aac", 1024),
    "mp4 in pieces": _ffmpeg(44_100, "mp4", "aac", 1024, movflags="frag_keyframe+empty_moov"),
    "mov": _ffmpeg(44_100, "mov", "aac", 1024),
    "3gp": _ffmpeg(44_100, "3gp", "aac", 1024),
    "aac": _ffmpeg(44_100, "adts", "aac", 1024),
    "amr": _ffmpeg(8_000, "amr", "libopencore_amrnb", 160),
}
"""Name → a recording of so many seconds."""

_ODD_INTEGERS = [
    0,
    1,
    7,
    8,
    9,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    10_000_019,
    2**31 - 1,
    2**32 - 1,
]


def mutated(content: bytes, n_files: int, *, seed: int) -> Iterator[bytes]:
    """Files that differ from `content` in a few places, most of them near the start, where formats keep their facts."""
    random = Random(seed)
    for _ in range(n_files):
        yield _mutated(content, random)


def _mutated(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 1, 2, 3, 5, 12])):
        if not changed:
            break
        reach = random.choice([64, 256, 1_024, len(changed)])
        at = random.randrange(min(reach, len(changed)))
        match random.randrange(9):
            case 0:
                changed[at] ^= 1 << random.randrange(8)
            case 1:
                changed[at] = random.randrange(256)
            case 2 | 3:
                width = random.choice([1, 2, 4, 8])
                value = random.choice(_ODD_INTEGERS) % (1 << 8 * width)
                is_little = random.randrange(2)
                changed[at : at + width] = value.to_bytes(width, "little" if is_little else "big")
            case 4:
                del changed[at : at + random.choice([1, 4, 100, 5_000])]
            case 5:
                changed[at:at] = changed[at : at + random.choice([1, 4, 64, 2_000])]
            case 6:
                changed[at : at + random.choice([4, 32, 500])] = random.randbytes(
                    random.choice([4, 32, 500])
                )
            case 7:
                del changed[at + random.randrange(len(changed)) :]
            case _:
                other = random.randrange(len(changed))
                changed[at : at + 16] = changed[other : other + 16]
    return bytes(changed)
