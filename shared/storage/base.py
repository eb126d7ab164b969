"""What every object store does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from shared.errors import InvalidInput, NotFound

MAX_PART_CHARS = 255
"""What file systems take as one name."""
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.=-]*(/[A-Za-z0-9_][A-Za-z0-9_.=-]*)*")


class ObjectMissing(NotFound):
    slug = "object-missing"
    title = "The object is not in the store"


def checked_key(key: str, *, field: str = "key") -> str:
    """`key` itself if it is a plain slash-separated name. Raises InvalidInput otherwise."""
    if len(key) > 512 or not _KEY.fullmatch(key) or ".." in key:
        raise InvalidInput("an object key is letters, digits, '.', '_', '-' and '/'", field=field)
    if any(len(part) > MAX_PART_CHARS for part in key.split("/")):
        raise InvalidInput(
            f"a part of an object key has at most {MAX_PART_CHARS} characters", field=field
        )
    return key


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What a store knows of an object without reading it."""

    key: str
    n_bytes: int
    """As it is stored: encrypted, it is a little more than its content."""
    stored_at: datetime


class ObjectStore(Protocol):
    """Keys are slash-separated names such as `tts/3f/3fa9.wav`; values are bytes.

    Every method may raise Unavailable while the store is away, and those that write StorageFull.
    """

    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """Store or replace; readers see the old bytes or the new, never a part."""
        ...

    async def get(self, key: str) -> bytes:
        """Raises ObjectMissing, only if the store is there."""
        ...

    async def put_file(self, key: str, file: BinaryIO, *, content_type: str) -> None:
        """`put` of all that `file` holds, in memory that doesn't depend on its size."""
        ...

    async def copy_to(self, key: str, file: BinaryIO) -> None:
        """`get` into `file`, where it stands, in memory that doesn't depend on the size. Raises ObjectMissing."""
        ...

    async def exists(self, key: str) -> bool: ...

    async def delete(self, key: str) -> None:
        """Delete; it is no error if there was nothing."""
        ...

    async def delete_folder(
        self, folder: str, *, keep: Callable[[str], bool] | None = None
    ) -> list[str]:
        """Delete all that lies below `folder`, half-written objects too, but for keys to `keep`; what was deleted."""
        ...

    async def keys(self, prefix: str) -> list[str]:
        """All keys that start with `prefix`, sorted."""
        ...

    async def listed(self, prefix: str) -> list[StoredObject]:
        """The same, with their sizes and times."""
        ...

    def url(self, key: str, *, tenant: str = "") -> str:
        """A signed address that plays the object until it expires, and does nothing else; it says whose it is, where that
        is known."""
        ...

    async def check(self) -> None:
        """Raises Unavailable when the store can't be written to, StorageFull when it has no room."""
        ...

    async def clear_leftovers(self) -> None:
        """Remove what killed processes left half-written."""
        ...
