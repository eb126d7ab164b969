"""Objects as files in a folder, with URLs that the orchestrator serves and checks."""

import contextlib
import hashlib
import hmac
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, TypeVar
from urllib.parse import quote, urlencode

import anyio.to_thread

from shared.errors import Forbidden, InvalidInput, Unavailable
from shared.storage.base import ObjectMissing, StoredObject, checked_key
from shared.storage.encryption import MAGIC, FileCipher, Undecryptable, is_encrypted, plain_size
from shared.storage.faults import PART, fault_of, probe_folder
from shared.tracing import traced

R = TypeVar("R")

MARKER = ".agentforge-store"
WHAT = "the object store"
ABANDONED_S = 3600.0
"""No upload takes that long: who was writing a file so old is gone."""
PUT_ATTEMPTS = 3
_COPIED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class UrlSigner:
    """Signs object addresses: HMAC-SHA256 over method, tenant, key and expiry."""

    secret: bytes = field(repr=False)
    public_url: str
    ttl_s: int

    def url(self, key: str, *, tenant: str = "") -> str:
        # The expiry is rounded up to whole minutes so that repeated answers carry equal URLs.
        expires = (int(time.time()) + self.ttl_s) // 60 * 60 + 60
        signature = self._signature(key, expires, tenant)
        named = {"tenant": tenant} if tenant else {}
        query = urlencode(named | {"expires": expires, "signature": signature})
        return f"{self.public_url.rstrip('/')}/objects/{quote(key)}?{query}"

    def verify(self, key: str, *, expires: int, signature: str, tenant: str = "") -> None:
        """Raises Forbidden if the signature is wrong or the address has expired."""
        if not hmac.compare_digest(self._signature(key, expires, tenant), signature):
            raise Forbidden("the signature of this address is wrong", field="signature")
        if expires < time.time():
            raise Forbidden("this address has expired: ask for the task again", field="expires")

    def _signature(self, key: str, expires: int, tenant: str = "") -> str:
        """For reading alone: nothing else is done by an address."""
        signed = f"GET\n{tenant}\n{key}\n{expires}"
        return hmac.new(self.secret, signed.encode(), hashlib.sha256).hexdigest()


KIND = {"agentforge.storage": "file"}
"""What spans tell of it."""


