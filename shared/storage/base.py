"""What every object store does."""

import re
from typing import Protocol

from shared.errors import InvalidInput, NotFound

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.=-]*(/[A-Za-z0-9_][A-Za-z0-9_.=-]*)*")


class ObjectMissing(NotFound):
    slug = "object-missing"
    title = "The object is not in the store"


def checked_key(key: str, *, field: str = "key") -> str:
    """`key` itself if it is a plain slash-separated name. Raises InvalidInput otherwise."""
    if len(key) > 512 or not _KEY.fullmatch(key) or ".." in key:
        raise InvalidInput("an object key is letters, digits, '.', '_', '-' and '/'", field=field)
    return key


class ObjectStore(Protocol):
    """Keys are slash-separated names such as `tts/3f/3fa9.wav`; values are bytes."""

    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """Store or replace; readers see the old bytes or the new, never a part."""
        ...

    async def get(self, key: str) -> bytes:
        """Raises ObjectMissing."""
        ...

    async def exists(self, key: str) -> bool: ...

    async def delete(self, key: str) -> None:
        """Delete; it is no error if there was nothing."""
        ...

    async def keys(self, prefix: str) -> list[str]:
        """All keys that start with `prefix`, sorted."""
        ...

    def url(self, key: str) -> str:
        """A signed address that plays the object until it expires."""
        ...

    async def check(self) -> None:
        """Raises Unavailable when the store can't be written to."""
        ...
