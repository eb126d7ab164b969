"""Speech that the recogniser left out is heard again by itself."""

import numpy as np
import pytest

from shared.audio import Audio

from ..app.services.engines.base import RecognisedWord, Recognition
from ..app.services.unheard import unexplained, with_unheard

STEP_S = 0.032
RATE_HZ = 16_000


def speech(*spans_s: tuple[float, float], duration_s: float = 10.0) -> np.ndarray:
    times_s = (np.arange(int(duration_s / STEP_S)) + 0.5) * STEP_S
    return np.any([(times_s > start) & (times_s < end) for start, end in spans_s], axis=0)


def word(text: str, start_s: float, end_s: float, confidence: float = 0.9) -> RecognisedWord:
    return RecognisedWord(f" {text}", start_s, end_s, confidence)


FIRST = (word("three", 0.3, 0.8), word("birds", 0.8, 1.9))


@pytest.mark.parametrize(
    ("is_speech", "expected"),
    [
        (speech((0.2, 2.0)), []),
        (speech((0.2, 2.0), (8.0, 9.8)), [(8.0, 9.8)]),
        (speech((0.2, 2.0), (4.0, 5.5), (8.0, 9.8)), [(4.0, 5.5), (8.0, 9.8)]),
        (speech((0.2, 2.0), (8.0, 8.7)), []),
        (speech((0.2, 2.6)), []),
        (speech((0.2, 2.0), (5.0, 5.8), (6.0, 6.8)), [(5.0, 6.8)]),
    ],
    ids=["all heard", "said again", "twice more", "a hesitation", "a long last word", "a short pause"],
)  # fmt: skip
def test_only_speech_far_from_every_word_is_unexplained(is_speech: np.ndarray, expected: list):
    found = unexplained(FIRST, is_speech)
    assert found == [pytest.approx(each, abs=0.04) for each in expected]


class Rehearer:
    """Hears one word in whatever it is given, and remembers how long that was."""

    name, model_version, languages = "told", "1", frozenset({"en"})

    def __init__(self, confidence: float) -> None:
        self._confidence = confidence
        self.durations_s: list[float] = []

    def warm_up(self) -> None:
        """Nothing to do."""

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        self.durations_s.append(audio.duration_s)
        return Recognition((word("again", 0.4, 0.9, self._confidence),), language or "en", {})


@pytest.mark.parametrize(
    ("confidence", "texts"), [(0.8, ["three", "birds", "again"]), (0.5, ["three", "birds"])]
)
def test_what_makes_sense_there_is_added_at_its_time(confidence: float, texts: list[str]):
    engine = Rehearer(confidence)
    audio = Audio(np.zeros(10 * RATE_HZ, np.float32), RATE_HZ, 0.0)
    words = with_unheard(FIRST, speech((0.2, 2.0), (8.0, 9.5)), audio, engine, "en")
    assert [each.text.strip() for each in words] == texts
    assert engine.durations_s == [pytest.approx(2.1, abs=0.05)]
    if len(words) == 3:
        assert (words[2].start_s, words[2].end_s) == (
            pytest.approx(8.1, abs=0.04),
            pytest.approx(8.6, abs=0.04),
        )


def test_a_recording_in_which_all_is_explained_is_heard_once():
    engine = Rehearer(0.9)
    audio = Audio(np.zeros(3 * RATE_HZ, np.float32), RATE_HZ, 0.0)
    assert with_unheard(FIRST, speech((0.2, 2.0)), audio, engine, "en") == FIRST
    assert engine.durations_s == []
