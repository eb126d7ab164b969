"""A folder whose objects are encrypted."""

import base64
import io
import os
from pathlib import Path

import pytest

from shared.settings import CommonSettings
from shared.storage import open_store
from shared.storage.encryption import (
    HEAD_BYTES,
    PIECE_BYTES,
    TAG_BYTES,
    FileCipher,
    Undecryptable,
    plain_size,
    read_key,
)
from shared.storage.files import FileStore

pytestmark = pytest.mark.anyio
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = bytes(32).hex()
SECRET = b"quokka in the clear"


def folder_store(folder: Path, key: str = "", **more: object) -> FileStore:
    settings = {"storage_url": folder.as_uri(), "files_key": key} | more
    store = open_store(CommonSettings.model_validate(settings))
    assert isinstance(store, FileStore)
    return store


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("n_bytes", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 200_000])
async def test_what_is_put_can_be_got_and_lies_nowhere_in_the_clear(tmp_path: Path, n_bytes: int):
    content = (SECRET * (n_bytes // len(SECRET) + 1))[:n_bytes]
    store = folder_store(tmp_path, KEY)
    await store.put("tasks/a/recording.wav", content, content_type="audio/wav")
    assert await store.get("tasks/a/recording.wav") == content
    assert SECRET not in bytes_below(tmp_path)
    n_sealed = (tmp_path / "tasks/a/recording.wav").stat().st_size
    n_pieces = max(1, -(-n_bytes // PIECE_BYTES))
    assert n_sealed == HEAD_BYTES + n_bytes + n_pieces * TAG_BYTES
    assert plain_size(n_sealed) == n_bytes


@pytest.mark.parametrize("n_bytes", [0, PIECE_BYTES, 200_000])
async def test_a_file_is_encrypted_as_its_bytes_are(tmp_path: Path, n_bytes: int):
    content = (SECRET * (n_bytes // len(SECRET) + 1))[:n_bytes]
    store, copied = folder_store(tmp_path, KEY), io.BytesIO()
    await store.put_file("tasks/a/recording.wav", io.BytesIO(content), content_type="audio/wav")
    assert SECRET not in bytes_below(tmp_path)
    assert await store.get("tasks/a/recording.wav") == content
    await store.copy_to("tasks/a/recording.wav", copied)
    assert copied.getvalue() == content


async def test_any_part_can_be_read_alone(tmp_path: Path):
    content = os.urandom(3 * PIECE_BYTES + 5)
    store = folder_store(tmp_path, KEY)
    await store.put("a.wav", content, content_type="audio/wav")
    found = await store.open_part("a.wav")
    assert found.size == len(content)
    for first, last in [
        (0, 0),
        (PIECE_BYTES - 1, PIECE_BYTES),
        (PIECE_BYTES, 2 * PIECE_BYTES - 1),
        (3 * PIECE_BYTES + 1, 3 * PIECE_BYTES + 4),
        (7, len(content) - 1),
    ]:
        assert found.read(first, last) == content[first : last + 1]


async def test_objects_from_before_there_was_a_key_can_still_be_read(tmp_path: Path):
    await folder_store(tmp_path).put("a.txt", b"before", content_type="text/plain")
    store = folder_store(tmp_path, KEY)
    assert await store.get("a.txt") == b"before"
    await store.put("b.txt", b"after", content_type="text/plain")
    assert await store.get("b.txt") == b"after"
    assert await store.keys("") == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("key", "told"), [(OTHER, "another key than FILES_KEY"), ("", "set FILES_KEY")]
)
async def test_another_key_or_none_ends_the_start_and_says_so(tmp_path: Path, key: str, told: str):
    folder_store(tmp_path, KEY)
    with pytest.raises(ValueError, match=told) as refusal:
        folder_store(tmp_path, key)
    assert OTHER not in str(refusal.value)


async def test_the_same_key_is_known_however_it_is_written(tmp_path: Path):
    await folder_store(tmp_path / "store", KEY).put("a.txt", b"x", content_type="text/plain")
    written = tmp_path / "key"
    written.write_text(bytes(range(32)).hex() + "\n")
    store = folder_store(tmp_path / "store", files_key_file=written)
    assert await store.get("a.txt") == b"x"


@pytest.mark.parametrize("key", ["short", "ä" * 32, "0" * 63, base64.b64encode(bytes(31)).decode()])
def test_what_is_no_key_is_refused_without_being_told(key: str):
    with pytest.raises(ValueError, match="32 random bytes") as refusal:
        read_key(key)
    assert key not in str(refusal.value)


def test_a_key_file_that_is_not_there_is_named_by_its_setting(tmp_path: Path):
    with pytest.raises(ValueError, match="FILES_KEY_FILE can't be read"):
        folder_store(tmp_path, files_key_file=tmp_path / "nowhere")


async def test_a_file_cut_short_changed_or_put_in_anothers_place_is_not_read(tmp_path: Path):
    store = folder_store(tmp_path, KEY)
    for name in ("a.wav", "b.wav"):
        await store.put(name, bytes(2 * PIECE_BYTES), content_type="audio/wav")
    whole = (tmp_path / "a.wav").read_bytes()
    damaged = bytearray(whole)
    damaged[-1] ^= 1
    for content in (
        whole[: HEAD_BYTES + PIECE_BYTES + TAG_BYTES],
        whole[:-1],
        bytes(damaged),
        whole[:10],
        (tmp_path / "b.wav").read_bytes(),
    ):
        (tmp_path / "a.wav").write_bytes(content)
        with pytest.raises(Undecryptable) as refusal:
            await store.get("a.wav")
        assert refusal.value.status == 503


def test_a_fingerprint_tells_keys_apart_and_not_what_they_are():
    ours, other = FileCipher(read_key(KEY)), FileCipher(read_key(OTHER))
    assert ours.fingerprint != other.fingerprint
    assert bytes(range(32)).hex()[:32] not in ours.fingerprint
    assert KEY not in repr(ours)
