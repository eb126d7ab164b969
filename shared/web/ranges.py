"""Sound in the parts that players ask for, and not again where a caller has it (RFC 9110, sections 13 and 14).

One range is answered with that part. Several at once, another unit, or what is no range are answered with the whole, as the
RFC allows: no player asks so.
"""

import hashlib
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any

from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Receive, Scope, Send

from shared.web.problems import problem_response

_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_READ_BYTES = 256 * 1024
_DESCRIBES_THE_BODY = ("content-length", "content-type")
"""Headers that an answer without the file doesn't have."""


PART_ANSWERS: dict[int | str, dict[str, Any]] = {
    206: {"description": "The part that was asked for"},
    304: {"description": "What the caller has is still so"},
    416: {"description": "The part that was asked for begins behind the end"},
}
"""OpenAPI `responses` of an endpoint that answers so."""


@dataclass(frozen=True, slots=True)
class ByteSpan:
    first: int
    last: int
    """Bytes from the first to the last, both counted."""


class RangeNotSatisfiable(Exception):
    """The part that was asked for begins behind the end."""


def part_asked(header: str | None, size: int) -> ByteSpan | None:
    """None for the whole of `size` bytes. Raises RangeNotSatisfiable."""
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:  # the last so many
        length = int(found[2])
        if length == 0 or size == 0:
            raise RangeNotSatisfiable
        return ByteSpan(max(0, size - length), size - 1)
    first = int(found[1])
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise RangeNotSatisfiable
    return ByteSpan(first, min(int(found[2] or size), size - 1))


class RangedFile(FileResponse):
    """A file, whole or in part. `stat_result` is needed: it gives length, ETag and Last-Modified."""

    def __init__(self, path: Path, *, stat_result: os.stat_result, **more: object) -> None:
        super().__init__(path, stat_result=stat_result, **more)  # type: ignore[arg-type]
        self.size = stat_result.st_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        if _is_known(asked, self.headers):
            await _not_modified(self.headers)(scope, receive, send)
            return
        try:
            part = _part(asked, self.headers, self.size)
        except RangeNotSatisfiable:
            await _beyond(self.size)(scope, receive, send)
            return
        others = [each for each in scope["headers"] if each[0] not in {b"range", b"if-range"}]
        if part is not None:
            others.append((b"range", f"bytes={part.first}-{part.last}".encode()))
        await super().__call__(dict(scope, headers=others), receive, send)


class RangedBytes(Response):
    """Bytes in memory, whole or in part; their ETag is their digest."""

    def __init__(
        self, content: bytes, *, media_type: str, headers: Mapping[str, str] | None = None
    ) -> None:
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        told = {"accept-ranges": "bytes", "etag": etag, **(headers or {})}
        super().__init__(content, media_type=media_type, headers=told)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked, content = Headers(scope=scope), bytes(self.body)
        if _is_known(asked, self.headers):
            await _not_modified(self.headers)(scope, receive, send)
            return
        try:
            part = _part(asked, self.headers, len(content))
        except RangeNotSatisfiable:
            await _beyond(len(content))(scope, receive, send)
            return
        if part is not None:
            self.status_code = 206
            self.body = content[part.first : part.last + 1]
            self.headers["content-range"] = f"bytes {part.first}-{part.last}/{len(content)}"
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


class RangedReading(StreamingResponse):
    """What is read a part at a time, by `read` with the first and the last byte, whole or in part."""

    def __init__(
        self,
        read: Callable[[int, int], Awaitable[bytes]],
        *,
        size: int,
        stored_at_s: float,
        media_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        etag = f'"{hashlib.sha256(f"{stored_at_s} {size}".encode()).hexdigest()[:32]}"'
        told = {
            "accept-ranges": "bytes",
            "content-length": str(size),
            "etag": etag,
            "last-modified": formatdate(stored_at_s, usegmt=True),
        }
        super().__init__(
            self._pieces(0, size - 1), media_type=media_type, headers=told | dict(headers or {})
        )
        self.read, self.size = read, size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        if _is_known(asked, self.headers):
            await _not_modified(self.headers)(scope, receive, send)
            return
        try:
            part = _part(asked, self.headers, self.size)
        except RangeNotSatisfiable:
            await _beyond(self.size)(scope, receive, send)
            return
        if part is not None:
            self.status_code = 206
            self.body_iterator = self._pieces(part.first, part.last)
            self.headers["content-range"] = f"bytes {part.first}-{part.last}/{self.size}"
            self.headers["content-length"] = str(part.last + 1 - part.first)
        await super().__call__(scope, receive, send)

    async def _pieces(self, first: int, last: int) -> AsyncIterator[bytes]:
        while first <= last:
            end = min(first + _READ_BYTES - 1, last)
            yield await self.read(first, end)
            first = end + 1


def _is_known(asked: Headers, told: MutableHeaders) -> bool:
    """Whether the caller has this very version."""
    if (known := asked.get("if-none-match")) is not None:
        tags = {each.strip().removeprefix("W/") for each in known.split(",")}
        return "*" in tags or told["etag"] in tags
    since, changed = asked.get("if-modified-since"), told.get("last-modified")
    return bool(since and changed) and _is_no_later(str(changed), str(since))


def _is_no_later(changed: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone: as if it were not there
        return False


def _part(asked: Headers, told: MutableHeaders, size: int) -> ByteSpan | None:
    """Raises RangeNotSatisfiable."""
    version = asked.get("if-range")
    if version is not None and version not in {told["etag"], told.get("last-modified")}:
        return None  # the caller has the beginning of another version: it needs the whole
    return part_asked(asked.get("range"), size)


def _not_modified(told: MutableHeaders) -> Response:
    kept = {name: value for name, value in told.items() if name not in _DESCRIBES_THE_BODY}
    return Response(status_code=304, headers=kept)


def _beyond(size: int) -> Response:
    response = problem_response(
        status=416,
        slug="range-not-satisfiable",
        title="There is no such part of it",
        detail=f"the file has {size} bytes: ask for a range inside them",
        field="Range",
    )
    response.headers["content-range"] = f"bytes */{size}"
    response.headers["accept-ranges"] = "bytes"
    return response
