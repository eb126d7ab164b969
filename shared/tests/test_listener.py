"""What was heard of a recording is there for whoever hears it next, with the same weights."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from shared.acoustics import listener
from shared.acoustics.listener import MOST_REMEMBERED, Heard, Listener, tell_listeners
from shared.acoustics.weights import load_listening
from shared.recently_made import RecentlyMade


@pytest.fixture(autouse=True)
def nothing_heard_yet(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listener, "_heard", RecentlyMade(MOST_REMEMBERED))


def sound(seed: int, n_samples: int = 4000) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, n_samples).astype(np.float32)


class CountingEncoder:
    """Counts what it hears."""

    def __init__(self) -> None:
        self.n_heard = 0

    def hidden(self, samples: np.ndarray) -> np.ndarray:
        self.n_heard += 1
        n_frames = -(-len(samples) // 320)
        return np.full((n_frames, 2048), float(np.abs(samples).mean()), np.float32)


def with_shared_weights(encoder: CountingEncoder) -> Listener:
    return Listener(encoder, listener.shared_weights())


def test_a_recording_is_heard_once_by_all_listeners():
    encoder = CountingEncoder()
    first = with_shared_weights(encoder).hear(sound(1))
    assert with_shared_weights(encoder).hear(sound(1).copy()) is first
    assert with_shared_weights(encoder).hear(sound(2)) is not first
    assert encoder.n_heard == 2
    assert first.log_posteriors.shape == (13, 40)


TOLD = Heard(np.zeros((13, 384), np.float32), np.zeros((13, 40), np.float32))


def test_what_another_heard_is_taken_where_anybody_listens(monkeypatch: pytest.MonkeyPatch):
    encoder, other = CountingEncoder(), CountingEncoder()
    monkeypatch.setattr(listener, "_listened_with", {encoder})
    for each in (encoder, other):
        tell_listeners(each, listener.shared_weights().whitening, sound(3), TOLD)
    assert len(listener._heard) == 1, "nobody listens with the other"
    assert with_shared_weights(encoder).hear(sound(3)) is TOLD
    assert with_shared_weights(other).hear(sound(3)) is not TOLD
    assert (encoder.n_heard, other.n_heard) == (0, 1)


def test_the_oldest_goes():
    encoder = CountingEncoder()
    ear = with_shared_weights(encoder)
    for seed in range(MOST_REMEMBERED + 1):
        ear.hear(sound(seed))
    ear.hear(sound(0))
    assert encoder.n_heard == MOST_REMEMBERED + 2
    assert len(listener._heard) == MOST_REMEMBERED


def test_other_weights_hear_for_themselves(monkeypatch: pytest.MonkeyPatch):
    other = load_listening()
    encoder = CountingEncoder()
    monkeypatch.setattr(listener, "_listened_with", {encoder})
    with_shared_weights(encoder).hear(sound(4))
    Listener(encoder, other).hear(sound(4))
    tell_listeners(encoder, other.whitening, sound(5), TOLD)
    assert encoder.n_heard == 2
    assert len(listener._heard) == 1


def test_a_part_is_what_was_heard_of_that_time():
    heard = Heard(
        np.arange(40, dtype=np.float32)[:, np.newaxis],
        np.arange(40, dtype=np.float32)[:, np.newaxis],
    )
    part = heard.between(0.32, 0.32 + 0.25)  # 12.5 frames of 20 ms
    assert part.whitened.ravel().tolist() == list(range(16, 29))
    assert part.log_posteriors.ravel().tolist() == list(range(16, 29))
    assert len(heard.between(0.0, 0.8).whitened) == 40
    assert len(heard.between(0.32, 0.32 + 0.3).whitened) == 15


def test_services_that_start_at_once_share_weights_and_encoder(real_models: Path):
    with ThreadPoolExecutor(4) as pool:
        listeners = list(pool.map(lambda _: Listener.load(real_models), range(4)))
    assert len({id(each.encoder) for each in listeners}) == 1
    assert len({id(each.weights) for each in listeners}) == 1
