"""Any common recording becomes mono float32 at 16 kHz, or a problem that names the field."""

import struct

import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.audio.decode import decode_blocks, joined, read_plain_wav
from shared.audio.resampling import resample
from shared.errors import AudioTooLong, AudioTooShort, AudioUnusable, NotAudio
from shared.testing.recordings import FORMATS, through_ffmpeg, through_soundfile

RATE_HZ = 16_000


def tone(rate_hz: int, duration_s: float = 1.0, frequency_hz: float = 440.0) -> np.ndarray:
    time_s = np.arange(round(rate_hz * duration_s)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def loudest_hz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / RATE_HZ)[spectrum.argmax()])


CONTENTS = {
    "wav 16-bit": lambda: through_soundfile(tone(44_100), 44_100, format="WAV"),
    "wav 8 kHz": lambda: through_soundfile(tone(8_000), 8_000, format="WAV"),
    "wav float": lambda: through_soundfile(tone(48_000), 48_000, format="WAV", subtype="FLOAT"),
    "wav 24-bit": lambda: through_soundfile(tone(48_000), 48_000, format="WAV", subtype="PCM_24"),
    "wav mu-law": lambda: through_soundfile(tone(8_000), 8_000, format="WAV", subtype="ULAW"),
    "flac": lambda: through_soundfile(tone(RATE_HZ), RATE_HZ, format="FLAC"),
    "ogg vorbis": lambda: through_soundfile(tone(44_100), 44_100, format="OGG"),
    "ogg opus": lambda: through_ffmpeg(
        tone(48_000), 48_000, container="ogg", codec="libopus", frame_samples=960
    ),
    "webm opus": lambda: through_ffmpeg(
        tone(48_000), 48_000, container="webm", codec="libopus", frame_samples=960
    ),
    "m4a": lambda: through_ffmpeg(
        tone(44_100), 44_100, container="mp4", codec="aac", frame_samples=1024
    ),
    "mp3": lambda: through_soundfile(tone(44_100), 44_100, format="MP3"),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_common_formats_become_16_khz_mono(kind: str):
    audio = decode_audio(CONTENTS[kind](), max_duration_s=5)
    assert audio.rate_hz == RATE_HZ
    assert audio.samples.dtype == np.float32
    assert audio.samples.ndim == 1
    assert audio.duration_s == pytest.approx(1.0, abs=0.1)  # lossy encoders pad
    assert loudest_hz(audio.samples) == pytest.approx(440, abs=2)
    assert np.abs(audio.samples).max() == pytest.approx(0.5, abs=0.05)


def test_16_khz_wav_is_taken_sample_by_sample():
    samples = tone(RATE_HZ)
    decoded = decode_audio(encode_wav(samples, RATE_HZ), max_duration_s=5).samples
    np.testing.assert_allclose(decoded, samples, atol=1 / 32767)


def test_channels_are_averaged():
    left, right = np.full(RATE_HZ, 0.5), np.full(RATE_HZ, -0.1)
    content = through_soundfile(np.stack([left, right], axis=1), RATE_HZ, format="WAV")
    np.testing.assert_allclose(decode_audio(content, max_duration_s=5).samples, 0.2, atol=1e-3)


def test_what_lies_above_the_new_nyquist_is_filtered_out():
    assert (
        np.abs(resample(tone(48_000, frequency_hz=11_000), 48_000, RATE_HZ)[800:-800]).max() < 0.01
    )


def test_clipping_is_measured_before_resampling():
    samples = tone(48_000) * 4  # |sin| over a quarter: clipped for 1 - 2/pi * asin(1/2) = 2/3
    content = through_soundfile(np.clip(samples, -1, 1), 48_000, format="WAV")
    assert decode_audio(content, max_duration_s=5).clipped_share == pytest.approx(2 / 3, abs=0.01)
    assert decode_audio(encode_wav(tone(RATE_HZ), RATE_HZ), max_duration_s=5).clipped_share == 0.0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e38, 32_768.0])
def test_samples_that_are_no_sound_are_refused_and_that_is_said(value: float):
    samples = tone(RATE_HZ)
    samples[100] = value
    content = through_soundfile(samples, RATE_HZ, format="WAV", subtype="FLOAT")
    with pytest.raises(AudioUnusable, match="no sound"):
        decode_audio(content, max_duration_s=5)


