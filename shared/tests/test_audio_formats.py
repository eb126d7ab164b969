"""Files of every format hold what was put in, whole or piece by piece; and WAVs can be cut."""

import io

import av
import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.audio.formats import AudioEncoder, encode_audio
from shared.audio.wav import cut_wav, decode_wav

RATE_HZ = 24_000
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE_HZ) / RATE_HZ)).astype(np.float32)
FORMATS = ["wav", "flac", "ogg", "mp3"]


def _loudest_hz(samples: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(power.argmax()) * RATE_HZ / len(samples)


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_encoded_sounds_the_same(format):
    audio = decode_audio(encode_audio(TONE, RATE_HZ, format), max_duration_s=9, rate_hz=RATE_HZ)
    assert audio.duration_s == pytest.approx(1.0, abs=0.1)
    assert _loudest_hz(audio.samples) == pytest.approx(440, abs=2)
    assert np.sqrt(np.mean(np.square(audio.samples[4000:20_000]))) == pytest.approx(0.212, abs=0.02)


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_a_lossless_file_made_in_pieces_is_the_whole(format):
    encoder = AudioEncoder(format, RATE_HZ)
    content = encoder.add(TONE[:7001]) + encoder.add(TONE[7001:]) + encoder.end()
    audio = decode_audio(content, max_duration_s=9, rate_hz=RATE_HZ)
    assert np.abs(audio.samples - TONE).max() < 1e-4


@pytest.mark.parametrize("format", FORMATS)
def test_the_first_piece_gives_bytes_before_the_end(format):
    encoder = AudioEncoder(format, RATE_HZ)
    assert len(encoder.add(np.concatenate([TONE] * 4))) > 100
    assert encoder.add(TONE) + encoder.end()


@pytest.mark.parametrize("format", FORMATS)
def test_a_comment_is_in_the_metadata(format):
    content = encode_audio(TONE, RATE_HZ, format, comment="made by a machine, naïvely")
    with av.open(io.BytesIO(content)) as file:
        found = file.metadata | file.streams.audio[0].metadata
    assert found["comment"] == "made by a machine, naïvely"


def test_opus_knows_no_other_rates():
    with pytest.raises(ValueError, match="44100 Hz"):
        encode_audio(TONE, 44_100, "ogg")


def test_a_wav_with_a_comment_is_read_as_one_without():
    plain, rate_hz = decode_wav(encode_wav(TONE, RATE_HZ))
    marked, _ = decode_wav(encode_wav(TONE, RATE_HZ, comment="odd"))
    assert rate_hz == RATE_HZ
    assert np.array_equal(plain, marked)


def test_a_cut_is_that_part_with_soft_ends():
    part, _ = decode_wav(cut_wav(encode_wav(TONE, RATE_HZ), 0.25, 0.5))
    assert len(part) == 6000
    assert part[0] == part[-1] == 0
    assert np.abs(part[200:5800] - TONE[6200:11_800]).max() < 1e-4


@pytest.mark.parametrize(
    ("start_s", "end_s", "length"), [(-0.1, 0.1, 2400), (0.9, 1.5, 2400), (2.0, 3.0, 0)]
)
def test_what_lies_outside_is_left_out(start_s, end_s, length):
    part, _ = decode_wav(cut_wav(encode_wav(TONE, RATE_HZ), start_s, end_s))
    assert len(part) == length
