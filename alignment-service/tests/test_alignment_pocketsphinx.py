"""The second aligner: times only."""

from pathlib import Path

import numpy as np
import pytest

from shared.audio import Audio
from shared.engines import EngineContext

from ..app.services.engines import base, pocketsphinx
from ..app.services.engines.phone_timer import PhoneTimer

pytestmark = pytest.mark.engine
pytest.importorskip("pocketsphinx")

RATE_HZ = 16_000


@pytest.fixture
def aligner(real_models: Path):
    return pocketsphinx.load(EngineContext(None, real_models, threads=1))


def test_it_times_every_phone_and_claims_nothing_of_what_was_heard(aligner, speak):
    audio = speak(["V EH1 R IY0", "TH IH1 N"])
    aligned = aligner.align(audio, aligner.pronounce("very thin", {}))
    assert [[phone.target for phone in word.phones] for word in aligned.words] == [
        ["V", "EH", "R", "IY"],
        ["TH", "IH", "N"],
    ]
    assert aligned.words[0].start_s < aligned.words[0].end_s <= aligned.words[1].start_s
    assert aligned.text_match is None
    assert {phone.heard for word in aligned.words for phone in word.phones} == {None}


def test_a_recording_without_room_for_the_text_says_so(aligner):
    noise = np.random.default_rng(0).normal(0, 0.01, RATE_HZ // 5).astype(np.float32)
    words = aligner.pronounce("the very thin boy said this school is a nice place", {})
    with pytest.raises(base.RecordingTooShort):
        aligner.align(Audio(noise, RATE_HZ, 0.0), words)


def test_what_was_timed_before_moves_nothing(speak):
    timer = PhoneTimer()
    first = speak(["V EH1 R IY0", "TH IH1 N"]).samples
    other = speak(["S K UW1 L", "F R EH1 N D Z"]).samples
    before = timer.times(first, [["V", "EH", "R", "IY"], ["TH", "IH", "N"]])
    assert timer.times(0.2 * other, [["S", "K", "UW", "L"], ["F", "R", "EH", "N", "D", "Z"]])
    assert timer.times(first, [["V", "EH", "R", "IY"], ["TH", "IH", "N"]]) == before