@dataclass(slots=True)
class FileStore:
    """Objects below `root`, which holds a marker: a folder without it is not the store, but the place where its
    volume should be."""

    root: Path
    signer: UrlSigner
    cipher: FileCipher | None = None
    """What is written is encrypted with it; what lay there in the clear before can still be read."""
    _was_opened: bool = field(default=False, init=False)
    """The folder is made at most once: what vanished under a running process has to come back by itself."""

    def open(self) -> None:
        """Make the folder and its marker where they are not yet. Where that can't be done, `check` tells why.

        Raises ValueError where the objects are encrypted with another key than ours.
        """
        with contextlib.suppress(OSError):
            self._make_root()

    @traced("storage put", "client", KIND)
    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        del content_type  # a file's type is in its key's suffix
        await anyio.to_thread.run_sync(self._put, key, lambda: [self._sealed(key, content)])

    @traced("storage put", "client", KIND)
    async def put_file(self, key: str, file: BinaryIO, *, content_type: str) -> None:
        del content_type
        await anyio.to_thread.run_sync(self._put, key, lambda: self._stored(key, file))

    @traced("storage get", "client", KIND)
    async def get(self, key: str) -> bytes:
        return await anyio.to_thread.run_sync(
            self._read, key, lambda path: self._content(key, path)
        )

    @traced("storage get", "client", KIND)
    async def copy_to(self, key: str, file: BinaryIO) -> None:
        await anyio.to_thread.run_sync(
            self._read, key, lambda path: ReadableFile.of(key, path, self.cipher).copy_to(file)
        )

    async def open_part(self, key: str) -> "ReadableFile":
        """To read an object a part at a time. Raises ObjectMissing."""
        return await anyio.to_thread.run_sync(
            self._read, key, lambda path: ReadableFile.of(key, path, self.cipher)
        )

    async def stat(self, key: str) -> os.stat_result:
        """Of the file an object is. Raises ObjectMissing."""
        return await anyio.to_thread.run_sync(self._read, key, _stat_of_file)

    @traced("storage exists", "client", KIND)
    async def exists(self, key: str) -> bool:
        try:
            await self.stat(key)
        except ObjectMissing:
            return False
        return True

    @traced("storage delete", "client", KIND)
    async def delete(self, key: str) -> None:
        await anyio.to_thread.run_sync(self._delete, key)

    @traced("storage delete_folder", "client", KIND)
    async def delete_folder(
        self, folder: str, *, keep: Callable[[str], bool] | None = None
    ) -> list[str]:
        return await anyio.to_thread.run_sync(self._delete_folder, folder, keep)

    @traced("storage keys", "client", KIND)
    async def keys(self, prefix: str) -> list[str]:
        return [each.key for each in await self.listed(prefix)]

    async def listed(self, prefix: str) -> list[StoredObject]:
        return await anyio.to_thread.run_sync(self._listed, prefix)

    def url(self, key: str, *, tenant: str = "") -> str:
        return self.signer.url(checked_key(key), tenant=tenant)

    async def check(self) -> None:
        # Given up with whoever asks: a network file system that is away may not answer for minutes.
        await anyio.to_thread.run_sync(self._check, abandon_on_cancel=True)

    async def clear_leftovers(self) -> None:
        await anyio.to_thread.run_sync(self._clear_leftovers, abandon_on_cancel=True)

    # in a thread

    def _check(self) -> None:
        self._require_root()
        probe_folder(self.root, WHAT)

    def _make_root(self) -> None:
        marker = self.root / MARKER
        if not marker.exists():
            self.root.mkdir(parents=True, exist_ok=True)
            marker.touch()
        self._require_our_key(marker)
        self._was_opened = True

    def _require_our_key(self, marker: Path) -> None:
        """The marker names the key that objects are encrypted with. Raises ValueError."""
        ours = "" if self.cipher is None else self.cipher.fingerprint
        written = marker.read_text(encoding="ascii").strip()
        if not written and ours:
            write_whole(marker, [f"{ours}\n".encode()])
        elif is_being_sealed(written):
            raise ValueError(
                "the objects are being encrypted: start when `python -m app.files seal` has come to its end"
            )
        elif written != ours:
            raise ValueError(
                "the objects are encrypted with another key than FILES_KEY: set the one they were written with"
                if ours
                else "the objects are encrypted: set FILES_KEY, or FILES_KEY_FILE, to the key they were written with"
            )

    def _require_root(self) -> None:
        """Raises Unavailable unless the store's own folder is where it was."""
        try:
            if not self._was_opened:
                self._make_root()
            (self.root / MARKER).stat()
        except ValueError as error:
            raise Unavailable(str(error)) from error
        except FileNotFoundError as error:
            raise Unavailable("the object store is gone: is its volume mounted?") from error
        except OSError as error:
            raise fault_of(error, WHAT) from error

    def _path(self, key: str) -> Path:
        return self.root / checked_key(key)

    def _read(self, key: str, read: Callable[[Path], R]) -> R:
        try:
            return read(self._path(key))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            self._require_root()
            raise ObjectMissing(f"there is no object {key}", field="key") from error
        except OSError as error:
            raise fault_of(error, WHAT) from error

    def _content(self, key: str, path: Path) -> bytes:
        return ReadableFile.of(key, path, self.cipher).read()

    def _sealed(self, key: str, content: bytes) -> bytes:
        return content if self.cipher is None else self.cipher.encrypt(key, content)

    def _stored(self, key: str, file: BinaryIO) -> Iterable[bytes]:
        if self.cipher is not None:
            return self.cipher.encrypted(key, file)
        file.seek(0)
        return iter(lambda: file.read(_COPIED_BYTES), b"")

    def _put(self, key: str, stored: Callable[[], Iterable[bytes]]) -> None:
        """`stored` gives what is written, each time it is tried."""
        path = self._path(key)
        for attempt in range(PUT_ATTEMPTS):
            self._require_root()
            try:
                self._make_folder(path.parent)
                write_whole(path, stored())
                return
            except FileNotFoundError as error:
                # The folder was erased meanwhile: it is made again, or the store itself is gone.
                if attempt + 1 == PUT_ATTEMPTS:
                    self._require_root()
                    raise fault_of(error, WHAT) from error
            except (NotADirectoryError, FileExistsError, IsADirectoryError) as error:
                self._require_root()
                raise InvalidInput(
                    f"another object is in the way of {key}: choose another key", field="key"
                ) from error
            except OSError as error:
                raise fault_of(error, WHAT) from error

    def _make_folder(self, folder: Path) -> None:
        """All of it below the root, which is not made."""
        missing: list[Path] = []
        while folder != self.root and not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir(exist_ok=True)

    def _delete(self, key: str) -> None:
        path = self._path(key)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            self._require_root()
            return
        except OSError as error:
            raise fault_of(error, WHAT) from error
        self._drop_empty(path.parent)

    def _drop_empty(self, folder: Path) -> None:
        """Remove a folder that holds nothing, and those above it that then hold nothing."""
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:
                return  # it holds something, or somebody else was quicker
            folder = folder.parent

    def _delete_folder(self, folder: str, keep: Callable[[str], bool] | None) -> list[str]:
        top = self._path(folder.rstrip("/"))
        deleted: list[str] = []
        for entry in self._files_below(top):
            key = Path(entry.path).relative_to(self.root).as_posix()
            if keep is not None and keep(key):
                continue
            try:
                Path(entry.path).unlink(missing_ok=True)
            except OSError as error:
                raise fault_of(error, WHAT) from error
            if not entry.name.startswith(PART):
                deleted.append(key)
        for parent, _, _ in os.walk(top, topdown=False):
            self._drop_empty(Path(parent))
        if not deleted:
            self._require_root()
        return sorted(deleted)

    def _listed(self, prefix: str) -> list[StoredObject]:
        folder = prefix.rpartition("/")[0]
        found: list[StoredObject] = []
        for entry in self._files_below(self._path(folder) if folder else self.root):
            key = Path(entry.path).relative_to(self.root).as_posix()
            if entry.name.startswith(".") or not key.startswith(prefix):
                continue
            with contextlib.suppress(FileNotFoundError):  # erased meanwhile
                status = entry.stat()
                stored_at = datetime.fromtimestamp(status.st_mtime, UTC)
                found.append(StoredObject(key, status.st_size, stored_at))
        if not found:
            self._require_root()
        return sorted(found, key=lambda each: each.key)

    def _clear_leftovers(self) -> None:
        old = time.time() - ABANDONED_S
        for entry in self._files_below(self.root):
            if not entry.name.startswith(PART):
                continue
            try:
                if entry.stat().st_mtime < old:
                    Path(entry.path).unlink()
                    self._drop_empty(Path(entry.path).parent)
            except FileNotFoundError:
                continue  # another process that starts does the same
            except OSError as error:
                raise fault_of(error, WHAT) from error

    def _files_below(self, folder: Path) -> list[os.DirEntry[str]]:
        """Raises Unavailable; a folder that is erased meanwhile holds nothing."""
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
            found: list[os.DirEntry[str]] = []
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    found += self._files_below(Path(entry.path))
                elif entry.is_file():
                    found.append(entry)
            return found
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise fault_of(error, WHAT) from error


