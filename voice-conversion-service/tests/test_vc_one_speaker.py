"""Whether samples are by one person, heard by the real listener."""

import math
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from shared.acoustics.listener import Listener
from shared.acoustics.speakers import load_speakers
from shared.audio import decode_audio, encode_wav
from shared.audio.checks import listen_to
from shared.audio.decoder import AudioDecoder
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.line import Line
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store

from ..app.services import samples
from ..app.services.engines import base, mock

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


async def test_a_sample_that_was_cut_tightly_is_heard_as_the_aligner_hears_it(
    room, real_models: Path, monkeypatch: pytest.MonkeyPatch
):
    tight = decode_audio(_wav(ONE[8_000:56_000]), max_duration_s=20)
    listening = listen_to(tight)
    assert listening.lead_s > 0
    loaded = Listener.load(real_models)
    heard_s, measured = [], []
    ear = SimpleNamespace(
        hear=lambda samples: heard_s.append(len(samples) / 16_000) or loaded.hear(samples)
    )
    monkeypatch.setattr(
        mock.MockConverter,
        "measure",
        lambda self, audio, heard: measured.append((audio.duration_s, heard)) or {},
    )
    listened = samples.VoiceRoom(
        room.host, room.store, room.decoder, samples.Ear(cast(Listener, ear), room.ear.speakers)
    )
    await listened.measured([_wav(ONE[8_000:56_000])], prefix="vc/d", max_audio_s=60)
    assert heard_s == [listening.audio.duration_s]
    ((duration_s, own),) = measured
    assert duration_s == tight.duration_s
    assert len(own.log_posteriors) == len(own.whitened) == math.ceil(tight.duration_s * 50)


async def test_something_else_is_done_beside_each_measuring(room):
    done = []
    recordings = [_wav(ONE)]
    for _ in range(2):
        await room.measured(
            recordings, prefix="vc/e", max_audio_s=60, meanwhile=lambda: done.append(1)
        )
    assert done == [1], "the second time nothing is measured"


async def test_what_fails_beside_a_measuring_is_its_own_affair(room):
    def fails() -> None:
        raise base.NoVoice("no voiced speech was found", field="reference")

    found = await room.measured([_wav(ONE)], prefix="vc/f", max_audio_s=60, meanwhile=fails)
    assert len(found) == 1
