"""Recordings as people have them: each is heard to its end, as it sounds, or refused by name; none is half heard."""

import struct
from collections.abc import Callable

import numpy as np
import pytest

from shared.audio import decode_audio
from shared.errors import NotAudio
from shared.testing.recordings import FORMATS, chirps
from shared.testing.writers import (
    FLOAT,
    STREAMED_SIZES,
    aiff,
    caf,
    chunk,
    encoded,
    integers,
    rf64,
    wav,
    wave64,
)

RATE_HZ = 16_000
DURATION_S = 1.2
SOUND = chirps(DURATION_S)
SAMPLES = integers(SOUND, 16)
STEREO = integers(np.stack([SOUND, SOUND], axis=1), 16)
INFO = chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 14) + b"Lavf61.7.100\0\0")
BEXT, ID3, FACT = (
    chunk(b"bext", bytes(603)),
    chunk(b"id3 ", b"ID3\4" + bytes(31)),
    chunk(b"fact", bytes(4)),
)
SEVERAL = {name: FORMATS[name] for name in FORMATS if name not in ("caf alac", "wav ima adpcm")}


def assert_heard(content: bytes, sound: np.ndarray = SOUND, *, likeness: float = 0.9) -> None:
    """As long as `sound`, and the same but for what a codec and its delay change."""
    heard = decode_audio(content, max_duration_s=120).samples
    assert len(heard) == pytest.approx(len(sound), abs=0.17 * RATE_HZ)
    assert_alike(heard, sound, likeness=likeness)


def assert_alike(heard: np.ndarray, sound: np.ndarray, *, likeness: float) -> None:
    """Their largest correlation, whatever lies between them in time."""
    length = len(heard) + len(sound)
    products = np.fft.irfft(np.fft.rfft(heard, length).conj() * np.fft.rfft(sound, length))
    assert np.abs(products).max() > likeness * np.linalg.norm(heard) * np.linalg.norm(sound)


def told(size: int, *, by: str = "RIFF") -> bytes:
    return {
        "RIFF": lambda: wav(SAMPLES, size=size, riff_size=size),
        "RIFF + LIST": lambda: wav(SAMPLES, size=size, riff_size=size, before=INFO),
        "stereo": lambda: wav(STEREO, n_channels=2, size=size),
        "RIFX": lambda: wav(integers(SOUND, 16, order=">"), size=size, order=">"),
        "RF64": lambda: rf64(SAMPLES, size=size),
        "W64": lambda: wave64(SAMPLES, size=size if size < 2**31 else 2**63 - 1),
        "AIFF": lambda: aiff(integers(SOUND, 16, order=">"), size=size, n_frames=0),
        "AIFC": lambda: aiff(SAMPLES, size=size, n_frames=0, compression=b"sowt"),
        "CAF": lambda: caf(integers(SOUND, 16, order=">"), size=-1 if size == 0 else size),
    }[by]()  # fmt: skip


@pytest.mark.parametrize("size", STREAMED_SIZES, ids=hex)
@pytest.mark.parametrize(
    "by", ["RIFF", "RIFF + LIST", "stereo", "RIFX", "RF64", "W64", "AIFF", "AIFC", "CAF"]
)
def test_a_size_that_no_recorder_means_is_read_to_the_end(by: str, size: int):
    assert_heard(told(size, by=by))


@pytest.mark.parametrize("off", [-44, -36, -8, -1, 1, 8, 36, 44])
@pytest.mark.parametrize("before", [b"", INFO, BEXT], ids=["plain", "LIST", "bext"])
def test_a_size_with_the_header_counted_in_or_out_is_read_to_the_end(off: int, before: bytes):
    content = wav(SAMPLES, size=len(SAMPLES) + off, before=before)
    assert_heard(content)
    assert decode_audio(content, max_duration_s=5).duration_s == pytest.approx(DURATION_S, abs=1e-4)


