"""The folder store when its disk is full, read-only or gone, and what killed processes left in it."""

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.errors import InvalidInput, StorageFull, Unavailable
from shared.settings import CommonSettings
from shared.storage import ObjectMissing, ObjectStore, open_store
from shared.storage.faults import fault_of
from shared.testing import faults

pytestmark = pytest.mark.anyio
TYPE = "text/plain"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def store(root: Path) -> ObjectStore:
    return open_store(CommonSettings(storage_url=root.as_uri()))


@pytest.fixture
def disk(root: Path) -> Iterator[Path]:
    """Its own, of 2 MB."""
    try:
        with faults.small_disk(root, megabytes=2):
            yield root
    except faults.NotHere as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageFull),
        (errno.EDQUOT, StorageFull),
        (errno.EFBIG, StorageFull),
        (errno.EROFS, Unavailable),
        (errno.EACCES, Unavailable),
        (errno.EPERM, Unavailable),
        (errno.EIO, Unavailable),
        (errno.ESTALE, Unavailable),
        (errno.EMFILE, Unavailable),
    ],
)
def test_what_the_system_says_is_told_as_full_or_away(number, kind):
    fault = fault_of(OSError(number, os.strerror(number)), "the object store")
    assert type(fault) is kind
    assert fault.status == (507 if kind is StorageFull else 503)


async def test_a_full_disk_is_told_and_leaves_no_half_object(disk):
    store = open_store(CommonSettings(storage_url=disk.as_uri()))
    await store.put("tasks/1/a.wav", b"old", content_type=TYPE)
    with faults.filled(disk):
        with pytest.raises(StorageFull, match="make room"):
            await store.put("tasks/1/a.wav", bytes(100_000), content_type=TYPE)
        with pytest.raises(StorageFull):
            await store.check()
        assert await store.get("tasks/1/a.wav") == b"old"
        await store.delete("tasks/1/a.wav")
    assert [path.name for path in disk.rglob("*")] == [".agentforge-store"]
    await store.check()


async def test_a_read_only_disk_is_told_and_can_be_read(disk):
    store = open_store(CommonSettings(storage_url=disk.as_uri()))
    await store.put("a/b.txt", b"x", content_type=TYPE)
    with faults.read_only(disk):
        for doing in (
            store.put("a/c.txt", b"x", content_type=TYPE),
            store.delete("a/b.txt"),
            store.delete_folder("a/"),
            store.check(),
        ):
            with pytest.raises(Unavailable, match="read-only"):
                await doing
        assert await store.get("a/b.txt") == b"x"
        assert not await store.exists("a/c.txt")
    await store.put("a/c.txt", b"x", content_type=TYPE)


async def test_a_read_only_store_is_opened_as_it_is(disk):
    await open_store(CommonSettings(storage_url=disk.as_uri())).put("a", b"x", content_type=TYPE)
    with faults.read_only(disk):
        store = open_store(CommonSettings(storage_url=disk.as_uri()))
        assert await store.get("a") == b"x"
        with pytest.raises(ObjectMissing):
            await store.get("b")


@pytest.mark.parametrize(
    "vanish", [faults.moved_away, faults.replaced_by_empty_folder, faults.replaced_by_file]
)
async def test_a_store_that_vanished_is_neither_empty_nor_made_anew(store, root, vanish):
    await store.put("a/b.txt", b"x", content_type=TYPE)
    with vanish(root):
        for doing in (
            store.put("a/c.txt", b"x", content_type=TYPE),
            store.get("a/b.txt"),
            store.exists("a/b.txt"),
            store.delete("a/b.txt"),
            store.delete_folder("a/"),
            store.keys("a/"),
            store.keys(""),
            store.check(),
            store.check(),
        ):
            with pytest.raises(Unavailable):
                await doing
        left = list(root.rglob("*")) if root.is_dir() else []
        assert left == []
    assert await store.get("a/b.txt") == b"x"
    await store.check()


async def test_a_store_that_could_not_be_made_at_start_is_made_when_it_can(tmp_path):
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file")
    store = open_store(CommonSettings(storage_url=(in_the_way / "objects").as_uri()))
    with pytest.raises(Unavailable, match="not a directory"):
        await store.check()
    in_the_way.unlink()
    await store.check()
    await store.put("a", b"x", content_type=TYPE)


async def test_where_a_process_may_write_no_large_file_the_store_is_full(store):
    with faults.small_files_only(os.getpid(), max_bytes=10_000):
        await store.put("small", b"x", content_type=TYPE)
        with pytest.raises(StorageFull):
            await store.put("large", bytes(20_000), content_type=TYPE)
        with pytest.raises(StorageFull):
            await store.check()
    assert await store.keys("") == ["small"]


async def test_a_key_below_an_object_is_missing_and_can_not_be_put(store):
    await store.put("a/b", b"x", content_type=TYPE)
    assert not await store.exists("a/b/c")
    with pytest.raises(ObjectMissing):
        await store.get("a/b/c")
    for key in ("a/b/c", "a"):
        with pytest.raises(InvalidInput, match="in the way"):
            await store.put(key, b"x", content_type=TYPE)


async def test_a_name_longer_than_file_systems_take_is_refused(store):
    await store.put("a/" + "x" * 240, b"x", content_type=TYPE)
    with pytest.raises(InvalidInput):
        await store.get("a/" + "x" * 256)


async def test_a_folder_is_deleted_with_its_half_written_files_and_empty_folders(store, root):
    for key in ("tasks/1/a.wav", "tasks/1/samples/0.wav", "tasks/1/voice/1.npz", "tasks/2/a.wav"):
        await store.put(key, b"x", content_type=TYPE)
    (root / "tasks/1/samples/.part-123").write_bytes(b"half a recording")
    (root / "tasks/1/empty").mkdir()
    assert await store.delete_folder("tasks/1/", keep="tasks/1/a.wav".__eq__) == [
        "tasks/1/samples/0.wav",
        "tasks/1/voice/1.npz",
    ]
    assert [path.name for path in (root / "tasks/1").rglob("*") if path.is_file()] == ["a.wav"]
    assert await store.delete_folder("tasks/1/") == ["tasks/1/a.wav"]
    assert not (root / "tasks/1").exists()
    assert await store.delete_folder("tasks/1/") == []
    assert await store.keys("tasks/") == ["tasks/2/a.wav"]


async def test_a_deleted_objects_empty_folders_go(store, root):
    await store.put("tasks/1/samples/0.wav", b"x", content_type=TYPE)
    await store.delete("tasks/1/samples/0.wav")
    assert [path.name for path in root.iterdir()] == [".agentforge-store"]


async def test_old_half_written_files_are_cleared_and_young_ones_stay(store, root):
    await store.put("tasks/1/a.wav", b"x", content_type=TYPE)
    old, young = root / "tasks/2/.part-old", root / "tasks/3/.part-young"
    for path in (old, young):
        path.parent.mkdir()
        path.write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    await store.clear_leftovers()
    assert not old.parent.exists()
    assert young.exists()
    assert await store.keys("") == ["tasks/1/a.wav"]


async def test_listing_looks_into_no_other_folder(store, root):
    await store.put("tasks/1/a.wav", b"x", content_type=TYPE)
    loop = root / "tasks" / "2"
    loop.symlink_to(loop)  # whoever looks at it fails
    assert await store.keys("tasks/1/") == ["tasks/1/a.wav"]
