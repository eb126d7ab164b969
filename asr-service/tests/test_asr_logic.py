"""The rules between recogniser and answer, by hand-worked cases."""

import numpy as np
import pytest

from shared.audio import decode_audio
from shared.engines import EngineHost
from shared.line import Line
from shared.settings import REPO_ROOT

from ..app.services import logic
from ..app.services.engines import ENGINES, base
from ..app.utils import speech

STEP_S = 0.032
CLIPS = REPO_ROOT / "asr-service" / "tests" / "audio"


def heard(**probabilities: float):
    return base.Recognition((), "en", probabilities)


@pytest.mark.parametrize(
    ("probabilities", "other"),
    [
        ({"en": 0.006, "hi": 0.969, "ur": 0.02}, "hi"),
        ({"en": 0.038, "hi": 0.807, "ur": 0.049}, "hi"),
        # Learners of the corpus that this service is measured on: English with a strong accent.
        ({"en": 0.06, "zh": 0.864}, None),
        ({"en": 0.023, "tr": 0.771}, None),
        ({"en": 0.01, "hi": 0.55, "ur": 0.44}, None),
        ({"en": 0.53, "hi": 0.32}, None),
        ({"hi": 1.0}, "hi"),
    ],
)
def test_another_language_is_suspected_only_when_it_sounds_clear(probabilities, other):
    assert logic.language_it_sounds_like(heard(**probabilities), "en") == other


def test_the_asked_language_is_never_another_language():
    assert logic.language_it_sounds_like(heard(hi=0.99, en=0.0), "hi") is None


class Recogniser:
    """Answers what it is told to for each language, for sound that seems Mandarin."""

    name, model_version, languages = "told", "1", frozenset({"en", "zh"})

    def __init__(self, **confidences: float) -> None:
        self._confidences = confidences

    def warm_up(self) -> None:
        """Nothing to do."""

    def transcribe(self, audio, language):
        words = (base.RecognisedWord(" word", 0.5, 1.0, self._confidences[language]),)
        return base.Recognition(words, language, {"zh": 0.95, "en": 0.02})


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("confidence_in_mandarin", "reason"), [(0.83, "wrong_language"), (0.5, None)]
)
async def test_a_language_is_wrong_only_if_the_words_make_sense_in_it(
    confidence_in_mandarin: float, reason: str | None
):
    host = EngineHost(Recogniser(en=0.46, zh=confidence_in_mandarin), False, Line("the engine", 1))
    clip = decode_audio((CLIPS / "american_english.flac").read_bytes(), max_duration_s=10)
    transcript = await logic.transcribe(clip, language="en", host=host)
    assert transcript.reason == reason
    assert transcript.language == ("zh" if reason else "en")
    assert transcript.text == ("" if reason else "word")


class Counter(Recogniser):
    """One that counts who talks, as whisperx does with a token."""

    def __init__(self, n_speakers: int | None) -> None:
        super().__init__(en=0.9)
        self._n_speakers = n_speakers

    def transcribe(self, audio, language):
        words = (base.RecognisedWord(" word", 0.5, 1.0, 0.9),)
        return base.Recognition(words, language, {"en": 0.95}, self._n_speakers)


@pytest.mark.anyio
@pytest.mark.parametrize(("n", "reason"), [(2, "several_speakers"), (1, None), (None, None)])
async def test_a_recording_of_several_is_refused_when_they_were_counted(n, reason):
    host = EngineHost(Counter(n), False, Line("the engine", 1))
    clip = decode_audio((CLIPS / "american_english.flac").read_bytes(), max_duration_s=10)
    assert (await logic.transcribe(clip, language="en", host=host)).reason == reason


def word(text: str, start_s: float, end_s: float):
    return base.RecognisedWord(text, start_s, end_s, 0.9)


def test_words_outside_speech_are_dropped():
    is_speech = np.zeros(100, dtype=bool)
    is_speech[10:30] = True  # 0.32–0.96 s of 3.2 s
    words = (
        word(" Very", 0.4, 0.7),
        word(" well.", 0.7, 1.0),
        word(" Thank", 2.0, 2.4),
        word(" you.", 2.4, 2.8),
    )
    kept = logic.words_in_speech(words, is_speech)
    assert [each.text for each in kept] == [" Very", " well."]


@pytest.mark.parametrize(
    ("start_s", "end_s", "overlaps"),
    [
        (0.40, 0.60, True),
        (0.00, 0.10, True),  # speech begins 0.22 s after it
        (0.00, 0.05, False),
        (1.20, 1.40, True),  # speech ended 0.24 s before it
        (1.25, 1.40, False),
        (3.30, 3.50, False),  # after the last step
    ],
)
def test_a_word_near_speech_counts_as_in_it(start_s: float, end_s: float, overlaps: bool):
    is_speech = np.zeros(100, dtype=bool)
    is_speech[10:30] = True
    found = speech.overlaps_speech(
        is_speech, start_s=start_s, end_s=end_s, step_s=STEP_S, margin_s=0.25
    )
    assert found is overlaps


def test_engine_names_are_what_the_settings_call_them():
    names = [spec.name for spec in ENGINES]
    assert names == ["faster-whisper", "whisperx", "sherpa-onnx", "indic-conformer", "mock"]
