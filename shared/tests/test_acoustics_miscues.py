"""Words left out, said twice, broken off, and speech that isn't in the text, in frames made by hand."""

import numpy as np
import pytest

from shared.acoustics import lattice, phone_set
from shared.acoustics import miscue_resolution as telling
from shared.acoustics import miscues as reading

N_FRAMES = 6
"""Of each phone."""
OTHER = -5.0
"""Emission of every class that a frame is not; that of the one it is, is 0."""
SAY = {
    "please": "P L IY Z", "close": "K L OW Z", "window": "W IH N D OW", "before": "B AH F AO R",
    "friday": "F R AY D EY", "church": "CH ER CH", "win": "W IH N", "pause": "SIL SIL",
}  # fmt: skip
TEXT = ["please", "close", "window", "before", "friday"]


def frames(spoken: list[str]) -> np.ndarray:
    phones = [phone for word in spoken for phone in SAY[word].split() for _ in range(N_FRAMES)]
    emissions = np.full((len(phones), phone_set.N_CLASSES), OTHER, dtype=np.float32)
    emissions[np.arange(len(phones)), [phone_set.CLASS_OF[phone] for phone in phones]] = 0.0
    return emissions


def words(text: list[str]) -> list[list[list[str]]]:
    return [[SAY[word].split()] for word in text]


def read(spoken: list[str]):
    return reading.find_reading(frames(spoken), words(TEXT))


def told(spoken: list[str]):
    return telling.resolved_with_miscues(read(spoken), len(frames(spoken)))


def start_of(spoken: list[str], place: int) -> int:
    return sum(len(SAY[word].split()) for word in spoken[:place]) * N_FRAMES


def test_without_a_miscue_the_path_is_that_of_the_plain_lattice():
    spoken = ["pause", *TEXT[:2], "pause", *TEXT[2:]]
    found = read(spoken)
    assert not found.has_miscues
    plain = lattice.align(frames(spoken), words(TEXT))
    assert [segment for visit in found.visits for segment in visit.segments] == plain.segments


def test_a_word_left_out_is_not_visited():
    found = read(["please", "close", "before", "friday"])
    assert [visit.word for visit in found.visits] == [0, 1, 3, 4]
    assert found.has_miscues


def test_of_a_word_said_twice_the_last_time_counts():
    spoken = ["please", "close", "window", "window", "before", "friday"]
    found = told(spoken)
    assert found.words == [0, 1, 2, 3, 4]
    (extra,) = found.extra
    assert (extra.kind, extra.words, extra.before_word) == ("repetition", (2,), 2)
    assert (extra.start, extra.stop) == (start_of(spoken, 2), start_of(spoken, 3))
    assert len(found.kept) == len(frames(spoken)) - (extra.stop - extra.start)


def test_a_phrase_said_over_is_one_repetition_of_its_words():
    found = told(["please", "close", "window", "close", "window", "before", "friday"])
    assert [(each.kind, each.words) for each in found.extra] == [("repetition", (1, 2))]


def test_a_word_broken_off_and_said_again_is_a_restart():
    spoken = ["please", "close", "win", "pause", "window", "before", "friday"]
    found = told(spoken)
    assert [(each.kind, each.words) for each in found.extra] == [("restart", (2,))]
    window = [
        at for at, each in zip(found.spoken_at, found.segments, strict=True) if each.word == 2
    ]
    assert window[0].start == start_of(spoken, 4)


def test_speech_that_is_no_word_of_the_text_is_other_speech_before_the_next_word():
    spoken = ["please", "close", "church", "window", "before", "friday"]
    found = told(spoken)
    assert [(each.kind, each.words, each.before_word) for each in found.extra] == [("other", (), 2)]
    assert found.extra[0].start == pytest.approx(start_of(spoken, 2), abs=2)
    assert found.extra[0].stop == pytest.approx(start_of(spoken, 3), abs=2)


def test_words_in_another_order_are_found_where_they_were_said():
    spoken = ["before", "friday", "please", "close", "window"]
    found = told(spoken)
    assert found.words == [3, 4, 0, 1, 2]
    assert found.extra == []


def test_the_edges_of_what_was_cut_out_are_no_places_for_inserted_phones():
    found = told(["please", "close", "church", "window", "before", "friday"])
    # Behind the last phone of `close`, and before the first of `window`.
    assert telling.at_a_cut(found) == {(1, 4), (2, 0)}


def test_an_empty_recording_is_too_short():
    with pytest.raises(lattice.TooShortForText):
        reading.find_reading(np.zeros((0, phone_set.N_CLASSES)), words(TEXT))
