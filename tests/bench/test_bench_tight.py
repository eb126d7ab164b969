"""A clip is cut at 40 dB below its peak, and a voice that trained nothing reads each phrase twice."""

from collections import Counter
from pathlib import Path

import numpy as np

from bench.tight.__main__ import PHRASES, cut, plan
from shared.phonetics.lexicon import Lexicon
from training.speech.synth import HELD_OUT_VOICES


def test_a_clip_begins_and_ends_with_its_first_and_last_loud_sample():
    samples = np.array([0.0, 0.009, -0.011, 0.5, 0.0, 1.0, 0.02, 0.0099, 0.0])
    np.testing.assert_array_equal(cut(samples), samples[2:7])


def test_each_phrase_is_read_by_two_voices_that_trained_nothing(real_models: Path):
    planned = plan(Lexicon.load(real_models))
    n_phrases = len(PHRASES.read_text(encoding="utf-8").splitlines())
    assert Counter(text for _, text in planned).most_common()[-1][1] == 2
    assert len({utterance.id for utterance, _ in planned}) == len(planned) == 2 * n_phrases
    assert {utterance.voice for utterance, _ in planned} == set(HELD_OUT_VOICES)
