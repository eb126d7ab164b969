"""Stretches of speech and spans of speakers → turns."""

import numpy as np
import pytest

from ..app.services.engines.base import SpeakerSpan
from ..app.services.speech import SpeechRegion, speech_regions, speech_s
from ..app.services.turns import joined_turns, overlapped, spoken_s


def steps(*parts: tuple[int, float]) -> np.ndarray:
    return np.concatenate([np.full(n, value, np.float32) for n, value in parts])


def test_speech_goes_on_while_it_is_likely_enough_and_begins_when_it_is_sure():
    found = speech_regions(steps((50, 0.1), (20, 0.4), (30, 0.9), (50, 0.1)), 4.8)
    assert [(round(each.start_s, 2), round(each.end_s, 2)) for each in found] == [(1.57, 3.23)]


def test_what_never_is_sure_is_no_speech():
    assert speech_regions(steps((50, 0.1), (50, 0.45)), 3.2) == []


def test_a_short_pause_is_none_and_a_long_one_parts():
    short = speech_regions(steps((30, 0.9), (8, 0.0), (30, 0.9)), 3.0)
    long = speech_regions(steps((30, 0.9), (14, 0.0), (30, 0.9)), 3.0)
    assert (len(short), len(long)) == (1, 2)
    assert speech_s(long) == pytest.approx(0.99 + 1.02)


def test_nothing_is_no_speech():
    assert speech_regions(np.zeros(0, np.float32), 0.0) == []


def test_a_speaker_s_short_pause_is_part_of_the_turn():
    (turn,) = joined_turns([SpeakerSpan(0, 0, 2, 0.8), SpeakerSpan(0, 2.4, 3.4, 0.5)])
    assert (turn.start_s, turn.end_s) == (0, 3.4)
    assert turn.confidence == pytest.approx(0.7)


def test_a_long_pause_or_another_s_words_end_a_turn():
    assert len(joined_turns([SpeakerSpan(0, 0, 2), SpeakerSpan(0, 2.6, 3)])) == 2
    spans = [SpeakerSpan(0, 0, 2), SpeakerSpan(0, 2.4, 3), SpeakerSpan(1, 2.1, 2.3)]
    assert [turn.speaker for turn in joined_turns(spans)] == [0, 1, 0]


def test_turns_overlap_where_two_speak():
    turns = [SpeakerSpan(0, 0, 10), SpeakerSpan(1, 4, 5), SpeakerSpan(1, 10.02, 12)]
    assert overlapped(turns) == [True, True, False]
    assert overlapped([SpeakerSpan(0, 0, 10), SpeakerSpan(1, 9.97, 12)]) == [False, False]


def test_seconds_with_several_are_counted_once():
    any_s, several_s = spoken_s(
        [SpeakerSpan(0, 0, 4), SpeakerSpan(1, 3, 6), SpeakerSpan(2, 3.5, 5)]
    )
    assert (any_s, several_s) == (6, pytest.approx(2))


def test_regions_know_how_long_they_are():
    assert SpeechRegion(1.5, 2.25).duration_s == 0.75
