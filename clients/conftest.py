"""A fleet in mock mode, one that asks for keys, and a bad network before them."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.proxy import UnreliableProxy, unreliable_proxy

LIMITED = {"MOCK_MODE": "true", "AUTH": "required", "ORCHESTRATOR_KEY_WORK_PER_MINUTE": "3"}


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("fleet"), {"MOCK_MODE": "true"}) as fleet:
        yield fleet


@pytest.fixture(scope="session")
def locked_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    """Nobody gets in without a key, and each key has three pieces of work a minute."""
    with running_fleet(tmp_path_factory.mktemp("locked"), LIMITED) as fleet:
        yield fleet


@pytest.fixture
def key(locked_fleet: RunningFleet) -> str:
    """A new one of an operator."""
    made = subprocess.run(
        [sys.executable, "-m", "app.keys", "create", "--name", "client"],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env=os.environ | {"PYTHONPATH": str(REPO_ROOT), "DATA_DIR": str(locked_fleet.data_dir)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return next(word for word in made.stdout.split() if word.startswith("afv_"))


@pytest.fixture
def network(fleet: RunningFleet) -> Iterator[UnreliableProxy]:
    """The fleet over a network that fails as it is told to."""
    with unreliable_proxy(fleet.url) as proxy:
        yield proxy


@pytest.fixture
def recording() -> Path:
    return REPO_ROOT / "tests" / "audio" / "slips.wav"


@pytest.fixture
def practised(fleet: RunningFleet, recording: Path) -> str:
    """A speaker whose one recording left progress. What a mock judges leaves none, so its row is written here as a judgement by real
    engines writes it: of two TH one was right, the other a T in *think*."""
    speaker_id = f"practised-{uuid4().hex[:8]}"
    sent = httpx.post(
        f"{fleet.url}/process", files={"file": recording.read_bytes()}, timeout=120,
        data={"reference_text": "I think this is a very good school.", "speaker_id": speaker_id, "stages": "asr,align,phonemap,diff"},
    )  # fmt: skip
    sent.raise_for_status()
    phones = {"TH": {"n": 2, "right": 1}}
    slips = [{"word": "think", "target": "TH", "heard": "T"}]
    with (
        closing(sqlite3.connect(fleet.data_dir / "orchestrator.db", timeout=30)) as database,
        database,
    ):
        database.execute(
            "INSERT INTO practice (task_id, speaker_id, recorded_at, phones, slips, tenant) "
            "SELECT id, ?, created_at, ?, ?, tenant FROM tasks WHERE id = ?",
            (
                speaker_id,
                json.dumps(phones),
                json.dumps(slips),
                UUID(sent.json()["task_id"]).hex,
            ),
        )
    return speaker_id
