"""Models from folders that an operator brought: told apart, let go when they should be, and drawing one at a time."""

import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from shared.engines import EngineContext
from shared.on_demand import OnDemand, Shelf

from ..app.core.config import Settings
from ..app.services.engines import kokoro, parler, torch_memory, xtts
from ..app.services.engines.base import SpeechWord, kept_as

HANG_S = 20.0
WORDS = [SpeechWord(("HH", "AY1"), ".", text="Hi")]


def parler_folder(folder: Path, *, weights: bytes = b"w", rate: int = 1) -> Path:
    folder.mkdir(parents=True)
    config = f'{{"model_type": "parler_tts", "vocab_size": 5, "text_encoder": {{"vocab_size": 5}}, "rate": {rate}}}'
    (folder / "config.json").write_text(config)
    (folder / "tokenizer.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(weights)
    os.utime(folder / "model.safetensors", ns=(1, 1))
    return folder


def parler_of(folder: Path, load: Callable[[], Any] | None = None) -> parler.Parler:
    made = parler.Parler(folder, device="cpu", threads=1, shelf=Shelf())
    if load is not None:
        made.weights = OnDemand(load, shelf=Shelf(), name="parler")
    return made


def xtts_of(tmp_path: Path, shelf: Shelf, load: Callable[[], Any]) -> xtts.Xtts:
    folder, voices = tmp_path / "xtts", tmp_path / "voices"
    folder.mkdir()
    voices.mkdir()
    (voices / "af_jane.wav").write_bytes(b"sound")
    made = xtts.Xtts(folder, voices, device="cpu", threads=1, shelf=shelf)
    made.weights = OnDemand(load, shelf=shelf, name="xtts", after=made_room)
    return made


def made_room() -> None:
    torch_memory.give_back_memory("cpu")


class StillNetwork:
    """As XTTS's: says what it was given, in silence; holds on to itself as torch's networks do."""

    def __init__(self) -> None:
        self.torch = SimpleNamespace(manual_seed=lambda seed: None)
        self.network = SimpleNamespace(inference=lambda *_, **__: {"wav": np.zeros(100)})
        self.itself = self

    def voice(self, name: str, recording: Path) -> tuple[int, int]:
        return 1, 2


def test_two_folders_of_one_name_keep_their_speech_apart(tmp_path: Path):
    one, same, other_config, other_weights = (
        parler_of(folder)
        for folder in (
            parler_folder(tmp_path / "v1" / "model"),
            parler_folder(tmp_path / "v2" / "model"),
            parler_folder(tmp_path / "v3" / "model", rate=2),
            parler_folder(tmp_path / "v4" / "model", weights=b"more"),
        )
    )
    assert {each.model_version for each in (one, same, other_config, other_weights)} == {"model"}
    assert kept_as(one) == kept_as(same)
    assert len({kept_as(each) for each in (one, other_config, other_weights)}) == 3
    os.utime(tmp_path / "v2" / "model" / "model.safetensors", ns=(2, 2))
    assert kept_as(parler_of(tmp_path / "v2" / "model")) != kept_as(one)


def test_another_recording_of_a_voice_keeps_its_speech_apart(tmp_path: Path):
    first = xtts_of(tmp_path, Shelf(), StillNetwork)
    (tmp_path / "voices" / "af_jane.wav").write_bytes(b"another sound")
    again = xtts.Xtts(
        tmp_path / "xtts", tmp_path / "voices", device="cpu", threads=1, shelf=Shelf()
    )
    assert first.model_version == again.model_version
    assert kept_as(first) != kept_as(again)


def test_the_shipped_kokoro_keeps_its_speech_where_it_did(tmp_path: Path):
    for folder in ("kokoro-82m", "brought/kokoro-82m-v1.0-int8"):
        (tmp_path / folder / "voices").mkdir(parents=True)
        (tmp_path / folder / "model.onnx").write_bytes(b"graph")
        (tmp_path / folder / "voices" / "af_heart.bin").write_bytes(b"style")
    shipped = kokoro.load(EngineContext(Settings(), tmp_path, threads=1))
    brought_dir = tmp_path / "brought" / "kokoro-82m-v1.0-int8"
    brought = kokoro.load(EngineContext(Settings(kokoro_dir=brought_dir), tmp_path, threads=1))
    assert kept_as(shipped) == shipped.model_version == "kokoro-82m-v1.0-int8"
    assert brought.model_version == shipped.model_version
    assert kept_as(brought) != kept_as(shipped)


def test_two_models_that_draw_by_lot_draw_one_after_the_other(tmp_path: Path):
    inside, go_on = threading.Event(), threading.Event()

    class HeldUpNetwork:
        rate_hz = parler.RATE_HZ

        def samples(self, text: str, told: str, *, seed: int, most_s: float) -> np.ndarray:
            inside.set()
            go_on.wait(HANG_S)
            return np.full(2400, 0.1, np.float32)

    one = parler_of(parler_folder(tmp_path / "one"), HeldUpNetwork)
    other = xtts_of(tmp_path, Shelf(), StillNetwork)
    said: list[str] = []

    def say(speaker: Any, voice: str) -> None:
        list(speaker.speak_pieces([WORDS], voice=voice, speaking_rate=1.0))
        said.append(speaker.name)

    first = threading.Thread(target=say, args=(one, "en_mary"), daemon=True)
    second = threading.Thread(target=say, args=(other, "af_jane"), daemon=True)
    first.start()
    assert inside.wait(HANG_S)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go_on.set()
    first.join(HANG_S)
    second.join(HANG_S)
    assert sorted(said) == ["parler", "xtts"]


def test_a_network_that_was_let_go_is_in_nobodys_hands(tmp_path: Path):
    now = [0.0]
    shelf = Shelf(1, clock=lambda: now[0])
    made: list[weakref.ref[StillNetwork]] = []

    def load() -> StillNetwork:
        network = StillNetwork()
        made.append(weakref.ref(network))
        return network

    speaker = xtts_of(tmp_path, shelf, load)
    speaking = speaker.speak_pieces([WORDS, WORDS], voice="af_jane", speaking_rate=1.0)
    next(speaking)
    assert made[0]() is not None
    now[0] = 20.0
    with OnDemand(object, shelf=shelf, name="other").held():
        assert made[0]() is None
    now[0] = 40.0
    assert next(speaking).rate_hz == xtts.RATE_HZ
    assert len(made) == 2


def test_what_comes_to_no_end_is_told_and_the_network_given_back(tmp_path: Path):
    seeds: list[int] = []

    class EndlessNetwork:
        rate_hz = parler.RATE_HZ

        def samples(self, text: str, told: str, *, seed: int, most_s: float) -> None:
            seeds.append(seed)

    speaker = parler_of(parler_folder(tmp_path / "endless"), EndlessNetwork)
    with pytest.raises(parler.EngineFailed, match="came to no end"):
        list(speaker.speak_pieces([WORDS], voice="en_mary", speaking_rate=1.0))
    assert len(set(seeds)) == 2
    assert speaker.weights.n_users == 0
