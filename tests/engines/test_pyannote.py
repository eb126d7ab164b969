"""pyannote.audio's pipeline from a folder in its real form: on models that hear two tones as two voices, and on random ones of the published kinds."""

import importlib
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lightning
import numpy as np
import pytest
import torch
import yaml
from pyannote.audio import Model
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.embedding import WeSpeakerResNet34
from pyannote.audio.models.segmentation import PyanNet
from pyannote.audio.telemetry.metrics import is_metrics_enabled

from shared.abandon import Abandoned
from shared.audio.decode import RATE_HZ
from shared.audio.long_recording import LongRecording
from shared.engines import EngineContext
from shared.errors import StorageFull
from shared.settings import REPO_ROOT

_PACKAGE = "conversation-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.pyannote_pipeline")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

TONES_HZ = (500, 1500)
HOP, WINDOW = 270, 990
HEARD = Specifications(
    problem=Problem.MONO_LABEL_CLASSIFICATION,
    resolution=Resolution.FRAME,
    duration=10.0,
    classes=["first", "second", "third"],
    powerset_max_classes=2,
    permutation_invariant=True,
)
OF_A_VOICE = Specifications(
    problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=10.0
)


def loudness(waveforms: torch.Tensor) -> torch.Tensor:
    """Of each tone in each frame, (batch, frame, 2), 1 for a tone of amplitude .2."""
    frames = waveforms[:, 0].unfold(1, WINDOW, HOP)
    at_s = torch.arange(WINDOW) / RATE_HZ
    angle = 2 * torch.pi * torch.tensor(TONES_HZ)[:, None] * at_s
    waves = torch.exp(-1j * angle).T
    return (frames.to(waves.dtype) @ waves).abs() * 2 / WINDOW / 0.2


class ToneSegmentation(Model):
    """Classes: nobody, each of three, each pair of them."""

    def __init__(self, sample_rate: int = RATE_HZ, num_channels: int = 1, task: Any = None) -> None:
        super().__init__(sample_rate, num_channels, task)

    @property
    def dimension(self) -> int:
        return self.specifications.num_powerset_classes

    def build(self) -> None:
        self.activation = self.default_activation()

    def num_frames(self, num_samples: int) -> int:
        return (num_samples - WINDOW) // HOP + 1

    def receptive_field_size(self, num_frames: int = 1) -> int:
        return WINDOW + (num_frames - 1) * HOP

    def receptive_field_center(self, frame: int = 0) -> int:
        return (WINDOW - 1) // 2 + frame * HOP

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        first, second = (loudness(waveforms) > 0.5).unbind(-1)
        never = torch.zeros_like(first)
        alone = [~first & ~second, first & ~second, second & ~first, never]
        told = torch.stack([*alone, first & second, never, never], dim=-1)
        return self.activation(20.0 * told)


