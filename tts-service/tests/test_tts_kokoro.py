"""Real speech: Kokoro speaks the phones, and a recogniser hears what they say."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shared.audio.resampling import resample
from shared.errors import InvalidInput

from ..app.services.engines import kokoro
from ..app.services.engines.base import SpeechWord

pytestmark = pytest.mark.engine


@pytest.fixture
def speaker(real_models: Path):
    return _speaker(real_models)


@pytest.fixture
def hear(real_models: Path):
    return _listener(real_models)


@cache
def _speaker(model_dir: Path):
    return kokoro.Kokoro(model_dir / "kokoro-82m", threads=1)


@cache
def _listener(model_dir: Path):
    from faster_whisper import WhisperModel

    model = WhisperModel(str(model_dir / "whisper-base"), compute_type="int8", cpu_threads=1)

    def transcribe(samples: np.ndarray) -> str:
        segments, _ = model.transcribe(resample(samples, 24_000, 16_000), language="en")
        return "".join(segment.text for segment in segments).strip().lower()

    return transcribe


def _words(text: str) -> list:
    """`V EH1 R IY0 | G UH1 D .` → two words, the last followed by a full stop."""
    words = []
    for written in text.split("|"):
        phones = [piece for piece in written.split() if piece.isalnum()]
        marks = [piece for piece in written.split() if not piece.isalnum()]
        words.append(SpeechWord(tuple(phones), "".join(marks)))
    return words


VERY_GOOD_SCHOOL = "DH IH1 S | IH0 Z | AH0 | V EH1 R IY0 | G UH1 D | S K UW1 L ."


def test_a_recogniser_hears_the_words_the_phones_spell(speaker, hear):
    speech = speaker.speak(_words(VERY_GOOD_SCHOOL), voice="af_heart", speaking_rate=1.0)
    assert hear(speech.samples) == "this is a very good school."


def test_changing_one_phone_changes_what_is_heard(speaker, hear):
    met = speaker.speak(_words("DH EY1 | M EH1 T | HH IH1 M ."), voice="af_heart")
    bet = speaker.speak(_words("DH EY1 | B EH1 T | HH IH1 M ."), voice="af_heart")
    assert (hear(met.samples), hear(bet.samples)) == ("they met him.", "they bet him.")


def test_speech_is_deterministic_level_and_without_long_silence(speaker):
    words = _words(VERY_GOOD_SCHOOL)
    speech, again = (speaker.speak(words, voice="am_michael") for _ in range(2))
    assert np.array_equal(speech.samples, again.samples)
    assert speech.rate_hz == 24_000
    assert 1.0 < speech.duration_s < 2.5
    assert 0.1 < np.abs(speech.samples).max() <= 0.9
    loud = np.flatnonzero(np.abs(speech.samples) > 0.02)
    assert loud[0] / 24_000 < 0.1
    assert (len(speech.samples) - loud[-1]) / 24_000 < 0.15


def test_the_speaking_rate_scales_the_duration(speaker):
    slow, fast = (
        speaker.speak(_words(VERY_GOOD_SCHOOL), voice="af_heart", speaking_rate=rate).duration_s
        for rate in (0.5, 2.0)
    )
    assert 3.0 < slow / fast < 5.0


def test_a_text_longer_than_the_model_takes_is_spoken_whole(speaker):
    sentence = _words(VERY_GOOD_SCHOOL)
    one = speaker.speak(sentence, voice="af_heart", speaking_rate=2.0).duration_s
    many = speaker.speak(sentence * 25, voice="af_heart", speaking_rate=2.0).duration_s
    assert many > 20 * one


def test_a_word_is_heard_where_its_times_say(speaker, hear):
    speech = speaker.speak(
        _words("DH IH1 S | IH0 Z | S UW1 Z AH0 N Z | Y EH1 L OW0 | B AE1 S K AH0 T ."),
        voice="af_heart",
    )
    basket = speech.words[4]
    part = speech.samples[round(basket.start_s * 24_000) : round(basket.end_s * 24_000)]
    around = np.zeros(12_000, np.float32)
    assert hear(np.concatenate([around, part, around])).strip(".!") == "basket"


def test_times_are_in_order_and_inside_the_speech(speaker):
    speech = speaker.speak(_words(VERY_GOOD_SCHOOL) * 2, voice="am_michael")
    bounds = [time for word in speech.words for phone in word.phones for time in phone]
    assert bounds == sorted(bounds)
    assert 0 <= bounds[0] < 0.1
    assert speech.duration_s - 0.3 < bounds[-1] <= speech.duration_s


def test_an_unknown_voice_names_its_field(speaker):
    with pytest.raises(InvalidInput) as caught:
        speaker.speak(_words("HH AY1"), voice="af_nobody")
    assert caught.value.field == "voice"


def test_the_voice_id_tells_accent_and_gender(speaker):
    voices = {voice.id: (voice.accent, voice.gender) for voice in speaker.voices()}
    assert voices["af_heart"] == ("en-US", "female")
    assert voices["bm_george"] == ("en-GB", "male")
    assert voices["hm_omega"] == ("hi-IN", "male")
    assert "jf_alpha" not in voices
