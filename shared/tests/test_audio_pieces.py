"""Where a long recording is cut, on speech probabilities made by hand: steps of 32 ms."""

import tempfile

import numpy as np
import pytest

from shared.audio.long_recording import LongRecording
from shared.audio.pieces import LONGEST_PIECE_S, RecordingPiece, cut_pieces

STEP_S = 0.032


def spoken(*seconds: float) -> np.ndarray:
    """Probabilities of speech and pauses by turns, beginning with speech, `seconds` long each."""
    rows = [
        np.full(round(each / STEP_S), 0.95 if number % 2 == 0 else 0.02, np.float32)
        for number, each in enumerate(seconds)
    ]
    return np.concatenate(rows)


def spans(pieces: list[RecordingPiece]) -> list[tuple[float, float]]:
    return [(round(each.start_s, 1), round(each.end_s, 1)) for each in pieces]


def test_silence_has_no_pieces():
    assert cut_pieces(np.full(2_000, 0.1, np.float32)) == []


def test_a_click_is_no_piece():
    assert cut_pieces(spoken(0.064, 5.0)) == []


def test_what_fits_is_one_piece():
    assert spans(cut_pieces(spoken(10.0, 0.5, 8.0, 1.0))) == [(0.0, 18.5)]


def test_what_does_not_fit_is_cut_in_the_longest_pause_of_the_second_half():
    pieces = cut_pieces(spoken(10.0, 2.0, 4.0, 1.2, 5.0, 0.4, 10.0))
    assert spans(pieces) == [(0.0, 16.0), (17.2, 32.5)]


def test_a_pause_of_three_seconds_always_parts():
    assert spans(cut_pieces(spoken(2.0, 3.2, 2.0))) == [(0.0, 2.0), (5.2, 7.2)]


def test_where_nobody_pauses_it_is_cut_where_speech_is_least_likely():
    probabilities = spoken(50.0)
    probabilities[round(24.0 / STEP_S)] = 0.6
    assert spans(cut_pieces(probabilities)) == [(0.0, 24.0), (24.0, 50.0)]


@pytest.mark.parametrize("seed", range(5))
def test_pieces_hold_all_speech_and_are_never_longer_than_they_may(seed: int):
    rng = np.random.default_rng(seed)
    probabilities = spoken(*rng.uniform(0.2, 12.0, 200))
    pieces = cut_pieces(probabilities)
    assert all(each.end_s - each.start_s <= LONGEST_PIECE_S for each in pieces)
    is_held = np.zeros(len(probabilities), bool)
    for each in pieces:
        assert not is_held[each.first : each.end].any()
        is_held[each.first : each.end] = True
    assert not (probabilities[~is_held] >= 0.5).any()


def test_a_piece_never_hears_the_speech_of_another():
    samples = np.concatenate([np.full(round(s * 16_000), level) for s, level in SOUNDS])
    with tempfile.TemporaryFile() as file:
        file.write((samples * 32_767).astype("<i2").tobytes())
        file.flush()
        recording = LongRecording(file, len(samples), 0.0)
        first, second = cut_pieces(spoken(*(s for s, _ in SOUNDS)))
        heard = [each.audio(recording).samples for each in (first, second)]
    assert np.unique(np.round(heard[0], 2)).tolist() == pytest.approx([0.0, 0.01, 0.25])
    assert np.unique(np.round(heard[1], 2)).tolist() == pytest.approx([0.0, 0.01, 0.5])
    # 0.32 s of the pause, and before the recording silence of the same length.
    assert len(heard[0]) == first.end * 512 + 2 * 10 * 512
    assert not heard[0][: 10 * 512].any()


SOUNDS = ((20.0, 0.25), (0.4, 0.01), (20.0, 0.5))
