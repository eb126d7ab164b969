"""Objects saved into one archive and loaded from it are the objects that were there."""

import io
import tarfile
from pathlib import Path

import pytest

from shared.errors import InvalidInput
from shared.settings import CommonSettings
from shared.storage import ObjectStore, open_store

from ..app import backup

pytestmark = pytest.mark.anyio

OBJECTS = {
    "tasks/local/1/recording.wav": b"RIFF" + bytes(range(256)) * 9,
    "tasks/local/1/asr.json": b'{"text": "very good"}',
    "pending/erasures/a.json": b"",
}


@pytest.fixture
def store_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def opened(name: str) -> ObjectStore:
        monkeypatch.setenv("STORAGE_URL", (tmp_path / name).as_uri())
        return open_store(CommonSettings())

    return opened


async def held(store: ObjectStore) -> dict[str, bytes]:
    return {key: await store.get(key) for key in await store.keys("")}


async def saved(store: ObjectStore) -> bytes:
    for key, content in OBJECTS.items():
        await store.put(key, content, content_type="application/octet-stream")
    archive = io.BytesIO()
    n_bytes = sum(map(len, OBJECTS.values()))
    assert await backup.save(store, archive) == (len(OBJECTS), n_bytes)
    return archive.getvalue()


async def test_what_is_saved_is_loaded(store_in, monkeypatch):
    monkeypatch.setattr(backup, "IN_MEMORY_BYTES", 1000)  # one of them waits on disk
    archive = await saved(store_in("first"))
    second = store_in("second")
    assert (await backup.load(second, io.BytesIO(archive)))[0] == len(OBJECTS)
    assert await held(second) == OBJECTS


async def test_what_is_there_stays_unless_it_has_the_same_key(store_in):
    archive = await saved(store_in("first"))
    second = store_in("second")
    await second.put("tasks/local/2/asr.json", b"its own", content_type="application/json")
    await second.put("tasks/local/1/asr.json", b"an older one", content_type="application/json")
    await backup.load(second, io.BytesIO(archive))
    assert await held(second) == OBJECTS | {"tasks/local/2/asr.json": b"its own"}


async def test_an_archive_that_was_cut_is_no_backup(store_in):
    archive = await saved(store_in("first"))
    with pytest.raises(tarfile.TarError):
        await backup.load(store_in("second"), io.BytesIO(archive[:1500]))


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "tasks/../../a"])
async def test_a_name_that_leads_elsewhere_is_refused(store_in, name):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    store = store_in("first")
    with pytest.raises(InvalidInput):
        await backup.load(store, io.BytesIO(made.getvalue()))
    assert await held(store) == {}


def test_an_encrypted_folder_is_not_saved_in_the_clear(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("STORAGE_URL", tmp_path.as_uri())
    monkeypatch.setenv("FILES_KEY", "q" * 43 + "=")
    assert backup.main(["save"]) == 1
    told = capsys.readouterr()
    assert "copy the folder" in told.err
    assert told.out == ""