class ToneEmbedding(Model):
    """How loud each tone is where the mask says, and twenty-two dimensions that differ a little from window to window."""

    def __init__(self, sample_rate: int = RATE_HZ, num_channels: int = 1, task: Any = None) -> None:
        super().__init__(sample_rate, num_channels, task)

    @property
    def dimension(self) -> int:
        return 24

    def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        loud = loudness(waveforms)
        given = torch.ones(loud.shape[:2]) if weights is None else weights
        mask = torch.nn.functional.interpolate(given[:, None], loud.shape[1])[:, 0]
        mean = (loud * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp_min(1e-8)
        few = waveforms[:, 0, :: waveforms.shape[2] // 22][:, :22]
        return torch.cat([mean, few], dim=1)


def save_model(model: Model, specifications: Specifications, folder: Path) -> None:
    folder.mkdir(parents=True)
    model.specifications = specifications
    model.setup()
    checkpoint: dict[str, Any] = {
        "state_dict": model.state_dict(), "hyper_parameters": dict(model.hparams), "epoch": 0, "global_step": 0,
        "pytorch-lightning_version": lightning.__version__,
    }  # fmt: skip
    model.on_save_checkpoint(checkpoint)
    torch.save(checkpoint, folder / "pytorch_model.bin")


def save_plda(folder: Path, n_dimensions: int) -> None:
    """Vectors as they are, centred; the first two dimensions tell voices apart."""
    folder.mkdir(parents=True)
    n_kept = min(n_dimensions, 128)
    between = np.where(np.arange(n_kept) < 2, 4.0, 0.5) - 1e-3 * np.arange(n_kept)
    np.savez(
        folder / "xvec_transform.npz", mean1=np.zeros(n_dimensions), mean2=np.zeros(n_kept), lda=np.eye(n_dimensions, n_kept),
    )  # fmt: skip
    np.savez(folder / "plda.npz", mu=np.zeros(n_kept), tr=np.eye(n_kept), psi=between)


def save_config(folder: Path, **changed: str | None) -> None:
    params: dict[str, Any] = {
        "segmentation": "$model/segmentation", "embedding": "$model/embedding", "plda": "$model/plda", "clustering": "VBxClustering",
        "segmentation_batch_size": 4, "embedding_batch_size": 4, "embedding_exclude_overlap": True,
    }  # fmt: skip
    name = changed.pop("name", engine.PIPELINE)
    params = {key: value for key, value in (params | changed).items() if value is not None}
    config: Mapping[str, Any] = {
        "dependencies": {"pyannote.audio": "4.0.0"},
        "pipeline": {"name": name, "params": params},
        "params": {
            "clustering": {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8},
            "segmentation": {"min_duration_off": 0.0},
        },
    }
    (folder / engine.CONFIG).write_text(yaml.safe_dump(dict(config)), encoding="utf-8")


@pytest.fixture(scope="session")
def tones_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pipelines") / "two-tones"
    save_model(ToneSegmentation(), HEARD, folder / "segmentation")
    save_model(ToneEmbedding(), OF_A_VOICE, folder / "embedding")
    save_plda(folder / "plda", 24)
    save_config(folder)
    return folder


def loaded(folder: Path | None):
    settings = Settings(pyannote_model=folder)
    return engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))


@pytest.fixture(scope="module")
def diarizer(tones_folder: Path):
    os.environ["PYANNOTE_METRICS_ENABLED"] = "true"
    found = loaded(tones_folder)
    found.warm_up()
    return found


def tones(*parts: tuple[tuple[int, ...], float]) -> np.ndarray:
    """(voices, seconds) one after another. float32 at 16 kHz."""
    random = np.random.default_rng(1)
    made = []
    for voices, length_s in parts:
        at_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        sound = 0.001 * random.standard_normal(len(at_s))
        for voice in voices:
            sound += 0.2 * np.sin(2 * np.pi * TONES_HZ[voice] * at_s)
        made.append(sound)
    return np.concatenate(made).astype(np.float32)


@pytest.fixture
def recorded(tmp_path: Path):
    files = []

    def record(samples: np.ndarray) -> LongRecording:
        path = tmp_path / f"{len(files)}.raw"
        path.write_bytes(np.rint(samples * 32_767).astype("<i2").tobytes())
        files.append(path.open("rb"))
        return LongRecording(files[-1], len(samples))

    yield record
    for file in files:
        file.close()


TALK = (((), 1.0), ((0,), 4.0), ((), 1.0), ((1,), 5.0), ((0, 1), 2.0), ((0,), 4.0), ((), 0.5), ((1,), 6.3))  # fmt: skip


def test_two_voices_are_told_with_times_also_at_once(diarizer, recorded):
    recording = recorded(tones(*TALK))
    spans = sorted(diarizer.diarize(recording, (), 2), key=lambda each: each.start_s)
    told = [(each.speaker, each.start_s, each.end_s) for each in spans]
    first = spans[0].speaker
    expected = [(first, 1.0, 5.0), (1 - first, 6.0, 13.0), (first, 11.0, 17.0), (1 - first, 17.5, 23.8)]  # fmt: skip
    assert [speaker for speaker, *_ in told] == [speaker for speaker, *_ in expected]
    for (_, start_s, end_s), (_, from_s, until_s) in zip(told, expected, strict=True):
        assert start_s == pytest.approx(from_s, abs=0.1)
        assert end_s == pytest.approx(until_s, abs=0.1)
    assert spans[-1].end_s <= recording.duration_s
    assert {each.confidence for each in spans} == {None}


