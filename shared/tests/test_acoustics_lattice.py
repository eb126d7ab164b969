"""Viterbi and the local tests on tiny lattices, every number worked out by hand."""

import numpy as np
import pytest

from shared.acoustics import boundaries, evidence, lattice, phone_set

C = phone_set.CLASS_OF

OTHER = -5.0
"""Emission of every class that a frame is not; that of the one it is, is 0."""


def frames(spoken: str) -> np.ndarray:
    """One frame a symbol: `"SIL V V EH"` is four frames."""
    names = spoken.split()
    emissions = np.full((len(names), phone_set.N_CLASSES), OTHER, dtype=np.float32)
    emissions[np.arange(len(names)), [C[name] for name in names]] = 0.0
    return emissions


def spans(path) -> list[tuple[str, int, int]]:
    return [(phone_set.CLASSES[s.phone], s.start, s.stop) for s in path.segments]


def test_each_phone_gets_the_frames_it_was_spoken_in():
    path = lattice.align(frames("SIL V V EH R R SIL"), [[["V", "EH", "R"]]])
    assert spans(path) == [("V", 1, 3), ("EH", 3, 4), ("R", 4, 6)]
    assert path.score == 0.0


def test_silence_between_words_is_allowed_and_not_required():
    with_pause = lattice.align(frames("AH SIL SIL B"), [[["AH"]], [["B"]]])
    without = lattice.align(frames("AH AH B"), [[["AH"]], [["B"]]])
    assert spans(with_pause) == [("AH", 0, 1), ("B", 3, 4)]
    assert spans(without) == [("AH", 0, 2), ("B", 2, 3)]


def test_the_pronunciation_that_was_spoken_is_chosen():
    either = [["IY", "DH", "ER"], ["AY", "DH", "ER"]]
    path = lattice.align(frames("SIL AY AY DH ER"), [either])
    assert path.variants == [1]
    assert spans(path)[0] == ("AY", 1, 3)


def test_variants_of_different_length_compete_in_the_middle_of_a_text():
    words = [[["DH", "AH"]], [["AE", "N", "D"], ["AH", "N"], ["N"]], [["T", "UW"]]]
    path = lattice.align(frames("DH AH N N T UW"), words)
    assert path.variants == [0, 2, 0]
    assert spans(path) == [
        ("DH", 0, 1), ("AH", 1, 2), ("N", 2, 4), ("T", 4, 5), ("UW", 5, 6),
    ]  # fmt: skip


def test_every_phone_keeps_a_frame_even_where_it_was_not_spoken():
    path = lattice.align(frames("S K K UW UW"), [[["S", "K", "UW", "L"]]])
    assert [name for name, _, _ in spans(path)] == ["S", "K", "UW", "L"]
    assert spans(path)[-1] == ("L", 4, 5)
    assert path.score == OTHER


def test_fewer_frames_than_phones_are_too_short_for_the_text():
    with pytest.raises(lattice.TooShortForText):
        lattice.align(frames("V EH"), [[["V", "EH", "R"]]])


def local_tests_of(spoken: str, words: list[list[list[str]]]):
    emissions = frames(spoken)
    return evidence.run_local_tests(emissions, lattice.align(emissions, words).segments)


def test_a_substituted_phone_gains_its_two_frames():
    # "wery": the best V can do is two frames at OTHER, one of them as silence or as V; W has both at 0.
    measured = local_tests_of("SIL W W EH R IY SIL", [[["V", "EH", "R", "IY"]]])
    assert measured.substitution[0, C["W"]] == pytest.approx(-2 * OTHER)
    assert measured.substitution[0, C["V"]] == 0.0
    # In EH's place W would win one frame back from V and lose EH's own to R.
    assert measured.substitution[1, C["W"]] == pytest.approx(-OTHER)


def test_a_dropped_phone_is_better_left_out():
    # "skoo": L takes a frame of UW at OTHER; without it that frame is UW at 0.
    measured = local_tests_of("SIL S K UW UW SIL", [[["S", "K", "UW", "L"]]])
    assert measured.deletion[3] == pytest.approx(-OTHER)
    assert measured.deletion[0] < 0


def test_an_inserted_phone_shows_in_the_gap_before_the_word():
    # "iskool": without IH its two frames are silence at OTHER.
    measured = local_tests_of("SIL IH IH S K UW SIL", [[["S", "K", "UW"]]])
    gain = measured.insertion[measured.gaps.index((0, 0))]
    assert gain.argmax() == C["IH"]
    assert gain[C["IH"]] == pytest.approx(-2 * OTHER)
    assert measured.insertion_frames[measured.gaps.index((0, 0))].tolist() == [1, 3]
    # Behind S it would win the same two frames and lose that of S to K.
    assert measured.insertion[measured.gaps.index((0, 1))].max() == pytest.approx(-OTHER)


def test_a_well_spoken_word_gains_nothing_anywhere():
    measured = local_tests_of("SIL B B OY OY SIL", [[["B", "OY"]]])
    assert measured.substitution.max() == 0.0
    assert measured.deletion.max() < 0
    assert measured.insertion.max() < 0


def test_a_boundary_lies_where_the_two_phones_cross():
    # B leads by 3 in the frame at 0.02 s and trails by 1 in the one at 0.04 s: three quarters of the way.
    emissions = np.zeros((4, phone_set.N_CLASSES), dtype=np.float32)
    emissions[1, C["B"]], emissions[2, C["OY"]] = 3.0, 1.0
    assert boundaries.boundary_s(emissions, C["B"], C["OY"], 2) == pytest.approx(0.035)


def test_boundaries_never_leave_the_recording_or_run_backwards():
    emissions = frames("B B OY OY")
    path = lattice.align(emissions, [[["B", "OY"]]])
    (first, middle), (again, last) = boundaries.segment_times(emissions, path.segments)
    assert first == 0.0
    assert last == pytest.approx(0.08)
    assert middle == again == pytest.approx(0.03)


def test_the_reading_that_was_spoken_is_chosen():
    one, two = [["W", "AH", "N"]], [["T", "UW"]]
    pieces = [[[one]], [[one, two], [two], [two, one, one]], [[two]]]
    spoken = "W AH N SIL T UW SIL SIL T UW"
    assert lattice.choose_readings(frames(spoken), pieces) == [0, 1, 0]
    spoken = "W AH N T UW SIL W AH N W AH N T UW"
    assert lattice.choose_readings(frames(spoken), pieces) == [0, 2, 0]


def test_the_likelier_of_two_equal_readings_is_chosen():
    pieces = [[[[["T", "UW"]]], [[["T"]], [["UW"]]]]]
    assert lattice.choose_readings(frames("T UW UW"), pieces) == [0]


def test_readings_need_room_for_the_shortest():
    pieces = [[[[["T", "UW"]]], [[["T"]]]], [[[["B"]]]]]
    assert lattice.choose_readings(frames("T B"), pieces) == [1, 0]
    with pytest.raises(lattice.TooShortForText):
        lattice.choose_readings(frames("T"), pieces)
