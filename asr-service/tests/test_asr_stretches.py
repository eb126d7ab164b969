"""How likely Whisper finds a wording: the real decoder."""

from pathlib import Path

import numpy as np
import pytest

from shared.audio import decode_audio
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

from ..app.core.config import Settings
from ..app.services.engines import faster_whisper, stretches

pytestmark = pytest.mark.engine

CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"
SAID = [" We", " work", " with", " three", " other", " teams", " every", " Wednesday."]
HEARD_AS = [word.replace("three", "tree") for word in SAID]


@pytest.fixture(scope="module")
def stretch(real_models: Path):
    engine = faster_whisper.load(EngineContext(Settings(), real_models, 1))
    recording = decode_audio(CLIP.read_bytes(), max_duration_s=10)
    (found,) = engine.transcribe(recording, "en").stretches
    return found


def test_a_stretch_has_the_words_of_its_window_and_no_more_sound_than_was_recorded(stretch):
    assert stretch.words == range(len(SAID))
    # The clip has 3.1 s, 50 frames a second; an encoded window has 1500.
    assert len(stretch.states) == pytest.approx(155, abs=2)


def test_what_was_said_is_likelier_by_its_sound_than_what_was_not(stretch):
    said, other = stretch.by_sound(SAID), stretch.by_sound(HEARD_AS)
    assert said.shape == other.shape == (len(SAID),)
    assert np.all(said > -2)
    assert other[3] < said[3] - 3
    assert other[:3] == pytest.approx(said[:3], abs=0.05)


def test_without_sound_the_context_tells_what_is_likelier(stretch):
    as_said, as_heard, trees = stretch.by_context(
        [SAID, HEARD_AS, [" Under", " the", " tree", " we", " sat."]]
    )
    assert as_said[3:5].sum() > as_heard[3:5].sum() + 3
    assert trees.shape == (5,)
    (threes,) = stretch.by_context([[" Under", " the", " three", " we", " sat."]])
    assert trees.sum() > threes.sum()


@pytest.mark.parametrize("word", [" three", " thought", " to", " the"])
def test_common_words_that_begin_with_t_are_one_token(real_models, word):
    tokens = stretches.load_tokenizer(real_models / "whisper-base").encode(
        word, add_special_tokens=False
    )
    assert len(tokens.ids) == 1
    assert stretches.load_tokenizer(real_models / "whisper-base").decode(tokens.ids) == word


def test_a_window_is_as_long_as_the_sound_in_it():
    features = np.zeros((80, 3000), dtype=np.float32)
    features[:, :321] = 0.5
    assert faster_whisper.sounding_frames(features) == 161
    assert faster_whisper.sounding_frames(np.zeros((80, 10), dtype=np.float32)) == 1
