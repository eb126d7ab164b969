"""Objects as files in a folder, with URLs that the orchestrator serves and checks."""

import hashlib
import hmac
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote, urlencode

import anyio.to_thread

from shared.errors import Forbidden, Unavailable
from shared.storage.base import ObjectMissing, checked_key


@dataclass(frozen=True, slots=True)
class UrlSigner:
    """Signs object addresses: HMAC-SHA256 over key and expiry."""

    secret: bytes = field(repr=False)
    public_url: str
    ttl_s: int

    def url(self, key: str) -> str:
        # The expiry is rounded up to whole minutes so that repeated answers carry equal URLs.
        expires = (int(time.time()) + self.ttl_s) // 60 * 60 + 60
        query = urlencode({"expires": expires, "signature": self._signature(key, expires)})
        return f"{self.public_url.rstrip('/')}/objects/{quote(key)}?{query}"

    def verify(self, key: str, *, expires: int, signature: str) -> None:
        """Raises Forbidden if the signature is wrong or the address has expired."""
        if not hmac.compare_digest(self._signature(key, expires), signature):
            raise Forbidden("the signature of this address is wrong", field="signature")
        if expires < time.time():
            raise Forbidden("this address has expired: ask for the task again", field="expires")

    def _signature(self, key: str, expires: int) -> str:
        return hmac.new(self.secret, f"{key}\n{expires}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class FileStore:
    root: Path
    signer: UrlSigner

    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        del content_type  # a file's type is in its key's suffix
        await anyio.to_thread.run_sync(self._write, self._path(key), content)

    async def get(self, key: str) -> bytes:
        try:
            return await anyio.to_thread.run_sync(self._path(key).read_bytes)
        except (FileNotFoundError, IsADirectoryError) as error:
            raise ObjectMissing(f"there is no object {key}", field="key") from error

    async def exists(self, key: str) -> bool:
        return await anyio.to_thread.run_sync(self._path(key).is_file)

    async def delete(self, key: str) -> None:
        path = self._path(key)
        await anyio.to_thread.run_sync(lambda: path.unlink(missing_ok=True))

    async def keys(self, prefix: str) -> list[str]:
        return await anyio.to_thread.run_sync(self._keys, prefix)

    def url(self, key: str) -> str:
        return self.signer.url(checked_key(key))

    async def check(self) -> None:
        try:
            await anyio.to_thread.run_sync(self._make_root)
        except OSError as error:
            raise Unavailable("the object folder can't be written to") from error

    def _make_root(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        if not os.access(self.root, os.W_OK):
            raise OSError("not writable")

    def _path(self, key: str) -> Path:
        return self.root / checked_key(key)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(path)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise

    def _keys(self, prefix: str) -> list[str]:
        return sorted(
            key
            for path in self.root.rglob("*")
            if path.is_file() and not path.name.startswith(".part-")
            if (key := path.relative_to(self.root).as_posix()).startswith(prefix)
        )
