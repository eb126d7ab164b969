"""Languages that a model hears too badly are refused, by what was measured of it."""

import httpx
import pytest

from shared.audio import decode_audio
from shared.engines import EngineHost
from shared.languages import language_code
from shared.line import Line
from shared.recognisers import HeardTooBadly
from shared.settings import REPO_ROOT
from shared.testing import service_client

from ..app.main import app
from ..app.services import heard_languages, logic
from ..app.services.engines import ENGINES
from ..app.services.engines.base import RecognisedWord, Recognition

pytestmark = pytest.mark.anyio
CLIP = REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac"


class Whisper:
    """Named as the default recogniser; hears what it is told to."""

    name, model_version = "faster-whisper", "base"
    languages = frozenset({"en", "hi", "ta", "vi", "de"})

    def __init__(self, **probabilities: float) -> None:
        self._probabilities = probabilities
        self.asked: list[str | None] = []

    def warm_up(self) -> None: ...

    def transcribe(self, audio, language):
        self.asked.append(language)
        spoken = language or max(self._probabilities, key=self._probabilities.__getitem__)
        return Recognition((RecognisedWord(" word", 0.5, 1.0, 0.9),), spoken, self._probabilities)


async def transcribed(engine: Whisper, language: str):
    clip = decode_audio(CLIP.read_bytes(), max_duration_s=10)
    host = EngineHost(engine, False, Line("the engine", 1))
    return await logic.transcribe(clip, language=language, host=host)


@pytest.mark.parametrize(("asked", "code"), [("hi", "hi"), ("Hindi", "hi"), ("hi-IN", "hi"), ("tamil", "ta")])  # fmt: skip
async def test_a_language_that_is_heard_too_badly_is_refused_with_what_would_hear_it(asked, code):
    engine = Whisper(en=0.9)
    with pytest.raises(HeardTooBadly) as refused:
        await transcribed(engine, asked)
    told = refused.value.members
    assert told["field"] == "language"
    assert told["language"] == code
    engine_that_would, model_that_would = str(told["engine"]), str(told["model"])
    assert engine_that_would in {each.name for each in ENGINES}
    assert model_that_would.endswith(f"({code})")
    assert f"{engine_that_would} with {model_that_would}" in refused.value.detail
    assert engine.asked == []


async def test_a_language_that_nobody_measured_is_recognised():
    assert (await transcribed(Whisper(de=0.9, en=0.1), "de")).words


@pytest.mark.parametrize(
    ("probabilities", "language", "reason"),
    [
        ({"en": 0.9, "hi": 0.1}, "en", None),
        ({"hi": 0.6, "en": 0.4}, "hi", "wrong_language"),
        ({"ta": 0.3, "hi": 0.3, "vi": 0.25, "en": 0.15}, "ta", "wrong_language"),
        ({"hi": 0.45, "en": 0.35, "vi": 0.2}, "en", None),
        ({"hi": 1.0}, "hi", "wrong_language"),
    ],
)
async def test_a_language_that_is_detected_is_one_that_is_heard(probabilities, language, reason):
    transcript = await transcribed(Whisper(**probabilities), "auto")
    assert transcript.language == language
    assert transcript.reason == reason
    assert bool(transcript.words) == (reason is None)
    assert transcript.language_probability == probabilities[language]


async def test_the_refused_are_not_among_those_that_may_be_sent():
    with pytest.raises(Exception, match=r"send auto, or one of de, en, vi$"):
        await transcribed(Whisper(en=0.9), "klingon")


def test_what_is_measured_is_of_known_languages_and_says_what_hears_the_refused():
    measured = heard_languages.heard_by(Whisper())
    assert "hi" in measured
    for code, heard in measured.items():
        assert language_code(code) == code
        assert heard.measured_on
        assert heard.is_refused == bool(heard.use_engine and heard.use_model)
        assert not heard.is_refused or heard.wer is None or heard.wer > 0.5


def test_the_model_is_told_with_each_of_its_languages():
    told = heard_languages.model_of(Whisper())
    assert told.engine == "faster-whisper"
    assert [each.language for each in told.languages] == ["de", "en", "hi", "ta", "vi"]
    by_code = {each.language: each for each in told.languages}
    assert by_code["en"].accepted
    assert by_code["en"].use_instead is None
    hindi = by_code["hi"]
    assert not hindi.accepted
    assert hindi.name == "Hindi"
    assert hindi.use_instead is not None


async def test_the_service_tells_its_model(mock_mode: None):
    async with service_client(app) as client:
        answer: httpx.Response = await client.get("/models")
    (model,) = answer.json()["models"]
    assert model["engine"] == "mock"
    assert [each["language"] for each in model["languages"]] == ["en"]
