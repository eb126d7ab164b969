"""Real speech: Kokoro speaks the phones, and a recogniser hears what they say."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from shared.audio.loudness import sounding_part
from shared.audio.resampling import resample
from shared.errors import InvalidInput

from ..app.services.engines import kokoro, kokoro_model
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
    assert (len(speech.samples) - loud[-1]) / 24_000 < 0.2


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


def test_only_the_frames_that_hold_sound_are_made(speaker, real_models: Path):
    """Against the whole graph in one: as early, a tenth of a second shorter at most where it dies away (at half the pace, two), and as much less as is silent."""
    path = real_models / "kokoro-82m" / "model.onnx"
    whole = kokoro_model.KokoroModel(
        kokoro_model._open(
            kokoro_model.with_float_output(path.read_bytes(), kokoro_model.DURATIONS), 1
        ),
        None,
    )
    for text, rate in (
        ("HH AW1 | AA1 R | Y UW1 ?", 1.0),
        ("S T AA1 P .", 1.0),
        ("S IH1 K S TH S .", 0.5),
        (VERY_GOOD_SCHOOL, 1.0),
    ):
        symbols = kokoro.write(_words(text)).symbols
        inputs = kokoro.model_inputs(symbols, speaker._style("af_heart"), rate)
        with speaker.weights.held() as model:
            parts, one = model.make(inputs), whole.make(inputs)
        assert np.array_equal(parts.durations, one.durations)
        starts, ends = zip(*(_sounding(each) for each in (parts, one)), strict=True)
        assert starts[0] == pytest.approx(starts[1], abs=0.03)
        assert ends[0] == pytest.approx(ends[1], abs=0.1 / rate)
        saved_s = (len(one.samples) - len(parts.samples)) / kokoro.RATE_HZ
        assert 0.2 < saved_s < 1.0


def _sounding(made: kokoro_model.MadeSound) -> tuple[float, float]:
    start, stop = sounding_part(made.samples, kokoro.RATE_HZ)
    return (made.first_sample + start) / kokoro.RATE_HZ, (made.first_sample + stop) / kokoro.RATE_HZ


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_SOUND_OF", ("/another/export",)),
        ("_SOUND_OF", ("/encoder/MatMul_1_output_0",)),
        ("_STYLE", "another"),
    ],
    ids=["without them", "that takes more than its own", "that takes another"],
)
def test_a_model_whose_parts_are_others_is_run_whole(
    real_models: Path, monkeypatch, name: str, value: object
):
    monkeypatch.setattr(kokoro_model, name, value)
    model = kokoro_model.open_model(real_models / "kokoro-82m" / "model.onnx", 1)
    assert model.decoder is None
    speaker = _speaker(real_models)
    symbols = kokoro.write(_words("S T AA1 P .")).symbols
    made = model.make(kokoro.model_inputs(symbols, speaker._style("af_heart"), 1.0))
    assert made.first_sample == 0
    assert len(made.samples) == made.durations.sum() * kokoro_model.FRAME_SAMPLES


@pytest.mark.parametrize(
    ("energy", "frames"),
    [
        ([-9] * 60, (0, 30)),
        ([-9] * 20 + [5] * 20 + [-9] * 40, (5, 28)),
        ([5] * 4 + [-9] * 6, (0, 5)),
        ([-9] * 41 + [5] + [-9] * 18, (15, 29)),
    ],
    ids=["nothing", "in the middle", "everywhere", "half a frame"],
)
def test_the_frames_that_hold_sound_are_those_with_energy_and_some_around(energy, frames):
    assert kokoro_model.sounding_frames(np.array(energy, np.float32), speed=1.0) == frames


def test_what_is_said_slowly_dies_away_for_longer():
    energy = np.array([-9] * 20 + [5] * 20 + [-9] * 80, np.float32)
    ends = [kokoro_model.sounding_frames(energy, speed=speed)[1] for speed in (0.5, 1.0, 2.0)]
    assert ends == [36, 28, 28]
