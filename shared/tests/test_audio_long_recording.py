"""Recordings that are kept in a file: the same samples as those that are kept in memory."""

import io
import resource
import tempfile

import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.audio.checks import check_long, check_recording, speech_of_long, speech_probabilities
from shared.audio.decode import plain_wav
from shared.audio.decoder import AudioDecoder
from shared.audio.long_recording import recording_of_wav, wav_of_recording
from shared.errors import AudioTooLong, AudioTooShort, NotAudio, StorageFull
from shared.settings import REPO_ROOT
from shared.testing.recordings import FORMATS

pytestmark = pytest.mark.anyio

SPEECH = (REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac").read_bytes()


@pytest.mark.parametrize("name", ["wav", "wav 24 bit", "flac", "mp3", "ogg opus", "m4a"])
async def test_a_kept_recording_has_the_samples_of_a_decoded_one(decoder: AudioDecoder, name: str):
    content = FORMATS[name](3.0)
    decoded = decode_audio(content, max_duration_s=5)
    recording = await decoder.keep(io.BytesIO(content), max_duration_s=5)
    try:
        assert len(recording) == len(decoded.samples)
        assert np.abs(recording[:] - decoded.samples).max() < 1 / 32_000
        assert recording.clipped_share == decoded.clipped_share
        assert np.array_equal(np.concatenate(list(recording.blocks(0.7))), recording[:])
    finally:
        recording.close()


async def test_beyond_its_ends_a_recording_is_silent(decoder: AudioDecoder):
    recording = await decoder.keep(io.BytesIO(FORMATS["wav"](1.0)), max_duration_s=5)
    around = recording.between(-100, len(recording) + 50)
    inside = recording[:]
    recording.close()
    assert not around[:100].any()
    assert not around[-50:].any()
    assert np.array_equal(around[100:-50], inside)


async def test_a_recording_is_read_as_the_wav_that_it_would_be(decoder: AudioDecoder):
    samples = (np.sin(np.arange(40_000) / 7) * 0.5).astype(np.float32)
    wav = encode_wav(samples, 16_000)
    recording = await decoder.keep(io.BytesIO(FORMATS["wav"](1.0)), max_duration_s=5)
    expected = encode_wav(recording[:], 16_000)
    with wav_of_recording(recording) as file:
        assert file.read() == expected
        assert file.seek(0, io.SEEK_END) == len(expected)
        file.seek(40)
        assert file.read(10) == expected[40:50]
    with tempfile.TemporaryFile() as stored:
        stored.write(wav)
        found = plain_wav(stored, max_duration_s=5, field="file")
        assert found is not None
        again = recording_of_wav(found)
        assert len(again) == 40_000
        assert encode_wav(again.between(100, 900), 16_000)[44:] == wav[44 + 200 : 44 + 1800]
    recording.close()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (FORMATS["wav"](3.0), AudioTooLong),
        (FORMATS["mp3"](3.0), AudioTooLong),
        (b"these are no samples at all, however one looks at them", NotAudio),
        (encode_wav(np.zeros(0, np.float32), 16_000), AudioTooShort),
    ],
)
async def test_what_is_not_taken_is_refused_by_the_fields_name(
    decoder: AudioDecoder, content: bytes, error: type[Exception]
):
    with pytest.raises(error) as refused:
        await decoder.keep(io.BytesIO(content), max_duration_s=2, field="file")
    assert getattr(refused.value, "field", None) == "file"


async def test_a_disk_without_room_is_named(decoder: AudioDecoder):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = io.BytesIO(FORMATS["wav"](60.0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(StorageFull, match="TMPDIR"):
            await decoder.keep(content, max_duration_s=100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_speech_is_found_where_it_is_found_in_a_short_one(decoder: AudioDecoder):
    audio = decode_audio(SPEECH, max_duration_s=9)
    recording = await decoder.keep(io.BytesIO(SPEECH), max_duration_s=9)
    probabilities = speech_of_long(recording)
    checks = check_long(recording, probabilities)
    recording.close()
    short = check_recording(audio)
    assert len(probabilities) == len(speech_probabilities(audio))
    assert checks.reason is None
    assert checks.duration_s == short.duration_s
    assert checks.speech_s == pytest.approx(short.speech_s, abs=0.2)
    assert checks.level_dbfs == pytest.approx(short.level_dbfs, abs=0.5)