def test_a_size_that_is_that_of_the_file_is_read_to_the_end():
    whole = len(wav(SAMPLES, before=BEXT))
    assert_heard(wav(SAMPLES, before=BEXT, size=whole))
    assert_heard(wav(SAMPLES, before=BEXT, size=whole - 8))


CHUNKS = {
    "LIST before": wav(SAMPLES, before=INFO),
    "bext, fact, JUNK before": wav(SAMPLES, before=BEXT + FACT + chunk(b"JUNK", bytes(4_040))),
    "LIST and id3 after": wav(SAMPLES, after=INFO + ID3),
    "odd chunk without padding before": wav(SAMPLES, before=chunk(b"JUNK", bytes(27), pad=False)),
    "odd chunk without padding after": wav(SAMPLES, after=chunk(b"cart", bytes(27), pad=False) + INFO),
    "odd samples without padding": wav(integers(SOUND, 24)[:-3], bits=24, after=INFO, pad=False),
    "tag after all chunks": wav(SAMPLES) + b"TAG" + bytes(125),
    "size 0 and a chunk of nothing": wav(SAMPLES, size=0, before=chunk(b"JUNK", b"")),
    "two chunks of samples": wav(SAMPLES[:8_000], after=chunk(b"data", SAMPLES[8_000:])),
    "format last": aiff(integers(SOUND, 16, order=">"), form_last=True),
}  # fmt: skip


@pytest.mark.parametrize("name", CHUNKS)
def test_what_stands_around_the_samples_does_not_matter(name: str):
    assert_heard(CHUNKS[name])
    assert decode_audio(CHUNKS[name], max_duration_s=5).duration_s == pytest.approx(
        DURATION_S, abs=1e-3
    )


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("by", ["WAV", "RF64", "W64", "AIFF", "CAF"])
def test_a_file_that_was_cut_off_is_refused(by: str, kept: float):
    high = integers(SOUND, 16, order=">")
    whole = {
        "WAV": wav(SAMPLES),
        "RF64": rf64(SAMPLES),
        "W64": wave64(SAMPLES),
        "AIFF": aiff(high),
        "CAF": caf(high),
    }[by]
    with pytest.raises(NotAudio, match="cut off"):
        decode_audio(whole[: round(kept * len(whole))], max_duration_s=5)


def floats(width: str, order: str = "<") -> bytes:
    return SOUND.astype(f"{order}{width}").tobytes()


WIDTHS = {
    "24 in 32": lambda: wav(integers(SOUND, 24, n_bytes=4), bits=32, valid_bits=24),
    "24 in 32, told by the block": lambda: wav(integers(SOUND, 24, n_bytes=4), bits=24, block=4),
    "24 in 32, at the lower end": lambda: wav(
        (np.frombuffer(integers(SOUND, 24, n_bytes=4), "<i4") >> 8).tobytes(),
        bits=32,
        valid_bits=24,
    ),
    "24 in 32, stereo": lambda: wav(
        integers(np.stack([SOUND, SOUND], axis=1), 24, n_bytes=4),
        bits=32,
        valid_bits=24,
        n_channels=2,
    ),
    "24 in 32, big-endian": lambda: wav(
        integers(SOUND, 24, n_bytes=4, order=">"), bits=32, valid_bits=24, order=">"
    ),
    "20 in 24": lambda: wav(integers(SOUND, 20, n_bytes=3), bits=24, valid_bits=20),
    "20 in 32": lambda: wav(integers(SOUND, 20, n_bytes=4), bits=32, valid_bits=20),
    "12 in 16": lambda: wav(integers(SOUND, 12, n_bytes=2), bits=16, valid_bits=12),
    "20 bits": lambda: wav(integers(SOUND, 20, n_bytes=3), bits=20, block=3),
    "24": lambda: wav(integers(SOUND, 24), bits=24),
    "24, extensible": lambda: wav(integers(SOUND, 24), bits=24, valid_bits=24),
    "32": lambda: wav(integers(SOUND, 32), bits=32),
    "float": lambda: wav(floats("f4"), bits=32, tag=FLOAT),
    "double": lambda: wav(floats("f8"), bits=64, tag=FLOAT),
    "float, extensible": lambda: wav(floats("f4"), bits=32, tag=FLOAT, valid_bits=32),
    "AIFF 24": lambda: aiff(integers(SOUND, 24, order=">"), bits=24),
    "AIFF 20": lambda: aiff(
        integers(SOUND, 20, n_bytes=3, order=">"), bits=20, n_frames=len(SOUND)
    ),
    "AIFF 32": lambda: aiff(integers(SOUND, 32, order=">"), bits=32),
    "AIFC NONE": lambda: aiff(integers(SOUND, 16, order=">"), compression=b"NONE"),
    "AIFC sowt": lambda: aiff(SAMPLES, compression=b"sowt"),
    "AIFC twos": lambda: aiff(integers(SOUND, 16, order=">"), compression=b"twos"),
    "AIFC fl32": lambda: aiff(floats("f4", ">"), bits=32, compression=b"fl32"),
    "AIFC FL32": lambda: aiff(floats("f4", ">"), bits=32, compression=b"FL32"),
    "AIFC fl64": lambda: aiff(floats("f8", ">"), bits=64, compression=b"fl64"),
    "AIFC in24": lambda: aiff(integers(SOUND, 24, order=">"), bits=24, compression=b"in24"),
    "AIFC in32": lambda: aiff(integers(SOUND, 32, order=">"), bits=32, compression=b"in32"),
    "BW64": lambda: rf64(SAMPLES, name=b"BW64"),
}