@pytest.mark.parametrize(("most", "found"), [(1, 1), (2, 2), (8, 2)])
def test_no_more_speakers_are_told_than_asked_for_and_no_more_than_are_heard(diarizer, recorded, most, found):  # fmt: skip
    spans = diarizer.diarize(recorded(tones(*TALK)), (), most)
    assert len({each.speaker for each in spans}) == found


def test_a_recording_of_two_seconds_may_have_eight_speakers(diarizer, recorded):
    spans = diarizer.diarize(recorded(tones(((0,), 2.0))), (), 8)
    assert len({each.speaker for each in spans}) == 1


def test_one_recording_is_always_told_alike(diarizer, recorded):
    recording = recorded(tones(*TALK))
    assert diarizer.diarize(recording, (), 2) == diarizer.diarize(recording, (), 2)


def test_silence_has_nobody(diarizer, recorded):
    assert diarizer.diarize(recorded(tones(((), 12.0))), (), 2) == []


def test_nothing_is_told_to_anybody_nor_fetched(tones_folder, recorded, monkeypatch):
    asked: list[Any] = []

    def refused(_self: Any, address: Any) -> None:
        asked.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "true")
    found = loaded(tones_folder)
    found.diarize(recorded(tones(((0,), 3.0))), (), 2)
    assert not is_metrics_enabled()
    assert asked == []


def test_what_nobody_waits_for_ends_at_the_next_batch(diarizer, recorded, monkeypatch):
    steps: list[int] = []

    def nobody_waits() -> None:
        steps.append(1)
        raise Abandoned

    monkeypatch.setattr(engine, "raise_if_abandoned", nobody_waits)
    with pytest.raises(Abandoned):
        diarizer.diarize(recorded(tones(*TALK)), (), 2)
    assert len(steps) == 1


def test_a_full_disk_is_told_as_such(diarizer, recorded, monkeypatch):
    recording = recorded(tones(((0,), 3.0)))

    def full() -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recording, "blocks", full)
    with pytest.raises(StorageFull):
        diarizer.diarize(recording, (), 2)


def test_random_models_of_the_published_kinds_load_and_run(tmp_path, recorded):
    torch.manual_seed(0)
    small = PyanNet(lstm={"hidden_size": 8, "num_layers": 1}, linear={"hidden_size": 8, "num_layers": 1})  # fmt: skip
    save_model(small, HEARD, tmp_path / "random" / "segmentation")
    save_model(WeSpeakerResNet34(), OF_A_VOICE, tmp_path / "random" / "embedding")
    save_plda(tmp_path / "random" / "plda", 256)
    save_config(tmp_path / "random")
    found = loaded(tmp_path / "random")
    recording = recorded(tones(*TALK[:4]))
    spans = found.diarize(recording, (), 2)
    assert found.model_version == "random"
    assert 1 <= len({each.speaker for each in spans}) <= 2
    assert all(0 <= each.start_s < each.end_s <= recording.duration_s for each in spans)
    assert spans == found.diarize(recording, (), 2)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"segmentation": "pyannote/segmentation-3.0"}, "segmentation is 'pyannote/segmentation-3.0'"),
        ({"plda": None}, "plda is None"),
        ({"embedding": "$model/missing"}, "no such folder"),
        ({"name": "pyannote.audio.pipelines.pyannoteai.SDK"}, "is not run here"),
    ],
)  # fmt: skip
def test_a_pipeline_that_would_fetch_or_send_is_refused(tmp_path, changed, told):
    for model in ("segmentation", "embedding", "plda"):
        (tmp_path / model).mkdir()
    save_config(tmp_path, **changed)
    with pytest.raises(ValueError, match=r"config\.yaml") as error:
        loaded(tmp_path)
    assert told in str(error.value)


def test_what_can_t_be_loaded_says_why(tmp_path):
    with pytest.raises(ValueError, match="CONVERSATION_PYANNOTE_MODEL"):
        loaded(None)
    with pytest.raises(ValueError, match="is not there"):
        loaded(tmp_path)
    (tmp_path / engine.CONFIG).write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="no pipeline's"):
        loaded(tmp_path)
    for model in ("segmentation", "embedding", "plda"):
        (tmp_path / model).mkdir()
    save_config(tmp_path)
    with pytest.raises(ValueError, match="can't be loaded"):
        loaded(tmp_path)
