"""What is done to frames of two voices, on numbers worked out by hand."""

import numpy as np
import pytest

from ..app.utils import matching, phone_shift, pitch, spectra


def test_pitch_is_moved_to_the_speakers_and_keeps_its_contour():
    source = np.array([0.0, 100.0, 110.0, 121.0, 0.0])
    speaker = np.array([200.0, 220.0, 242.0])
    assert pitch.mapped_pitch(source, speaker) == pytest.approx([0.0, 200.0, 220.0, 242.0, 0.0])


def test_a_frame_finds_its_like_among_the_speakers():
    features = np.eye(3, dtype=np.float32) * 3
    one_phone = np.ones((3, 1))
    shapes = np.array([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]])
    near, trust = matching.nearest(features[[2, 0]], one_phone[:2], features, one_phone, shapes)
    assert near[:, 0] == pytest.approx([3.0, 1.0], abs=0.05)
    assert ((trust >= 0) & (trust <= matching.MAX_WEIGHT)).all()


def test_frames_find_the_same_however_many_are_looked_at_at_once(monkeypatch):
    random = np.random.default_rng(5)

    def voice(n: int) -> tuple[np.ndarray, np.ndarray]:
        return random.normal(size=(n, 7)).astype(np.float32), random.dirichlet(np.ones(4), n)

    both = (*voice(23), *voice(40))
    shapes = random.normal(size=(40, 9))
    whole = matching.nearest(*both, shapes)
    monkeypatch.setattr(matching, "_FRAMES_AT_ONCE", 5)
    for one, other in zip(matching.nearest(*both, shapes), whole, strict=True):
        assert one == pytest.approx(other, abs=1e-5)


def test_frames_of_other_phones_are_two_apart_though_they_sound_alike():
    sound = np.zeros((1, 4), dtype=np.float32)
    apart = matching.distances(sound, np.array([[1.0, 0.0]]), sound, np.array([[0.0, 1.0]]))
    assert apart.tolist() == [[2.0]]


def test_voiced_and_unvoiced_frames_take_their_own_mean():
    shaped = np.array([[0.0], [2.0], [10.0]])
    means = spectra.mean_shapes(
        shaped, np.array([True, True, False]), frames_voiced=np.array([False, True])
    )
    assert means.tolist() == [[10.0], [1.0]]


def test_a_voice_without_unvoiced_frames_lends_the_mean_of_all():
    means = spectra.mean_shapes(
        np.array([[1.0], [3.0]]), np.array([True, True]), frames_voiced=np.array([False])
    )
    assert means.tolist() == [[2.0]]


def test_smoothing_leaves_a_steady_spectrum_alone():
    steady = np.full((12, 3), 4.0)
    assert spectra.smoothed_in_time(steady) == pytest.approx(steady)


def test_all_cepstra_give_the_envelope_back():
    envelope = np.random.default_rng(1).normal(0, 1, (2, spectra.N_BINS))
    back = spectra.envelopes_of(spectra.cepstra(envelope, spectra.N_BINS))
    assert back == pytest.approx(envelope)


def test_a_factor_below_one_moves_a_peak_up():
    envelope = np.zeros(spectra.N_BINS)
    envelope[80] = 1.0
    assert int(spectra.warped(envelope, 0.8).argmax()) == 100


def _peaks(*bins: int) -> np.ndarray:
    """Envelopes of phones, each a bump around one bin."""
    places = np.arange(spectra.N_BINS)
    return np.array([np.exp(-(((places - peak) / 12) ** 2)) for peak in bins])


def test_the_axis_is_stretched_to_the_longer_or_shorter_tract():
    source, speaker = _peaks(0, 60, 120, 200), _peaks(0, 75, 150, 250)
    n_frames = np.array([500.0, 50.0, 50.0, 50.0])
    factor = phone_shift.warp_factor(n_frames, source, n_frames, speaker)
    assert factor == pytest.approx(0.8, abs=0.011)


def test_with_too_few_frames_in_common_the_axis_stays():
    source, speaker = _peaks(0, 60), _peaks(0, 75)
    assert phone_shift.warp_factor(np.full(2, 20.0), source, np.full(2, 20.0), speaker) == 1.0


def _voice(shaped: np.ndarray, phones: list[int]):
    yes = np.ones(len(shaped), dtype=bool)
    return phone_shift.VoiceFrames(shaped, np.eye(3)[phones], yes, yes)


def test_each_phone_moves_to_what_the_speaker_has_for_it():
    level = np.linspace(-1, 1, spectra.N_BINS)
    source = _voice(np.array([level] * 400 + [-level] * 400), [1] * 400 + [2] * 400)
    speaker = _voice(np.array([2 * level] * 400 + [-3 * level] * 400), [1] * 400 + [2] * 400)
    found = phone_shift.moved(source, speaker)
    slopes = found @ level / (level @ level)
    assert slopes[[0, -1]] == pytest.approx([2.0, -3.0], abs=0.05)


def test_a_phone_the_speaker_never_said_moves_as_all_do():
    level = np.linspace(-1, 1, spectra.N_BINS)
    source = _voice(np.array([level] * 400 + [0 * level] * 400), [1] * 400 + [2] * 400)
    speaker = _voice(np.array([2 * level] * 400), [1] * 400)
    found = phone_shift.moved(source, speaker)
    slopes = found @ level / (level @ level)
    # on average the source has a slope of 0.5, the speaker of 2
    assert slopes[[0, -1]] == pytest.approx([2.0, 1.5], abs=0.05)
