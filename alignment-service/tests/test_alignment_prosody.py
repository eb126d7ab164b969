"""Pauses, runs, rhythm and melody, worked out by hand."""

import numpy as np
import pytest

from shared.acoustics import stress
from shared.audio.pitch import HOP_S, PitchTrack
from shared.contracts import AlignedWord
from shared.phonetics.lexicon import PronunciationEntry, SpokenWord
from shared.phonetics.phrases import phrase_ends_of

from ..app.services.engines import base
from ..app.utils import intonation, timing


def word(index: int, start_s: float, *phones: tuple[str, float]) -> AlignedWord:
    """A word of phones with their lengths in seconds."""
    evidence, at = [], start_s
    for position, (name, length_s) in enumerate(phones):
        evidence.append(base.evidence_without_measures(position, name, at, at + length_s))
        at += length_s
    return AlignedWord(
        index=index, text="w", start_s=start_s, end_s=round(at, 3), variant=0, quality=None,
        phones=evidence,
    )  # fmt: skip


def track(*stretches: tuple[float, float | None, float | None]) -> PitchTrack:
    """(length in s, F0 at its start, at its end) of each stretch; None for no voice."""
    pieces = []
    for length_s, start_hz, end_hz in stretches:
        n = round(length_s / HOP_S)
        if start_hz is None or end_hz is None:
            pieces.append(np.full(n, np.nan))
        else:
            pieces.append(start_hz * (end_hz / start_hz) ** np.linspace(0, 1, n))
    f0_hz = np.concatenate(pieces).astype(np.float32)
    return PitchTrack(f0_hz, np.where(np.isnan(f0_hz), 0.2, 0.9).astype(np.float32))


WORDS = [
    word(0, 0.0, ("B", 0.1), ("IY1", 0.2)),
    word(1, 0.8, ("B", 0.1), ("IY1", 0.2), ("B", 0.1), ("IY0", 0.1)),
    word(2, 1.7, ("B", 0.1), ("IY1", 0.2)),
]


def test_pauses_take_their_share_and_part_the_runs():
    # 0.3–0.8 and 1.3–1.7 are pauses: 0.9 of 2.0 s; four syllables in three runs.
    measured = timing.timing_of(WORDS)
    assert measured.pause_share == pytest.approx(0.45)
    assert measured.mean_run_syllables == pytest.approx(1.33)


def test_a_pause_at_a_comma_is_not_inside_a_phrase():
    measured = timing.timing_of(WORDS, phrase_ends=frozenset({0, 2}))
    assert [pause.inside_phrase for pause in measured.pauses] == [False, True]
    assert measured.n_pauses_inside_phrases == 1


def test_a_pause_with_an_um_in_it_is_filled():
    hummed = track((0.3, 120, 120), (0.1, None, None), (0.3, 110, 110), (0.1, None, None), (0.5, 120, 120),
                   (0.4, None, None), (0.3, 120, 120))  # fmt: skip
    measured = timing.timing_of(WORDS, track=hummed)
    assert [pause.filled for pause in measured.pauses] == [True, False]
    assert measured.n_filled_pauses == 1


def test_the_end_of_a_vowel_does_not_fill_a_pause():
    # The voice of the first word lasts 0.15 s into the pause, 0.10 s more than its edge.
    lingering = track(
        (0.45, 120, 100), (0.35, None, None), (0.5, 120, 120), (0.4, None, None), (0.3, 120, 120)
    )
    assert [p.filled for p in timing.timing_of(WORDS, track=lingering).pauses] == [False, False]


def test_without_a_recording_nothing_is_said_of_fillers_or_phrases():
    measured = timing.timing_of(WORDS)
    assert measured.n_filled_pauses is None
    assert measured.n_pauses_inside_phrases is None
    assert measured.pauses[0].filled is None


def alternating(short_s: float, long_s: float) -> list[AlignedWord]:
    lengths = [short_s, long_s] * 6
    phones = [pair for length_s in lengths for pair in (("B", 0.05), ("AH0", length_s))]
    return [word(0, 0.0, *phones)]


def test_npvi_of_vowels_of_one_length_is_zero():
    assert timing.timing_of(alternating(0.1, 0.1)).npvi_v == pytest.approx(0.0, abs=0.1)