@dataclass(frozen=True, slots=True)
class ReadableFile:
    """An object's file, encrypted or not, that is read a part at a time."""

    key: str
    path: Path
    cipher: FileCipher | None
    """None for one that is in the clear."""
    size: int
    """Bytes of the content."""
    status: os.stat_result

    @classmethod
    def of(cls, key: str, path: Path, cipher: FileCipher | None) -> "ReadableFile":
        """Raises FileNotFoundError and the like, and Undecryptable without the key."""
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            sealed = is_encrypted(file.read(len(MAGIC)))
        if not sealed:
            return cls(key, path, None, status.st_size, status)
        if cipher is None:
            raise Undecryptable("the objects are encrypted: set FILES_KEY")
        return cls(key, path, cipher, plain_size(status.st_size), status)

    def read(self, first: int = 0, last: int | None = None) -> bytes:
        """From the first byte to the last, both counted."""
        last = self.size - 1 if last is None else last
        with self.path.open("rb") as file:
            if self.cipher is not None:
                return b"".join(self.cipher.pieces(self.key, file, first, last))
            file.seek(first)
            return file.read(last + 1 - first)

    def copy_to(self, other: BinaryIO) -> None:
        with self.path.open("rb") as file:
            for part in self._parts(file):
                other.write(part)

    def _parts(self, file: BinaryIO) -> Iterator[bytes]:
        if self.cipher is not None:
            return self.cipher.pieces(self.key, file, 0, self.size - 1)
        return iter(lambda: file.read(_COPIED_BYTES), b"")


def _stat_of_file(path: Path) -> os.stat_result:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError
    return found


def is_being_sealed(marker: str) -> bool:
    """Whether `shared.storage.sealing` began on the folder and has not come to its end."""
    return marker.startswith("sealing ")


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """At once, in place of what is there; it is on the disk when this returns."""
    with NamedTemporaryFile(dir=path.parent, prefix=PART, delete=False) as part:
        try:
            for each in parts:
                part.write(each)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):  # it is the first failure that counts
                Path(part.name).unlink()
            raise
