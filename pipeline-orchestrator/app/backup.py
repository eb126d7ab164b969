"""`python -m app.backup save > objects.tar`, `python -m app.backup load < objects.tar`: all objects of the store, whichever it is, as one
archive; from the folder of this service.

`load` adds to what is there, and writes over what has the same key: into an empty store it is the one that was saved. The database is backed up by its own
tools, and before this: docs/operations.md. Objects of a folder that is encrypted are not saved so, for they would leave it in the clear.
"""

import argparse
import sys
import tarfile
from collections.abc import Sequence
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

import anyio.to_thread

from shared.settings import CommonSettings
from shared.storage import ObjectStore, checked_key, open_store
from shared.storage.factory import file_cipher, folder_of

from .utils.by_hand import run_by_hand

IN_MEMORY_BYTES = 16_000_000
"""Longer objects wait on disk between store and archive."""
TYPES = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".json": "application/json"}  # fmt: skip
OTHER = "application/octet-stream"


async def save(store: ObjectStore, to: BinaryIO) -> tuple[int, int]:
    """How many objects, and bytes of them. Raises ObjectMissing where one is erased meanwhile: begin again."""
    n_bytes, stored = 0, await store.listed("")
    with tarfile.open(fileobj=to, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for each in stored:
            with SpooledTemporaryFile(IN_MEMORY_BYTES) as content:
                await store.copy_to(each.key, content)  # pyright: ignore[reportArgumentType] (a BinaryIO in all but name)
                member = tarfile.TarInfo(each.key)
                member.size, member.mtime = content.tell(), int(each.stored_at.timestamp())
                content.seek(0)
                await anyio.to_thread.run_sync(archive.addfile, member, content)
                n_bytes += member.size
    return len(stored), n_bytes


async def load(store: ObjectStore, source: BinaryIO) -> tuple[int, int]:
    """Raises InvalidInput for a name that is no key, tarfile.TarError for what is no archive or was cut."""
    n_objects = n_bytes = 0
    with tarfile.open(fileobj=source, mode="r|") as archive:
        for member in archive:
            key = checked_key(member.name)
            opened = archive.extractfile(member)
            if opened is None:
                raise ValueError(f"{member.name} is no file: this archive is none of ours")
            with SpooledTemporaryFile(IN_MEMORY_BYTES) as content:
                while piece := opened.read(1 << 20):
                    content.write(piece)
                content.seek(0)
                await store.put_file(key, content, content_type=TYPES.get(PurePosixPath(key).suffix, OTHER))  # pyright: ignore[reportArgumentType]  # fmt: skip
            n_objects, n_bytes = n_objects + 1, n_bytes + member.size
    return n_objects, n_bytes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.backup", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("command", choices=("save", "load"))
    return run_by_hand(_run, parser.parse_args(arguments))


async def _run(chosen: argparse.Namespace) -> int:
    common = CommonSettings()
    saves = chosen.command == "save"
    if saves and folder_of(common) is not None and file_cipher(common) is not None:
        raise ValueError("the folder of objects is encrypted: copy the folder, which stays so")
    if saves and sys.stdout.isatty():
        raise ValueError("name a file for the archive: python -m app.backup save > objects.tar")
    store = open_store(common)
    try:
        n_objects, n_bytes = await (save(store, sys.stdout.buffer) if saves else load(store, sys.stdin.buffer))  # fmt: skip
    except tarfile.TarError as error:
        raise ValueError(f"the archive can't be read: {error}") from error
    print(f"{n_objects} objects, {n_bytes:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
