"""Rates and pauses, worked out by hand."""

import pytest

from shared.contracts import AlignedWord, PhoneEvidence

from ..app.services.engines import base
from ..app.utils import timing


def word(index: int, start_s: float, end_s: float, phones: str) -> AlignedWord:
    names = phones.split()
    step_s = (end_s - start_s) / len(names)
    evidence: list[PhoneEvidence] = [
        base.evidence_without_measures(i, name, start_s + i * step_s, start_s + (i + 1) * step_s)
        for i, name in enumerate(names)
    ]
    return AlignedWord(
        index=index,
        text="w",
        start_s=start_s,
        end_s=end_s,
        variant=0,
        quality=None,
        phones=evidence,
    )


def test_a_silence_of_half_a_second_is_a_pause_and_leaves_the_articulation_rate():
    # Two syllables in 0.5 s, a pause of 0.5 s, two syllables in 1.0 s.
    words = [word(0, 0.5, 1.0, "V EH1 R IY0"), word(1, 1.5, 2.5, "HH AE1 P IY0")]
    measured = timing.timing_of(words)
    assert [(p.start_s, p.end_s, p.after_word) for p in measured.pauses] == [(1.0, 1.5, 0)]
    assert measured.speech_s == pytest.approx(1.5)
    assert measured.speech_rate_sps == pytest.approx(2.0)
    assert measured.articulation_rate_sps == pytest.approx(2.67)


def test_a_silence_of_a_tenth_of_a_second_is_no_pause():
    measured = timing.timing_of([word(0, 0.0, 0.5, "DH AH0"), word(1, 0.6, 1.0, "B OY1")])
    assert measured.pauses == []
    assert measured.speech_s == pytest.approx(1.0)


def test_nothing_aligned_has_no_rate():
    assert timing.timing_of([]).speech_rate_sps is None
