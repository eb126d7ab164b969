"""Whether samples are by one person, heard by the real listener."""

from pathlib import Path
from typing import cast

import numpy as np
import pytest

from shared.acoustics.listener import Listener
from shared.acoustics.speakers import load_speakers
from shared.audio import decode_audio, encode_wav
from shared.audio.decoder import AudioDecoder
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.line import Line
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store

from ..app.services import samples
from ..app.services.engines import mock

pytestmark = [pytest.mark.engine, pytest.mark.anyio]


CLIPS = REPO_ROOT / "asr-service" / "tests" / "audio"
ONE, OTHER = (
    decode_audio((CLIPS / name).read_bytes(), max_duration_s=20).samples
    for name in ("american_english.flac", "hindi_voice_english.flac")
)


@pytest.fixture
def room(real_models: Path, decoder: AudioDecoder):
    ear = samples.Ear(Listener.load(real_models), load_speakers())
    host = EngineHost(mock.MockConverter(), mock=False, line=Line("the engine", 1))
    return samples.VoiceRoom(host, open_store(CommonSettings()), decoder, ear)


def _wav(*parts: np.ndarray) -> bytes:
    return encode_wav(np.concatenate(parts), 16_000)


async def test_samples_of_one_person_are_taken_and_measured_once(room):
    half = len(ONE) // 2
    recordings = [_wav(ONE[:half]), _wav(ONE[half:])]
    found = await room.measured(recordings, prefix="vc/a", max_audio_s=60)
    assert [sample.checks.reason for sample in found] == [None, None]
    kept = await room.store.keys("vc/a/voice/")
    assert len(kept) == 2
    deaf = samples.VoiceRoom(
        room.host, room.store, room.decoder, samples.Ear(cast(Listener, None), room.ear.speakers)
    )
    again = await deaf.measured(recordings, prefix="vc/a", max_audio_s=60)
    assert all(
        one.stretches is not None
        and other.stretches is not None
        and np.array_equal(one.stretches.means, other.stretches.means)
        for one, other in zip(found, again, strict=True)
    )


async def test_a_sample_in_which_two_people_talk_is_named(room):
    with pytest.raises(InvalidInput, match="sample 2") as caught:
        await room.measured([_wav(ONE), _wav(ONE, OTHER, ONE)], prefix="vc/b", max_audio_s=60)
    assert caught.value.members["reason"] == "several_speakers"
    assert len(await room.store.keys("vc/b/voice/")) == 1


async def test_samples_of_two_people_are_refused(room):
    with pytest.raises(InvalidInput, match="one person") as caught:
        await room.measured([_wav(ONE, ONE), _wav(OTHER, OTHER)], prefix="vc/c", max_audio_s=60)
    assert caught.value.field == "samples"
    assert caught.value.members["reason"] == "several_speakers"
