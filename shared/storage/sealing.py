"""Encrypts what a folder of objects already holds: what lies there in the clear, or under an earlier key.

Each file is replaced at once, so a run that is broken off leaves every object whole, and the next goes on from there.
Meanwhile the folder's marker names no key that a fleet has: none starts on a folder that is half under another key.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shared.storage.encryption import FileCipher, Undecryptable, is_encrypted
from shared.storage.faults import PART
from shared.storage.files import MARKER, is_being_sealed, write_whole

SEALING = "sealing"
"""What the marker says while a run has not come to its end, before the keys' fingerprints."""


@dataclass(slots=True)
class SealCounts:
    n_sealed: int = 0
    """Files that were in the clear, or under the earlier key."""
    n_bytes: int = 0
    """Of them, as they lay there."""
    n_before: int = 0
    """Files that were under the key already."""


@dataclass(frozen=True, slots=True)
class Sealing:
    root: Path
    """The store's folder. No service works on it meanwhile: what is erased while it is being replaced could come back."""
    cipher: FileCipher
    """The key that all objects are to be under."""
    earlier: FileCipher | None = None
    """The key of before; None: what lies there is in the clear."""

    def run(
        self, *, dry_run: bool, turn: Callable[[SealCounts], None] = lambda _: None
    ) -> SealCounts:
        """`turn` hears of each file. Raises ValueError for a folder under keys that aren't given, and Undecryptable, with
        nothing of the file changed, for one that neither key opens."""
        self._require_keys()
        if not dry_run:
            self._mark(f"{SEALING} {self._earlier_fingerprint} {self.cipher.fingerprint}")
        counts = SealCounts()
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):  # erased meanwhile
                self._seal(path, counts, dry_run=dry_run)
            turn(counts)
        if not dry_run:
            self._clear_parts()
            self._mark(self.cipher.fingerprint)
        return counts

    @property
    def _earlier_fingerprint(self) -> str:
        return "-" if self.earlier is None else self.earlier.fingerprint

    def _require_keys(self) -> None:
        try:
            written = (self.root / MARKER).read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise ValueError(f"{self.root} is no object store: it has no marker") from error
        if is_being_sealed(written):
            _, earlier, now = written.split()
            if (earlier, now) != (self._earlier_fingerprint, self.cipher.fingerprint):
                raise ValueError(
                    "an earlier run with other keys did not come to its end: give the same keys to end it"
                )
        elif written not in {"", self.cipher.fingerprint, self._earlier_fingerprint}:
            raise ValueError(
                "the objects are encrypted with a key that is not given: name its file with --earlier-key-file"
            )

    def _mark(self, words: str) -> None:
        write_whole(self.root / MARKER, [f"{words}\n".encode()])

    def _files(self) -> Iterator[Path]:
        for folder, _, names in os.walk(self.root):
            for name in sorted(names):
                if not name.startswith("."):
                    yield Path(folder) / name

    def _clear_parts(self) -> None:
        """What an earlier run had not put in its place: it may be in the clear."""
        for path in self.root.rglob(f"{PART}*"):
            path.unlink(missing_ok=True)

    def _seal(self, path: Path, counts: SealCounts, *, dry_run: bool) -> None:
        key = path.relative_to(self.root).as_posix()
        found = path.read_bytes()
        if is_encrypted(found) and _opens(self.cipher, key, found):
            counts.n_before += 1
            return
        content = self._opened(key, found)
        if not dry_run:
            self._replace(path, key, content)
        counts.n_sealed, counts.n_bytes = counts.n_sealed + 1, counts.n_bytes + len(found)

    def _opened(self, key: str, found: bytes) -> bytes:
        if not is_encrypted(found):
            return found
        if self.earlier is None:
            raise Undecryptable(f"{key} is encrypted with another key, or damaged")
        return self.earlier.decrypt(key, found)

    def _replace(self, path: Path, key: str, content: bytes) -> None:
        sealed = self.cipher.encrypt(key, content)
        if self.cipher.decrypt(key, sealed) != content:
            raise Undecryptable(f"{key} could not be read back: nothing of it was changed")
        times = path.stat()
        write_whole(path, [sealed])
        # How long it has been kept goes by when it was stored.
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _opens(cipher: FileCipher, key: str, sealed: bytes) -> bool:
    try:
        cipher.decrypt(key, sealed)
    except Undecryptable:
        return False
    return True
