"""CTC's spikes over IPA tokens → phones in our lattice, without the network (tests/engines runs one)."""

import numpy as np
import pytest

from shared.acoustics import evidence, lattice
from shared.acoustics.phone_set import CLASS_OF as C

from ..app.services.engines import base
from ..app.services.engines import wav2vec2_phoneme as engine

TOKENS = {"<pad>": 0} | {
    name: 1 + i for i, name in enumerate(n for names in engine.IPA.values() for n in names.split())
}


def spikes(*tokens: str) -> np.ndarray:
    """One frame a token; `_` is blank. Each frame is nearly sure."""
    table = np.full((len(tokens), len(TOKENS)), np.log(1e-6))
    for frame, token in enumerate(tokens):
        table[frame, TOKENS["<pad>" if token == "_" else token]] = np.log(0.99)
    return table


def heard(*tokens: str, target: str) -> list[str | None]:
    posteriors = engine.class_log_posteriors(spikes(*tokens), TOKENS, blank=0)
    emissions = engine.emissions_of(posteriors)
    segments = lattice.align(emissions, [[target.split()]]).segments
    return engine.heard_phones(evidence.run_local_tests(emissions, segments), segments)


def test_tokens_of_one_phone_are_added_up():
    rows = np.log(np.full((1, len(TOKENS)), 0.01))
    posteriors = engine.class_log_posteriors(rows, TOKENS, blank=0)
    assert posteriors[0, C["IY"]] == pytest.approx(np.log(0.03))  # i iː iə
    assert posteriors[0, C["B"]] == pytest.approx(np.log(0.01))


def test_every_arpabet_phone_has_tokens_and_a_model_without_them_is_refused():
    assert set(engine.IPA) == set(C) - {"SIL"}
    without = {name: number for name, number in TOKENS.items() if name not in {"θ", "t̪"}}
    with pytest.raises(ValueError, match="TH"):
        engine.class_log_posteriors(spikes("_"), without, blank=0)


def test_phones_are_held_between_their_spikes():
    posteriors = engine.class_log_posteriors(
        spikes("_", "v", "_", "_", "ɛ", "_", "ɹ", "i", "_"), TOKENS, blank=0
    )
    path = lattice.align(engine.emissions_of(posteriors), [[["V", "EH", "R", "IY"]]])
    assert [s.phone for s in path.segments] == [C[p] for p in ("V", "EH", "R", "IY")]
    assert path.segments[1].start <= 4 < path.segments[1].stop


def test_what_was_said_is_heard_and_not_what_was_meant():
    assert heard("_", "v", "_", "ɛ", "ɹ", "i", "_", target="V EH R IY") == ["V", "EH", "R", "IY"]
    assert heard("_", "w", "_", "ɛ", "ɹ", "i", "_", target="V EH R IY") == ["W", "EH", "R", "IY"]


@pytest.mark.parametrize(
    "n_samples", [400, 16_000, 320 * 999 + 400, 320 * 1000 + 400, 320 * 2345 + 400]
)
def test_windows_keep_every_frame_once(n_samples):
    kept = []
    for first, last, start, stop in engine._windows(n_samples):
        assert 0 <= first < last <= n_samples
        assert (last - first - 400) // 320 + 1 >= stop
        kept += [first // 320 + frame for frame in range(start, stop)]
    assert kept == list(range((n_samples - 400) // 320 + 1))


def test_less_than_a_frame_is_too_short():
    with pytest.raises(base.RecordingTooShort):
        list(engine._windows(399))
