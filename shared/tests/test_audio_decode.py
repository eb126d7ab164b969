"""Any common recording becomes mono float32 at 16 kHz, or a problem that names the field."""

import io
import struct

import av
import numpy as np
import pytest
import soundfile

from shared.audio import decode_audio, encode_wav
from shared.audio.decode import resample
from shared.errors import AudioTooLong, AudioTooShort, NotAudio

RATE_HZ = 16_000


def tone(rate_hz: int, duration_s: float = 1.0, frequency_hz: float = 440.0) -> np.ndarray:
    time_s = np.arange(round(rate_hz * duration_s)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * frequency_hz * time_s)).astype(np.float32)


def through_soundfile(
    samples: np.ndarray, rate_hz: int, *, format: str, subtype: str | None = None
) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate_hz, format=format, subtype=subtype)
    return buffer.getvalue()


def through_ffmpeg(
    samples: np.ndarray, rate_hz: int, *, container: str, codec: str, frame_samples: int
) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as output:
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


def test_samples_that_are_no_numbers_become_silence():
    samples = tone(RATE_HZ)
    samples[100:200] = np.nan
    content = through_soundfile(samples, RATE_HZ, format="WAV", subtype="FLOAT")
    decoded = decode_audio(content, max_duration_s=5).samples
    assert np.isfinite(decoded).all()


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