def test_npvi_of_vowels_one_of_which_is_thrice_as_long_is_a_hundred():
    # |0.3 − 0.1| over their mean of 0.2, times 100.
    assert timing.timing_of(alternating(0.1, 0.3)).npvi_v == pytest.approx(100.0, abs=0.1)


def test_a_few_vowels_have_no_npvi():
    assert timing.timing_of(WORDS).npvi_v is None


def test_punctuation_between_words_ends_a_phrase():
    text = "Yes, I do. Now"
    spans = [(0, 3), (5, 6), (7, 9), (11, 14)]
    words = [
        SpokenWord(text[a:b], text[a:b], a, b, "cmudict", (PronunciationEntry(("AH0",)),))
        for a, b in spans
    ]
    assert phrase_ends_of(words, text) == frozenset({0, 2, 3})


SENTENCE = [
    word(0, 0.0, ("DH", 0.1), ("AH0", 0.1)),
    word(1, 0.2, ("B", 0.1), ("OY1", 0.4)),
]


@pytest.mark.parametrize(
    ("end_hz", "kind", "semitones"),
    [(100.0, "fall", -12.0), (400.0, "rise", 12.0), (205.0, "level", 0.4), (225.0, "uncertain", 2.0)],
)  # fmt: skip
def test_the_last_stressed_vowel_tells_how_the_sentence_ends(end_hz, kind, semitones):
    final = intonation.final_movement(SENTENCE, track((0.3, 200, 200), (0.4, 200, end_hz)))
    assert final.kind == kind
    # Medians of three values at either end: a little less than the whole way.
    assert final.semitones == pytest.approx(semitones, abs=0.8)
    assert (final.start_s, final.end_s) == (0.3, 0.7)


def test_a_creaky_end_is_uncertain():
    creaky = track((0.3, 200, 200), (0.3, 200, 180), (0.1, 90, 90))
    assert intonation.final_movement(SENTENCE, creaky).kind == "uncertain"


def test_an_end_without_voice_is_uncertain_and_has_no_size():
    final = intonation.final_movement(SENTENCE, track((0.3, 200, 200), (0.4, None, None)))
    assert (final.kind, final.semitones) == ("uncertain", None)


def test_each_word_has_its_pitch_over_the_median():
    # The median is 200 Hz; the second word rises an octave above it.
    found = intonation.intonation_of(SENTENCE, track((0.5, 200, 200), (0.2, 400, 400))).words
    assert found[0].mean_semitones == pytest.approx(0.0)
    assert found[1].highest_semitones == pytest.approx(12.0)
    assert found[1].movement_semitones == pytest.approx(12.0, abs=1.0)


def test_a_word_without_voice_has_no_pitch():
    found = intonation.intonation_of(SENTENCE, track((0.2, None, None), (0.5, 200, 200))).words
    assert found[0].mean_semitones is None


def test_a_words_level_is_that_of_its_loudest_vowel_above_the_median_of_the_words():
    # 10 ms each: the first vowel at -30 dB, the consonant behind it louder, the second vowel at -20.
    levels = np.array([-60.0] * 10 + [-30.0] * 10 + [-10.0] * 10 + [-20.0] * 40, np.float32)
    found = intonation.intonation_of(SENTENCE, track((0.7, 200, 200)), levels).words
    assert [each.level_db for each in found] == [-5.0, 5.0]


RECORD = [("R", "EH1", "K", "ER0", "D"), ("R", "IH0", "K", "AO1", "R", "D")]


def test_a_word_that_is_noun_and_verb_may_be_stressed_as_either():
    assert stress.accepted_syllables(RECORD[0], RECORD) == (0, [0, 1])


def test_a_variant_with_other_syllables_does_not_count():
    family = [("F", "AE1", "M", "AH0", "L", "IY0"), ("F", "AE1", "M", "L", "IY0")]
    assert stress.accepted_syllables(family[0], family) == (0, [0])


@pytest.mark.parametrize("phones", ["B OY1", "T EH1 S T IH1 NG", "B AH0 T ER0"])
def test_one_syllable_two_primaries_or_none_have_no_stress_to_judge(phones: str):
    assert stress.accepted_syllables(phones.split(), [phones.split()]) is None