@pytest.mark.parametrize("name", WIDTHS)
def test_samples_of_any_width_are_heard_at_their_level(name: str):
    assert_heard(WIDTHS[name]())
    heard = decode_audio(WIDTHS[name](), max_duration_s=5).samples
    assert np.std(heard) == pytest.approx(np.std(SOUND), rel=0.02)


def by_ffmpeg(
    rate_hz: int,
    container: str,
    codec: str,
    layout: str = "mono",
    *,
    seekable: bool = True,
    **codec_options: str,
) -> Callable[[], bytes]:
    return lambda: encoded(
        chirps(DURATION_S, rate_hz),
        rate_hz,
        container=container,
        codec=codec,
        layout=layout,
        options={"write_xing": "0"} if container == "mp3" and not seekable else {},
        codec_options=codec_options,
        seekable=seekable,
    )


MADE = {
    f"{container} {codec} {rate_hz} {layout}{'' if seekable else ' to a pipe'}": by_ffmpeg(
        rate_hz, container, codec, layout, seekable=seekable
    )
    for container, codec, rate_hz, layout in [
        ("mp3", "libmp3lame", 8_000, "mono"), ("mp3", "libmp3lame", 22_050, "mono"), ("mp3", "libmp3lame", 44_100, "stereo"),
        ("mp2", "mp2", 44_100, "stereo"), ("adts", "aac", 44_100, "mono"), ("adts", "aac", 48_000, "stereo"),
        ("wav", "adpcm_ms", 22_050, "stereo"), ("wav", "adpcm_ima_wav", 44_100, "mono"), ("wav", "pcm_mulaw", 8_000, "mono"),
        ("wav", "pcm_alaw", 8_000, "stereo"), ("wav", "pcm_f64le", 48_000, "stereo"), ("wav", "pcm_s24le", 96_000, "stereo"),
        ("wav", "mp3", 44_100, "mono"), ("w64", "pcm_s24le", 44_100, "stereo"), ("aiff", "adpcm_ima_qt", 44_100, "mono"),
        ("flac", "flac", 96_000, "5.1"), ("flac", "flac", 16_000, "mono"), ("ogg", "libopus", 48_000, "mono"),
        ("ogg", "libopus", 48_000, "5.1"), ("webm", "libopus", 48_000, "stereo"), ("matroska", "aac", 48_000, "stereo"),
        ("matroska", "pcm_s16le", 48_000, "mono"), ("matroska", "pcm_f32le", 48_000, "stereo"),
    ]
    for seekable in (True, False)
} | {
    f"{container} {codec} {rate_hz} {layout}": by_ffmpeg(rate_hz, container, codec, layout)
    for container, codec, rate_hz, layout in [
        ("caf", "alac", 44_100, "stereo"), ("caf", "adpcm_ima_qt", 44_100, "mono"), ("caf", "pcm_mulaw", 8_000, "mono"),
        ("mov", "pcm_s24le", 48_000, "stereo"), ("mov", "alac", 48_000, "mono"), ("mp4", "alac", 44_100, "mono"),
        ("mp4", "libopus", 48_000, "mono"), ("mp4", "libmp3lame", 44_100, "mono"), ("mp4", "ac3", 48_000, "stereo"),
        ("3gp", "libopencore_amrnb", 8_000, "mono"),
    ]
} | {
    f"mp3 of quality {quality}": by_ffmpeg(44_100, "mp3", "libmp3lame", seekable=False, flags="qscale", global_quality=quality)
    for quality in ("0", "472", "1062")
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_every_container_and_codec_is_heard(name: str):
    assert_heard(MADE[name](), likeness=0.85)


@pytest.mark.parametrize("codec", ["adpcm_yamaha", "g726", "pcm_s64le"])
def test_a_codec_that_is_not_read_is_refused_and_what_to_send_is_said(codec: str):
    with pytest.raises(NotAudio, match=r"this kind of WAV is not read.*send 16-bit WAV"):
        decode_audio(by_ffmpeg(8_000, "wav", codec)(), max_duration_s=5)


@pytest.mark.parametrize("pause_s", [0.0, 1.5, 20.0])
def test_a_length_that_is_only_estimated_refuses_nothing(pause_s: float):
    """lame -V to a pipe: no Xing header, and silence at the start makes an estimate of the length far too long."""
    sound = np.concatenate(
        [np.zeros(round(44_100 * pause_s), np.float32), chirps(DURATION_S, 44_100)]
    )
    for quality in ("0", "472", "1062"):
        content = encoded(
            sound, 44_100, container="mp3", codec="libmp3lame", options={"write_xing": "0"},
            codec_options={"flags": "qscale", "global_quality": quality},
        )  # fmt: skip
        audio = decode_audio(content, max_duration_s=25)
        assert audio.duration_s == pytest.approx(pause_s + DURATION_S, abs=0.1)


@pytest.mark.parametrize("name", SEVERAL)
def test_recordings_that_were_joined_are_heard_one_after_the_other(name: str):
    one, other = SEVERAL[name](DURATION_S), SEVERAL[name](0.8)
    alone = [decode_audio(each, max_duration_s=5).duration_s for each in (one, other)]
    joined = decode_audio(one + other, max_duration_s=5)
    assert joined.duration_s == pytest.approx(sum(alone), abs=0.1)
    heard = joined.samples
    assert_alike(heard[: len(SOUND)], SOUND, likeness=0.8)
    assert_alike(heard[-len(chirps(0.8)) :], chirps(0.8), likeness=0.8)


def test_a_streamed_wav_with_another_behind_it_is_heard_without_its_header():
    content = wav(SAMPLES, size=0xFFFFFFFF) + wav(SAMPLES, size=0)
    audio = decode_audio(content, max_duration_s=5)
    assert audio.duration_s == pytest.approx(2 * DURATION_S)


@pytest.mark.parametrize(
    "other",
    [
        wav(STEREO, n_channels=2),
        wav(SAMPLES, rate_hz=8_000),
        FORMATS["flac"](1.0),
        FORMATS["ogg opus"](1.0),
    ],
    ids=["stereo", "other rate", "FLAC", "Ogg"],
)
def test_recordings_of_different_kinds_in_one_file_are_refused(other: bytes):
    with pytest.raises(NotAudio, match="several recordings"):
        decode_audio(wav(SAMPLES) + other, max_duration_s=5)


@pytest.mark.parametrize("name", ["ogg opus", "ogg vorbis"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.97])
def test_an_ogg_cut_inside_a_page_is_refused(name: str, kept: float):
    whole = FORMATS[name](5.0)
    with pytest.raises(NotAudio, match="cut off"):
        decode_audio(whole[: round(kept * len(whole))], max_duration_s=10)


CLUSTER = b"\x1f\x43\xb6\x75"


def without_header(name: str, mark: bytes, *, before: int = 0, after: bytes = b"") -> bytes:
    content = FORMATS[name](3.0)
    return content[content.index(mark, content.index(after) + 200) - before :]


@pytest.mark.parametrize(
    "content",
    [
        without_header("webm opus", CLUSTER),
        without_header("webm opus", b"\xa3", after=CLUSTER),
        without_header("mp4 in pieces", b"moof", before=4),
        without_header("ogg opus", b"OggS"),
    ],
    ids=["WebM cluster", "WebM block", "MP4 fragment", "Ogg page"],
)
def test_a_later_piece_of_a_browsers_recording_is_told_what_is_missing(content: bytes):
    with pytest.raises(NotAudio, match="first piece, which holds the header, is missing"):
        decode_audio(content, max_duration_s=5)


def test_an_mp4_whose_recorder_was_ended_is_told_so():
    content = FORMATS["m4a"](2.0)
    with pytest.raises(NotAudio, match="was not finished"):
        decode_audio(content[: content.index(b"moov") - 4], max_duration_s=5)


SPEECH, PAUSE, NO_DATA = 0, 8, 15
"""Types of AMR frames."""


def test_amr_with_comfort_noise_is_heard_with_silence_in_its_place():
    whole = FORMATS["amr"](1.0)
    size = (
        32
        if whole[6] >> 3 & 0x0F == 7
        else {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27}[whole[6] >> 3 & 0x0F]
    )
    frames = [whole[at : at + size] for at in range(6, len(whole), size)]
    pause = [bytes([PAUSE << 3 | 4]) + bytes(5), *[bytes([NO_DATA << 3 | 4])] * 24]
    content = b"#!AMR\n" + b"".join([*frames[:25], *pause, *frames[25:]])
    audio = decode_audio(content, max_duration_s=5)
    alone = decode_audio(whole, max_duration_s=5)
    assert audio.duration_s == pytest.approx(alone.duration_s + 0.5)
    assert np.abs(audio.samples[round(0.6 * RATE_HZ) : round(0.9 * RATE_HZ)]).max() < 0.01
    np.testing.assert_allclose(audio.samples[:7_000], alone.samples[:7_000], atol=1e-3)


def test_wide_band_amr_of_pauses_alone_is_silence():
    content = b"#!AMR-WB\n" + (bytes([9 << 3 | 4]) + bytes(5) + bytes([15 << 3 | 4]) * 7) * 5
    audio = decode_audio(content, max_duration_s=5)
    assert (audio.duration_s, np.abs(audio.samples).max()) == (pytest.approx(0.8), 0.0)


def test_a_wav_with_a_list_and_another_wav_behind_it_is_heard_to_the_end():
    content = wav(SAMPLES, after=INFO) + wav(SAMPLES, after=INFO)
    assert decode_audio(content, max_duration_s=5).duration_s == pytest.approx(2 * DURATION_S)


def test_stereo_too_long_to_be_kept_is_mixed_as_what_is_kept(monkeypatch: pytest.MonkeyPatch):
    content = wav(integers(np.stack([SOUND, -SOUND], axis=1), 16), n_channels=2)
    kept = decode_audio(content, max_duration_s=5).samples
    monkeypatch.setattr("shared.audio.decode._MOST_KEPT", 10_000)
    np.testing.assert_array_equal(decode_audio(content, max_duration_s=5).samples, kept)
    assert np.std(kept) == pytest.approx(np.std(SOUND), rel=0.01)
