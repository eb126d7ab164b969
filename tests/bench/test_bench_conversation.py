"""Dialogs whose speakers are known, and what is counted as an error of telling them."""

import numpy as np
import pytest

from bench.conversation.dialogs import RATE_HZ, SpokenStretch, make_dialog, sounding
from bench.conversation.errors import diarization_error


def one(start_s: float, end_s: float) -> SpokenStretch:
    return SpokenStretch(0, start_s, end_s)


def two(start_s: float, end_s: float) -> SpokenStretch:
    return SpokenStretch(1, start_s, end_s)


def test_other_names_are_no_error():
    error = diarization_error([one(1, 3), two(4, 6)], [two(1, 3), one(4, 6)], duration_s=8)
    assert error.rate == 0
    assert error.spoken_s == pytest.approx(3)  # a quarter of a second is cut off each end


def test_time_is_missed_told_falsely_or_given_to_another():
    reference = [one(1, 3), two(4, 6)]
    told = [one(1, 2), one(4, 5), two(5, 6), two(7, 8)]
    error = diarization_error(reference, told, duration_s=9, collar_s=0)
    assert (error.missed_s, error.false_s, error.confused_s) == pytest.approx((1, 1, 1))
    assert error.rate == pytest.approx(3 / 4)


def test_of_two_at_once_one_that_isn_t_told_is_missed():
    error = diarization_error([one(0, 4), two(2, 4)], [one(0, 4)], duration_s=5, collar_s=0)
    assert (error.missed_s, error.spoken_s) == pytest.approx((2, 6))


def tone(length_s: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(round(length_s * RATE_HZ)) * 0.1


def test_a_long_pause_parts_an_utterance_and_a_short_one_doesn_t():
    gap = np.zeros(round(0.6 * RATE_HZ))
    short = np.zeros(round(0.3 * RATE_HZ))
    found = sounding(np.concatenate([gap, tone(1, 1), short, tone(1, 2), gap, tone(1, 3)]))
    assert found == [pytest.approx((0.6, 2.9), abs=0.02), pytest.approx((3.5, 4.5), abs=0.02)]


def test_a_tenth_of_the_speech_is_overlapped_and_each_turn_is_where_it_is_said_to_be():
    voices = [[tone(3, 1), tone(2, 2), tone(0.5, 3)], [tone(2.5, 4), tone(3, 5)]]
    dialog = make_dialog("two", voices, n_turns=20, seed=1)
    active = np.zeros((2, dialog.channels.shape[1]), bool)
    for each in dialog.stretches:
        first, last = round(each.start_s * RATE_HZ), round(each.end_s * RATE_HZ)
        active[each.speaker, first:last] = True
    sounds = dialog.channels != 0
    assert (active == sounds).mean() == pytest.approx(1, abs=0.01)
    overlapped = active.all(axis=0).sum() / active.any(axis=0).sum()
    assert overlapped == pytest.approx(0.1, abs=0.05)
