"""The doctor says what is missing, and fails only for what keeps the fleet from running."""

import socket
import sys
from pathlib import Path

import pytest
from rich.console import Console

from shared.engines import EngineSpec
from shared.models import doctor
from shared.models.doctor import Diagnosis, examine, show
from shared.roster import ASR, TTS
from shared.settings import CommonSettings


def by_part(findings: list[Diagnosis]) -> dict[str, Diagnosis]:
    return {finding.part: finding for finding in findings}


@pytest.fixture
def only_asr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container, where one service is installed."""
    monkeypatch.setattr(doctor, "ROSTER", (ASR,))


@pytest.fixture
def free_port(monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("ASR_PORT", str(port))
    return port


def test_an_empty_store_is_broken_and_says_what_to_run(
    only_asr: None, free_port: int, tmp_path: Path
):
    found = by_part(examine(CommonSettings(), tmp_path))
    assert found["model whisper-base"].state == "broken"
    assert "`make models`" in found["model whisper-base"].detail
    assert found["asr-service"].state == "broken"
    assert "faster-whisper needs model whisper-base" in found["asr-service"].detail
    assert found["  faster-whisper"].state == "optional"
    assert found["  mock"].state == "ok"
    assert found[f"port {free_port}"].state == "ok"


def test_each_engine_says_what_it_is_and_whether_it_must_be_asked_for(
    only_asr: None, free_port: int, tmp_path: Path
):
    found = by_part(examine(CommonSettings(), tmp_path))
    detail = found["  faster-whisper"].detail
    assert detail.startswith("needs ")
    assert detail.endswith(": Whisper base through CTranslate2")
    assert found["  mock"].detail.startswith("can be loaded, by name only: one of a few sentences")


def test_a_program_that_is_not_here_is_no_hindrance_and_said_what_for(
    free_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(doctor, "ROSTER", (TTS,))
    monkeypatch.setenv("PATH", str(tmp_path))
    found = by_part(examine(CommonSettings(), tmp_path))["program espeak-ng"]
    assert found.state == "optional"
    assert "Vietnamese" in found.detail


def test_mock_mode_needs_no_models(only_asr: None, free_port: int, tmp_path: Path):
    found = by_part(examine(CommonSettings(mock_mode=True), tmp_path))
    assert found["asr-service"] == Diagnosis("asr-service", "ok", "ASR_ENGINE=auto: mock")


@pytest.mark.engine
def test_with_the_models_the_recogniser_can_be_loaded(
    only_asr: None, free_port: int, real_models: Path
):
    found = by_part(examine(CommonSettings(), real_models))
    assert found["asr-service"].detail == "ASR_ENGINE=auto: faster-whisper"
    assert "faster_whisper" in found["libraries"].detail


def test_a_port_of_another_program_is_named(
    only_asr: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("ASR_PORT", str(port))
        found = by_part(examine(CommonSettings(mock_mode=True), tmp_path))
    assert found[f"port {port}"].state == "broken"
    assert "set ASR_PORT to another" in found[f"port {port}"].detail


def test_a_library_that_cannot_be_loaded_shows_its_reason(
    only_asr: None, free_port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "needs_a_system_library.py").write_text(
        'raise OSError("libgomp.so.1: cannot open shared object file")'
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    specs = (
        EngineSpec("needy", "needy", about="needs much", requires=("needs_a_system_library",)),
    )
    monkeypatch.setattr(doctor, "_engines_here", lambda: {(ASR, "engine"): specs})
    found = by_part(examine(CommonSettings(), tmp_path))
    assert found["package needs_a_system_library"].state == "broken"
    assert "libgomp.so.1" in found["package needs_a_system_library"].detail
    assert "needs_a_system_library" not in sys.modules


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("optional", 0), ("broken", 1)])
def test_only_what_is_broken_fails_the_command(
    state, code: int, capsys: pytest.CaptureFixture[str]
):
    assert show([Diagnosis("a part", state, "its detail")], Console()) == code
    assert "its detail" in capsys.readouterr().out
