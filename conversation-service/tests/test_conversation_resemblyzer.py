"""Resemblyzer's weights and spectra in numpy, and how its windows become speakers."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from ..app.services.engines.resemblyzer.checkpoint import UnreadableCheckpoint, read_weights
from ..app.services.engines.resemblyzer.clustering import (
    MOST_LINKED,
    speaker_centroids,
    stretch_vectors,
)
from ..app.services.engines.resemblyzer.encoder import NAMES, VoiceEncoder
from ..app.services.engines.resemblyzer.mel import mel_powers
from ..app.services.engines.resemblyzer.spans import speaker_spans
from ..app.services.engines.resemblyzer.windows import VoiceWindows
from ..app.services.speech import SpeechRegion


@pytest.fixture(scope="module")
def encoder(real_models: Path) -> VoiceEncoder:
    return VoiceEncoder.load(real_models / "resemblyzer" / "pretrained.pt")


def test_a_tone_sounds_in_the_band_around_it():
    """1 kHz are 15 mels; 40 bands up to 45.25 mels are centred every 1.1036, and 14 of these are nearest."""
    tone = np.sin(2 * np.pi * 1_000 * np.arange(16_000) / 16_000).astype(np.float32)
    powers = mel_powers(tone)
    assert powers.shape == (101, 40)
    assert int(powers[50].argmax()) == 14 - 1


def test_silence_has_no_power():
    assert mel_powers(np.zeros(1_600, np.float32)).max() == 0


def test_vectors_are_of_length_one_and_never_negative(encoder: VoiceEncoder):
    windows = np.random.default_rng(1).random((3, 120, 40)).astype(np.float32) * 0.01
    vectors = encoder.embed(windows)
    assert vectors.shape == (3, 256)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors.min() >= 0


def test_a_window_s_vector_doesn_t_depend_on_the_others(encoder: VoiceEncoder):
    windows = np.random.default_rng(2).random((130, 120, 40)).astype(np.float32) * 0.01
    assert encoder.embed(windows)[129] == pytest.approx(encoder.embed(windows[129:])[0], abs=1e-5)


class _Command:
    def __reduce__(self):
        return (print, ("run",))


def test_what_a_checkpoint_asks_to_run_is_not_run(tmp_path: Path, capsys: pytest.CaptureFixture):
    path = tmp_path / "evil.pt"
    path.write_bytes(pickle.dumps(_Command(), protocol=2))
    with pytest.raises(UnreadableCheckpoint, match="print"):
        read_weights(path, NAMES)
    assert capsys.readouterr().out == ""


def test_a_weight_that_a_checkpoint_lacks_is_named(real_models: Path):
    with pytest.raises(UnreadableCheckpoint, match="third"):
        read_weights(real_models / "resemblyzer" / "pretrained.pt", ["linear.bias", "third"])


def around(axis: int, n: int, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    rows = np.eye(8)[axis] + 0.15 * random.standard_normal((n, 8))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def windows_of(*parts: np.ndarray) -> VoiceWindows:
    """Each part a region of its own: window i of one begins at 0.3 i s."""
    return VoiceWindows(
        np.concatenate([np.full(len(part), number) for number, part in enumerate(parts)]),
        np.concatenate([10 * number + 0.6 + 0.3 * np.arange(len(part)) for number, part in enumerate(parts)]),
        np.concatenate(parts),
    )  # fmt: skip


def test_each_speaker_has_a_centroid_and_a_cough_has_none():
    voices = np.concatenate([around(0, 40, 1), around(1, 30, 2), around(5, 1, 3)])
    centroids = speaker_centroids(voices, 2)
    assert sorted(int(row.argmax()) for row in centroids) == [0, 1]


def test_of_one_window_there_is_one_speaker():
    assert speaker_centroids(around(3, 1, 1), 2).shape == (1, 8)


def test_hours_are_clustered_by_some_and_counted_by_all():
    voices = np.concatenate([around(0, 3 * MOST_LINKED, 1), around(1, 2 * MOST_LINKED, 2)])
    centroids = speaker_centroids(voices, 2)
    assert sorted(int(row.argmax()) for row in centroids) == [0, 1]


def test_stretches_never_reach_over_a_pause():
    rows = stretch_vectors(windows_of(around(0, 7, 1), around(1, 3, 2)))
    assert [int(row.argmax()) for row in rows] == [0, 1]


def test_a_change_of_speaker_is_found_inside_a_region():
    both = np.concatenate([around(0, 12, 1), around(1, 12, 2)])
    windows = windows_of(both)
    regions = [SpeechRegion(0.0, 8.1)]
    centroids = np.eye(8, dtype=np.float32)[:2]
    first, second = speaker_spans(windows, regions, centroids)
    assert (first.speaker, second.speaker) == (0, 1)
    assert (first.start_s, second.end_s) == (0.0, 8.1)
    # window 11 is centred on 3.9 s, window 12 on 4.2 s
    assert first.end_s == pytest.approx(4.05, abs=0.15)
    assert second.start_s == pytest.approx(first.end_s, abs=0.01)
    assert min(first.confidence or 0, second.confidence or 0) > 0.9


def test_one_unlike_window_doesn_t_change_the_speaker():
    voices = around(0, 12, 1)
    voices[6] = around(1, 1, 5)[0]
    spans = speaker_spans(
        windows_of(voices), [SpeechRegion(0, 4.5)], np.eye(8, dtype=np.float32)[:2]
    )
    assert [span.speaker for span in spans] == [0]
