"""One speaker or several: the division of stretches by hand, and real voices through the real engine."""

from pathlib import Path

import numpy as np
import pytest

from shared.acoustics import encoder, speakers, weights
from shared.audio import decode_audio
from shared.settings import REPO_ROOT

CLIPS = REPO_ROOT / "asr-service" / "tests" / "audio"


def test_speech_is_cut_at_pauses_and_evenly_between():
    is_speech = np.zeros(300, dtype=bool)
    is_speech[10:130] = True  # 120 frames: two stretches of 60
    is_speech[150:200] = True  # 50 frames after a pause of 20: one of its own
    is_speech[205:215] = True  # a gap of 5 is no pause
    pieces = speakers.stretch_frames(is_speech)
    assert [(piece[0], piece[-1], len(piece)) for piece in pieces] == [
        (10, 69, 60),
        (70, 129, 60),
        (150, 214, 60),
    ]


def test_a_short_run_joins_the_next_and_a_scrap_at_the_end_is_left_out():
    is_speech = np.zeros(300, dtype=bool)
    is_speech[0:20] = True
    is_speech[40:70] = True
    is_speech[100:130] = True
    (piece,) = speakers.stretch_frames(is_speech)
    assert len(piece) == 50


def test_silence_has_no_stretches():
    assert speakers.stretch_frames(np.zeros(50, dtype=bool)) == []


BETWEEN = np.array([4.0])


def divide(values: list[float]) -> tuple[list[bool] | None, float]:
    points = np.array(values, dtype=float)[:, None]
    group, ratio = speakers.best_division(
        points, np.ones(len(points)), BETWEEN, np.full(len(points), 60)
    )
    return (None if group is None else group.tolist()), ratio


def test_turns_of_two_are_divided_by_who_speaks():
    group, ratio = divide([3.0, -3.0, 3.1, -2.9])
    assert group in ([True, False, True, False], [False, True, False, True])
    assert ratio > 0


def test_the_ratio_is_that_of_the_two_covariance_model():
    # Points 3 and -3, variance 4 between and 1 within. Apart: each 0.5 (9·4/5 - ln 5), twice;
    # together: their sum is 0, 0.5 (0 - ln 9). So 7.2 - ln 5 + 0.5 ln 9 = 6.689.
    _, ratio = divide([3.0, -3.0])
    assert ratio == pytest.approx(6.689, abs=0.001)


def test_stretches_of_one_speaker_speak_against_two():
    _, ratio = divide([2.0, 2.0, 2.0, 2.0])
    assert ratio < 0


def test_a_scrap_is_nobody():
    points = np.array([[3.0], [-3.0]])
    group, _ = speakers.best_division(points, np.ones(2), BETWEEN, np.array([60, 50]))
    assert group is None


def test_a_hundred_stretches_are_divided_in_time():
    rng = np.random.default_rng(3)
    centres = np.where(np.arange(100) % 7 < 3, 2.5, -2.5)
    points = centres[:, None] + rng.normal(0, 0.3, (100, 1))
    group, _ = speakers.best_division(points, np.ones(100), BETWEEN, np.full(100, 60))
    assert group is not None
    assert set(group[centres > 0]) != set(group[centres < 0])
    assert len(set(group[centres > 0])) == 1


@pytest.fixture(scope="module")
def listen(real_models: Path):
    whisper = encoder.WhisperEncoder(real_models / "whisper-base" / "model.bin")
    listening = weights.load_listening()
    model = speakers.load_speakers()

    def probability(samples: np.ndarray) -> float | None:
        whitened = listening.whitening(whisper.hidden(samples))
        return model.several_probability(whitened, listening.classifier(whitened))

    return probability


def clip(name: str) -> np.ndarray:
    return decode_audio((CLIPS / name).read_bytes(), max_duration_s=10).samples


@pytest.mark.engine
def test_one_voice_twice_is_one_speaker(listen):
    one = clip("american_english.flac")
    assert listen(np.concatenate([one, one])) < 0.1


@pytest.mark.engine
def test_a_woman_and_a_man_in_turn_are_two_speakers(listen):
    one, other = clip("american_english.flac"), clip("hindi_voice_english.flac")
    assert listen(np.concatenate([one, other, one])) > 0.9


@pytest.mark.engine
def test_of_a_word_or_two_nothing_is_said(listen):
    assert listen(clip("american_english.flac")[: 2 * 16_000]) is None
