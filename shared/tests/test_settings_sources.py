"""Settings are read alike wherever a service was started."""

from pathlib import Path

import pytest

from shared.settings import REPO_ROOT, CommonSettings


def test_what_is_set_empty_keeps_its_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MAX_UPLOAD_MB", "")
    monkeypatch.setenv("PUBLIC_URL", "")
    common = CommonSettings()
    assert (common.max_upload_mb, common.public_url) == (25, "http://127.0.0.1:8010")


def test_a_relative_folder_counts_from_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "state")
    monkeypatch.setenv("MODEL_DIR", "/srv/models")
    common = CommonSettings()
    assert common.data_dir == REPO_ROOT / "state"
    assert common.model_dir == Path("/srv/models")
