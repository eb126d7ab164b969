"""Who Indic Parler-TTS speaks as, and what it is told of them; tests/engines runs the engine."""

from itertools import pairwise

import pytest

from shared.errors import InvalidInput

from ..app.services.engines.mock import MockSpeaker
from ..app.services.engines.parler_voices import description, parler_voices
from ..app.services.kept import speech_folder
from ..app.services.logic import SAMPLE_TEXTS
from ..app.services.spelling import SpellingPronouncer
from ..app.services.spoken_words import Utterance, words_to_speak
from ..app.services.voices import voice_for

VOICES = [voice for _, voice in parler_voices().values()]


def test_each_voice_speaks_one_language_and_has_a_sample_of_it():
    assert len(VOICES) == len({voice.id for voice in VOICES}) == 61
    assert {voice.own_language for voice in VOICES} <= set(SAMPLE_TEXTS)
    assert {voice.licence for voice in VOICES} == {"Apache-2.0"}
    assert {voice.accent for voice in VOICES if voice.own_language == "en"} == {"en-IN"}


@pytest.mark.parametrize(
    ("language", "id"), [("ta", "ta_jaya"), ("hi", "hi_divya"), ("sa", "sa_aryan")]
)
def test_a_recommended_voice_speaks_where_none_is_named(language: str, id: str):
    chosen = voice_for(language, VOICES, named=None, default="af_heart", field="voice")
    assert (chosen.id, chosen.is_recommended) == (id, True)


def test_a_description_is_made_of_name_gender_pace_and_pitch():
    told = description("ta_jaya", 1.0)
    assert told.startswith(
        "Jaya, a female speaker, speaks at a moderate pace, with a moderate pitch"
    )
    assert "slow pace" in description("te_prakash", 0.8)
    assert "very fast pace" in description("te_prakash", 2.0)
    assert "very high pitch" in description("te_prakash", 1.0, "x-high")


def _words(ssml: str, voice: str, language: str = "hi") -> list:
    utterance = Utterance(None, None, None, voice, 1.0, ssml=ssml, language=language)
    return words_to_speak(utterance, SpellingPronouncer(), [*VOICES, *MockSpeaker().voices()])


def test_a_pitch_is_asked_of_a_voice_that_changes_its_own():
    ssml = "<speak>नमस्ते <prosody pitch='high' rate='slow'>कल <prosody pitch='default'>आना</prosody></prosody></speak>"
    words = _words(ssml, "hi_divya")
    assert [(word.pitch, word.pace) for word in words] == [
        ("medium", 1.0), ("high", 0.75), ("medium", 0.75),
    ]  # fmt: skip
    assert [each.goes_on_in(after) for each, after in pairwise(words)] == [False, False]  # fmt: skip


def test_a_pitch_is_refused_where_the_voice_has_but_its_own():
    with pytest.raises(InvalidInput, match="hf_alpha can't change its pitch") as refused:
        _words("<speak><prosody pitch='low'>कल</prosody></speak>", "hf_alpha")
    assert refused.value.field == "ssml"


def test_speech_of_another_pitch_is_kept_apart():
    common = {"engine": "x", "model_version": "1", "voice": "hi_divya", "speaking_rate": 1.0}
    plain, high = (_words(f"<speak><prosody pitch='{pitch}'>कल</prosody></speak>", "hi_divya") for pitch in ("medium", "high"))  # fmt: skip
    assert speech_folder([plain], **common).digest != speech_folder([high], **common).digest
