"""What a folder held in the clear, or under another key, is encrypted afterwards."""

import os
from pathlib import Path

import pytest

from shared.storage.encryption import FileCipher, Undecryptable, read_key
from shared.storage.files import MARKER
from shared.storage.sealing import SealCounts, Sealing

from .test_storage_encryption import KEY, OTHER, SECRET, bytes_below, folder_store

pytestmark = pytest.mark.anyio
OBJECTS = {f"tasks/local/{name}": SECRET * n for name, n in [("a.wav", 1), ("b.json", 9000)]}


def sealing(folder: Path, key: str = KEY, earlier: str | None = None) -> Sealing:
    return Sealing(
        folder,
        FileCipher(read_key(key)),
        None if earlier is None else FileCipher(read_key(earlier)),
    )


async def filled(folder: Path, key: str = "") -> None:
    store = folder_store(folder, key)
    for name, content in OBJECTS.items():
        await store.put(name, content, content_type="audio/wav")


async def held(folder: Path, key: str) -> dict[str, bytes]:
    store = folder_store(folder, key)
    return {name: await store.get(name) for name in await store.keys("")}


async def test_no_byte_of_what_lay_in_the_clear_is_left(tmp_path: Path):
    await filled(tmp_path)
    (tmp_path / "tasks/local/.part-broken-off").write_bytes(SECRET)
    n_bytes = sum(map(len, OBJECTS.values()))
    assert SECRET in bytes_below(tmp_path)
    assert sealing(tmp_path).run(dry_run=False) == SealCounts(2, n_bytes, 0)
    assert SECRET not in bytes_below(tmp_path)
    assert await held(tmp_path, KEY) == OBJECTS
    assert sealing(tmp_path).run(dry_run=False) == SealCounts(0, 0, 2)


async def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path):
    await filled(tmp_path)
    before = bytes_below(tmp_path)
    assert sealing(tmp_path).run(dry_run=True).n_sealed == 2
    assert bytes_below(tmp_path) == before


async def test_objects_go_over_to_another_key(tmp_path: Path):
    await filled(tmp_path, OTHER)
    with pytest.raises(ValueError, match="a key that is not given"):
        sealing(tmp_path).run(dry_run=False)
    assert sealing(tmp_path, earlier=OTHER).run(dry_run=False).n_sealed == 2
    assert await held(tmp_path, KEY) == OBJECTS
    with pytest.raises(ValueError, match="another key than FILES_KEY"):
        folder_store(tmp_path, OTHER)


async def test_a_run_that_was_broken_off_is_gone_on_with_and_no_fleet_starts_before(
    tmp_path: Path,
):
    await filled(tmp_path, OTHER)

    def break_off(counts: SealCounts) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealing(tmp_path, earlier=OTHER).run(dry_run=False, turn=break_off)
    for key in (KEY, OTHER, ""):
        with pytest.raises(ValueError, match="are being encrypted"):
            folder_store(tmp_path, key)
    with pytest.raises(ValueError, match="give the same keys"):
        sealing(tmp_path).run(dry_run=False)
    again = sealing(tmp_path, earlier=OTHER).run(dry_run=False)
    assert (again.n_sealed, again.n_before) == (1, 1)
    assert await held(tmp_path, KEY) == OBJECTS


async def test_how_long_an_object_has_been_kept_is_not_forgotten(tmp_path: Path):
    await filled(tmp_path)
    path = tmp_path / "tasks/local/a.wav"
    os.utime(path, (1e9, 1e9))
    sealing(tmp_path).run(dry_run=False)
    assert path.stat().st_mtime == 1e9


async def test_what_neither_key_opens_is_left_as_it_is_and_told(tmp_path: Path):
    await filled(tmp_path, OTHER)
    path = tmp_path / "tasks/local/a.wav"
    damaged = path.read_bytes()[:-1] + b"?"
    path.write_bytes(damaged)
    with pytest.raises(Undecryptable):
        sealing(tmp_path, earlier=OTHER).run(dry_run=False)
    assert path.read_bytes() == damaged


def test_a_folder_without_a_marker_is_no_store(tmp_path: Path):
    with pytest.raises(ValueError, match="no object store"):
        sealing(tmp_path).run(dry_run=False)
    assert not (tmp_path / MARKER).exists()