def test_a_double_beyond_any_float_is_refused():
    samples = tone(RATE_HZ).astype(np.float64)
    samples[100] = 1e300
    content = through_soundfile(samples, RATE_HZ, format="WAV", subtype="DOUBLE")
    with pytest.raises(AudioUnusable, match="no sound"):
        decode_audio(content, max_duration_s=5)


def test_a_float_recording_with_a_hot_gain_is_clipped_and_counted():
    content = through_soundfile(3 * tone(RATE_HZ), RATE_HZ, format="WAV", subtype="FLOAT")
    audio = decode_audio(content, max_duration_s=5)
    # |1.5 sin| >= .999 for 1 - 2/pi * asin(2/3)
    assert audio.clipped_share == pytest.approx(1 - 2 / np.pi * np.arcsin(2 / 3), abs=0.01)
    assert np.abs(audio.samples).max() <= 1.0


CHANNELS = {
    "wav": ("WAV", "PCM_16", range(1, 9)),
    "wav float": ("WAV", "FLOAT", range(1, 9)),
    "flac": ("FLAC", None, range(1, 9)),
    "flac 24 bit": ("FLAC", "PCM_24", range(1, 9)),
    "ogg": ("OGG", None, range(1, 9)),
    "w64": ("W64", None, range(1, 9)),
    "aiff": ("AIFF", None, range(1, 9)),
    "caf": ("CAF", None, range(1, 9)),
}


@pytest.mark.parametrize(
    ("format", "subtype", "n_channels"),
    [
        pytest.param(format, subtype, n, id=f"{name} of {n}")
        for name, (format, subtype, counts) in CHANNELS.items()
        for n in counts
    ],
)
def test_of_up_to_eight_channels_the_one_with_sound_is_heard(
    format: str, subtype: str | None, n_channels: int
):
    channels = np.zeros((RATE_HZ, n_channels), dtype=np.float32)
    channels[:, 0] = tone(RATE_HZ)
    content = through_soundfile(channels, RATE_HZ, format=format, subtype=subtype)
    samples = decode_audio(content, max_duration_s=5).samples
    assert len(samples) == pytest.approx(RATE_HZ, abs=200)  # a codec may drop part of a frame
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.08)


def wav(
    *,
    rate_hz: int = RATE_HZ,
    n_channels: int = 1,
    bits: int = 16,
    codec: int = 1,
    data: bytes = b"",
) -> bytes:
    """A WAV with any header."""
    width = n_channels * bits // 8
    return (
        struct.pack("<4sI4s", b"RIFF", 36 + len(data), b"WAVE")
        + struct.pack("<4sIHHI", b"fmt ", 16, codec, n_channels, rate_hz)
        + struct.pack("<IHH", rate_hz * width % 2**32, width % 2**16, bits)
        + struct.pack("<4sI", b"data", len(data))
        + data
    )


@pytest.mark.parametrize("n_channels", [9, 10, 16, 32, 64, 255])
@pytest.mark.parametrize("n_samples", [0, 1, 1_000])
def test_more_than_eight_channels_are_refused_by_name(n_channels: int, n_samples: int):
    with pytest.raises(AudioUnusable, match=f"{n_channels} channels"):
        decode_audio(
            wav(n_channels=n_channels, data=bytes(2 * n_channels * n_samples)), max_duration_s=5
        )


@pytest.mark.parametrize("rate_hz", [1, 3_999, 384_001, 1_000_003, 10_000_019, 2**31 - 1])
@pytest.mark.parametrize("n_channels", [1, 2])
def test_a_rate_that_nobody_records_at_is_refused_by_name(rate_hz: int, n_channels: int):
    content = wav(rate_hz=rate_hz, n_channels=n_channels, data=bytes(32_000))
    with pytest.raises(AudioUnusable, match=f"{rate_hz} Hz") as refusal:
        decode_audio(content, max_duration_s=5)
    assert (refusal.value.status, refusal.value.members["field"]) == (422, "file")


@pytest.mark.parametrize("n_channels", [1, 2])
def test_a_rate_of_zero_is_refused(n_channels: int):
    with pytest.raises((NotAudio, AudioUnusable)):
        decode_audio(wav(rate_hz=0, n_channels=n_channels, data=bytes(32_000)), max_duration_s=5)


