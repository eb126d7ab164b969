"""Fixtures for every test: a clean environment, mock mode, and the real models where they are."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.audio.decoder import AudioDecoder
from shared.settings import REPO_ROOT

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # no test reaches beyond this machine

MODEL_DIR = Path(os.environ.get("MODEL_DIR", REPO_ROOT / ".models"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings come from the test alone: no .env, state in a folder that goes away."""
    monkeypatch.setenv("APP_ENV", "test")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MODEL_DIR", str(MODEL_DIR))
    monkeypatch.delenv("MOCK_MODE", raising=False)
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    monkeypatch.setenv("THREADS", "1")


@pytest.fixture
def mock_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_MODE", "true")


@pytest.fixture
def decoder() -> Iterator[AudioDecoder]:
    """As a service has it."""
    decoder = AudioDecoder(processes=1, cpu_s=3, memory_mb=192)
    yield decoder
    decoder.close()


@pytest.fixture(scope="session")
def real_models() -> Path:
    """Root of the model store; skips where `make models` has not been run."""
    if not (MODEL_DIR / "whisper-base").is_dir():
        pytest.skip("the models are not here: run `make models`")
    return MODEL_DIR
