"""`python -m app.files seal`: encrypt with FILES_KEY what the folder of objects holds; from the folder of this service, while
no service of the fleet runs.

What lies there in the clear is encrypted; with --earlier-key-file also what is encrypted with that key. A run that was
broken off is gone on with by the same command. `--dry-run` says what would be done, and does nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import anyio.to_thread

from shared.settings import CommonSettings
from shared.storage.encryption import FileCipher, read_key_file
from shared.storage.factory import file_cipher, folder_of
from shared.storage.sealing import SealCounts, Sealing

from .utils.by_hand import run_by_hand

TOLD_EVERY = 1000
"""Files."""


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.files", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    seal = commands.add_parser("seal", help="encrypt what the folder of objects holds")
    seal.add_argument("--earlier-key-file", type=Path, help="holds the key of before")
    seal.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser


async def _run(chosen: argparse.Namespace) -> int:
    common = CommonSettings()
    root, cipher = folder_of(common), file_cipher(common)
    if root is None:
        raise ValueError("the objects are in no folder: for S3 set S3_SSE")
    if cipher is None:
        raise ValueError("set FILES_KEY or FILES_KEY_FILE: the key to encrypt with")
    earlier = chosen.earlier_key_file
    sealing = Sealing(root, cipher, None if earlier is None else FileCipher(read_key_file(earlier)))
    counts = await anyio.to_thread.run_sync(
        lambda: sealing.run(dry_run=chosen.dry_run, turn=_tell_now_and_then)
    )
    done = "would be encrypted" if chosen.dry_run else "encrypted"
    print(
        f"{counts.n_sealed} objects {done}, {counts.n_bytes:,} bytes; {counts.n_before} were before"
    )
    return 0


def _tell_now_and_then(counts: SealCounts) -> None:
    if (seen := counts.n_sealed + counts.n_before) % TOLD_EVERY == 0:
        print(f"{seen} objects seen", flush=True)


if __name__ == "__main__":
    sys.exit(main())