@pytest.mark.parametrize("rate_hz", [4_000, 5_512, 11_025, 37_800, 44_101, 383_999, 384_000])
def test_any_rate_between_is_heard_at_its_own_pitch(rate_hz: int):
    content = wav(rate_hz=rate_hz, data=(tone(rate_hz) * 32_767).astype("<i2").tobytes())
    audio = decode_audio(content, max_duration_s=5)
    assert audio.duration_s == pytest.approx(1.0, abs=0.001)
    assert loudest_hz(audio.samples) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("bits", [0, 40, 128, 65_535])
def test_a_width_of_samples_that_does_not_exist_is_refused(bits: int):
    with pytest.raises((NotAudio, AudioUnusable)):
        decode_audio(wav(bits=bits, data=bytes(32_000)), max_duration_s=5)


def test_a_recording_of_more_samples_than_anyone_needs_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.audio.mixing.MOST_SAMPLES", 90_000)
    monkeypatch.setattr("shared.audio.mixing.MOST_SAMPLES_A_S", 18_000)
    stereo = np.stack([tone(48_000), tone(48_000)], axis=1)
    with pytest.raises(AudioTooLong, match="samples"):
        decode_audio(through_soundfile(stereo, 48_000, format="FLAC"), max_duration_s=5)


def test_blocks_are_bounded_however_long_the_recording_is():
    content = through_soundfile(np.zeros((192_000 * 20, 2)), 192_000, format="FLAC")
    sizes = [len(block.mono) for block in decode_blocks(content, max_duration_s=30, field="file")]
    assert sum(sizes) == 192_000 * 20
    assert max(sizes) < 200_000


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_decoded(name: str):
    audio = decode_audio(FORMATS[name](1.0), max_duration_s=5)
    assert audio.duration_s == pytest.approx(1.0, abs=0.05)
    assert np.sqrt(np.mean(audio.samples**2)) == pytest.approx(0.29, abs=0.04)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 44_100])
def test_a_plain_wav_is_read_as_ffmpeg_reads_it(rate_hz: int):
    content = encode_wav(tone(rate_hz), rate_hz)
    plain = read_plain_wav(content, max_duration_s=5)
    assert plain is not None
    other = joined(decode_blocks(content, max_duration_s=5, field="file"), RATE_HZ, "file")
    np.testing.assert_array_equal(plain.samples, other.samples)
    assert plain.clipped_share == other.clipped_share


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x00" * 4096,
        b"RIFF\x00\x00\x00\x00WAVE",
        b"%PDF-1.7 " + bytes(range(256)) * 8,
        encode_wav(tone(RATE_HZ), RATE_HZ)[:20_000],
        CONTENTS["flac"]()[:3_000],
    ],
    ids=["empty", "text", "zeros", "header only", "pdf", "cut wav", "cut flac"],
)
def test_what_is_not_whole_audio_is_refused(content: bytes):
    with pytest.raises(NotAudio) as refusal:
        decode_audio(content, max_duration_s=5, field="voice_samples")
    assert refusal.value.members["field"] == "voice_samples"


def test_a_wav_without_samples_is_refused():
    with pytest.raises(AudioTooShort, match="no audio samples"):
        decode_audio(encode_wav(np.zeros(0), RATE_HZ), max_duration_s=5)


def test_a_recording_over_the_limit_is_refused():
    with pytest.raises(AudioTooLong) as refusal:
        decode_audio(encode_wav(tone(RATE_HZ, 2.0), RATE_HZ), max_duration_s=1.5)
    assert refusal.value.members["max_duration_s"] == 1.5


def test_a_streamed_wav_that_does_not_know_its_length_is_read():
    content = bytearray(encode_wav(tone(RATE_HZ), RATE_HZ))
    content[4:8] = content[40:44] = struct.pack("<I", 0xFFFFFFFF)
    assert decode_audio(bytes(content), max_duration_s=5).duration_s == pytest.approx(1.0)


def test_louder_than_full_scale_is_clipped_when_written():
    written = encode_wav(np.array([2.0, -2.0, 0.0]), RATE_HZ)
    assert written[-6:] == struct.pack("<hhh", 32767, -32767, 0)
