"""Encrypting by hand what the folder of objects holds."""

import base64

import pytest

from shared.settings import CommonSettings
from shared.storage import open_store

from ..app import files

KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = b"quokka in the clear"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, value in {
        "STORAGE_URL": tmp_path.as_uri(),
        "FILES_KEY": "",
        "FILES_KEY_FILE": "",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("FILES_KEY_FILE")
    open_store(CommonSettings())
    (tmp_path / "a.wav").write_bytes(SECRET)
    return tmp_path


def test_by_hand_it_says_what_it_would_do_and_then_does_it(folder, monkeypatch, capsys):
    monkeypatch.setenv("FILES_KEY", KEY)
    assert files.main(["seal", "--dry-run"]) == 0
    assert capsys.readouterr().out == "1 objects would be encrypted, 19 bytes; 0 were before\n"
    assert (folder / "a.wav").read_bytes() == SECRET
    assert files.main(["seal"]) == 0
    assert capsys.readouterr().out == "1 objects encrypted, 19 bytes; 0 were before\n"
    assert SECRET not in b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_without_a_key_or_a_folder_it_says_what_is_missing(folder, monkeypatch, capsys):
    assert files.main(["seal"]) == 1
    assert "set FILES_KEY" in capsys.readouterr().err
    monkeypatch.setenv("STORAGE_URL", "s3://bucket")
    assert files.main(["seal"]) == 1
    assert "S3_SSE" in capsys.readouterr().err
