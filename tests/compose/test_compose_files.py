"""Compose takes the files, and makes of them what the tests of settings, which have no Compose, think that it makes."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.settings import REPO_ROOT
from shared.testing.compose_file import compose_services

SET = {"ASR_ENGINE": "named", "IMAGE_TAG": "v7", "POSTGRES_PASSWORD": "with $ in it", "S3_REGION": ""}  # fmt: skip


COMPOSE = shlex.split(os.environ.get("COMPOSE", "docker compose"))


@pytest.fixture(scope="module", autouse=True)
def needs_compose_2() -> None:
    told = subprocess.run([*COMPOSE, "version", "--short"], check=True, capture_output=True, text=True, timeout=60)  # fmt: skip
    if told.stdout.lstrip("v").startswith("1."):
        pytest.skip("docker-compose 1 tells of every profile, whichever is asked for")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """In place of the .env of whoever runs this."""
    file = tmp_path / "empty.env"
    file.touch()
    return file


def configured(empty: Path, files: tuple[str, ...], profile: str | None, settings: dict[str, str]) -> dict[str, Any]:  # fmt: skip
    """Services as Compose itself would start them."""
    command = [
        *COMPOSE,
        "--env-file",
        str(empty),
        *(part for file in files for part in ("-f", file)),
    ]
    command += ["--profile", profile] if profile else []
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run([*command, "config"], cwd=REPO_ROOT, env=own | settings, check=False, capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)["services"]


@pytest.mark.parametrize("gpu", [False, True])
@pytest.mark.parametrize("settings", [{}, SET])
def test_compose_reads_the_files_as_the_tests_of_settings_do(empty, gpu, settings):
    files = ("docker-compose.yml", "docker-compose.gpu.yml") if gpu else ("docker-compose.yml",)
    expected = compose_services(settings, gpu=gpu)
    read = configured(empty, files, None, settings)
    assert read.keys() == {name for name, each in expected.items() if "profiles" not in each}
    for name, each in read.items():
        environment = {key: str(value).replace("$$", "$") for key, value in (each.get("environment") or {}).items() if value is not None}  # fmt: skip
        assert environment == expected[name]["environment"], name
        assert each["image"] == expected[name]["image"]


@pytest.mark.parametrize("profile", ["training", "monitoring"])
def test_a_profile_adds_what_is_its_own(empty, profile):
    expected = compose_services({})
    read = configured(empty, ("docker-compose.yml",), profile, {})
    assert read.keys() == {
        name for name, each in expected.items() if each.get("profiles", [profile]) == [profile]
    }
