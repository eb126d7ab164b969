"""The engines `triton` against a real Triton server out of a wheel: encoder, voices and a tiny translator give what they give here."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

from shared.acoustics.encoder import FRAME_S, WhisperEncoder
from shared.acoustics.remote_encoder import RemoteEncoder
from shared.audio import decode_audio
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import EngineFailed, Unavailable
from shared.settings import REPO_ROOT, CommonSettings
from shared.testing.ports import free_port, free_ports
from shared.triton.client import open_model
from shared.triton.repository import (
    ENCODER,
    KOKORO,
    ServedModel,
    Tensor,
    write_onnx,
    write_translator,
)

SERVER_ENV = REPO_ROOT / ".venv-engines" / "triton-server"
PACKAGES = SERVER_ENV / "lib" / "python3.11" / "site-packages"
START_S = 120.0
align = importlib.import_module("alignment-service.app.services.engines.whisper_phones.on_triton")
align_here = importlib.import_module("alignment-service.app.services.engines.whisper_phones.engine")
AlignSettings = importlib.import_module("alignment-service.app.core.config").Settings
voices = importlib.import_module("tts-service.app.services.engines.kokoro_on_triton")
voices_here = importlib.import_module("tts-service.app.services.engines.kokoro")
SpeechWord = importlib.import_module("tts-service.app.services.engines.base").SpeechWord
TtsSettings = importlib.import_module("tts-service.app.core.config").Settings
_TRANSLATORS = "language-service.app.services.engines.translators.ctranslate"
translator = importlib.import_module(f"{_TRANSLATORS}.on_triton")
translator_here = importlib.import_module(_TRANSLATORS)
LanguageSettings = importlib.import_module("language-service.app.core.config").Settings
units = importlib.import_module("language-service.app.services.translation.units")
tiny = importlib.import_module("language-service.tests.tiny_translator")
MODELS = CommonSettings().model_dir
WORDS = {"where": "कहाँ", "is": "है", "my": "मेरा", "order": "ऑर्डर", ".": "।", "X1X": "X1X"}
DESCRIBED = """family = "marian"
licence = "of the test"
directions = [["en", "hi"]]
tokenizer = "tokenizer.json"
placeholder = "X{n}X"
most_tokens = 30
"""
TEXT = "It is very good to see you."


@dataclass(frozen=True)
class TritonServer:
    address: str
    translator: Path
    """The folder of the model that it translates with."""

    def context(self, settings: type[Any], **changed: Any) -> EngineContext:
        given = settings(TRITON_URL=self.address, TRITON_DEADLINE_S=60.0, **changed)
        return EngineContext(given, MODELS, 1)


def start(repository: Path, backends: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server of that repository, and its gRPC address."""
    grpc_port, http_port, metrics_port = free_ports(3)
    triton = PACKAGES / "pytriton" / "tritonserver"
    shutil.copytree(triton / "backends", backends)
    shutil.copy(
        triton / "python_backend_stubs" / "3.11" / "triton_python_backend_stub", backends / "python"
    )
    command = [
        triton / "bin" / "tritonserver", "--model-repository", repository, "--backend-directory", backends,
        "--grpc-address", "127.0.0.1", "--grpc-port", str(grpc_port), "--http-address", "127.0.0.1",
        "--http-port", str(http_port), "--metrics-port", str(metrics_port), "--log-info", "false",
    ]  # fmt: skip
    environment = {
        "PATH": f"{SERVER_ENV / 'bin'}:{os.environ['PATH']}",
        "LD_LIBRARY_PATH": str(PACKAGES / "nvidia_pytriton.libs"),
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    return process, f"127.0.0.1:{grpc_port}"


def wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    client = InferenceServerClient(address)
    while process.poll() is None:
        try:
            if client.is_server_ready(client_timeout=1):
                client.close()
                return
        except InferenceServerException:
            pass
    raise AssertionError(f"the server ended with {process.returncode}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TritonServer]:
    if not (SERVER_ENV / "installed").exists():
        pytest.skip("no server: make .venv-engines/triton-server/installed")
    folder = tmp_path_factory.mktemp("triton")
    repository, converted = folder / "repository", folder / "converted"
    converted.mkdir()
    (converted / "translator.toml").write_text(DESCRIBED, encoding="utf-8")
    tiny.make_model(converted, WORDS)
    tiny.make_tokenizer(converted, WORDS)
    command = [sys.executable, "-m", "shared.triton", "--into", repository, "--backend", "python"]
    subprocess.run([*command, "--translator", converted], check=True, stdout=subprocess.DEVNULL)
    process, address = start(repository, folder / "backends")
    try:
        wait_until_ready(process, address)
        yield TritonServer(address, converted)
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def speech() -> Any:
    content = (REPO_ROOT / "tests" / "audio" / "slips.wav").read_bytes()
    return decode_audio(content, max_duration_s=90, rate_hz=16_000)


@pytest.mark.timeout(600)
def test_the_encoder_gives_what_it_gives_here(server: TritonServer, speech: Any):
    here = WhisperEncoder(MODELS / "whisper-base" / "model.bin").hidden(speech.samples)
    model = open_model(server.address, ENCODER, deadline_s=60)
    there = RemoteEncoder(model).hidden(speech.samples)
    assert there.shape == here.shape
    assert there.dtype == np.float32
    assert np.abs(there - here).max() < 2e-3 * np.abs(here).max()


def test_a_long_recording_goes_through_in_windows(server: TritonServer):
    hum = (0.1 * np.sin(np.arange(40 * 16_000) * 0.05)).astype(np.float32)
    model = open_model(server.address, ENCODER, deadline_s=60)
    assert RemoteEncoder(model).hidden(hum).shape == (2000, 2048)


def test_the_aligner_finds_the_same_phones_at_the_same_times(server: TritonServer, speech: Any):
    context = server.context(AlignSettings)
    there, here = align.load(context), align_here.load(context)
    found = [engine.align(speech, engine.pronounce(TEXT, {})) for engine in (there, here)]
    assert there.name == "triton"
    assert there.model_version == here.model_version
    times = [np.array([[each.start_s, each.end_s] for each in one.words]) for one in found]
    assert times[0].shape == times[1].shape == (7, 2)
    assert np.abs(times[0] - times[1]).max() <= FRAME_S + 1e-6


def test_voices_speak_as_here(server: TritonServer):
    words = [SpeechWord(("HH", "AH0", "L", "OW1")), SpeechWord(("W", "ER1", "L", "D"))]
    context = server.context(TtsSettings)
    said = [
        engine.speak(words, voice="af_heart")
        for engine in (voices.load(context), voices_here.load(context))
    ]
    there, here = said
    assert there.rate_hz == here.rate_hz == 24_000
    assert len(there.samples) == pytest.approx(len(here.samples), abs=600)
    assert len(there.words) == len(here.words) == 2


def test_a_translator_says_what_it_says_here(server: TritonServer):
    context = server.context(LanguageSettings, translator_model=str(server.translator))
    sentences = [units.SourceSentence("where is my order."), units.SourceSentence("my order.")]
    direction = units.Direction("en", "hi")
    there, here = (
        engine.translate(sentences, direction, None)
        for engine in (translator.load(context), translator_here.load(context))
    )
    assert there == here
    assert [each.text for each in there] == ["कहाँ है मेरा ऑर्डर ।", "मेरा ऑर्डर ।"]


# what goes wrong


def test_without_an_address_the_start_says_what_is_missing():
    with pytest.raises(EngineUnavailable, match="TRITON_URL"):
        open_model("", KOKORO, deadline_s=1)


def test_a_server_that_is_away_is_said_to_be():
    model = open_model(f"127.0.0.1:{free_port()}", ENCODER, deadline_s=5)
    with pytest.raises(Unavailable, match="can't be asked"):
        model.infer({"mel": np.zeros((10, 80), np.float32)}, ["hidden"])


def test_a_model_that_the_server_has_not_is_said_to_be(server: TritonServer):
    model = open_model(server.address, "nobodys", deadline_s=5)
    with pytest.raises(Unavailable):
        model.infer({"mel": np.zeros((10, 80), np.float32)}, ["hidden"])


def test_what_the_server_refuses_is_no_retry(server: TritonServer):
    model = open_model(server.address, ENCODER, deadline_s=5)
    with pytest.raises(EngineFailed) as refused:
        model.infer({"mel": np.zeros((10, 81), np.float32)}, ["hidden"])
    assert "81" not in str(refused.value)


def test_a_run_past_its_deadline_is_given_up(server: TritonServer):
    model = open_model(server.address, ENCODER, deadline_s=0.001)
    with pytest.raises(Unavailable):
        model.infer({"mel": np.zeros((2800, 80), np.float32)}, ["hidden"])


def test_a_repository_says_what_a_model_takes_and_gives(tmp_path: Path):
    model = ServedModel("adder", (Tensor("x", "FP32", (-1, 2)),), (Tensor("y", "INT64", (1,)),))
    place = write_onnx(tmp_path, model, b"graph", "onnxruntime", on_gpu=True)
    config = (place / "config.pbtxt").read_text()
    assert 'input [ { name: "x" data_type: TYPE_FP32 dims: [ -1, 2 ] } ]' in config
    assert "KIND_GPU" in config
    assert (place / "1" / "model.onnx").read_bytes() == b"graph"
    assert not (place / "1" / "model.py").exists()
    (tmp_path / "converted").mkdir()
    translated = write_translator(tmp_path, tmp_path / "converted")
    assert (translated / "1" / "model.py").exists()
