"""What another service answered, of which nothing is taken for granted: not its size, its packing nor its shape."""

import json
import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

MAX_ANSWER_BYTES = 16 << 20
"""The evidence of the longest recording with the longest text is a tenth of it."""


class AnswerTooLarge(Exception):
    """It was not read to its end."""


async def json_lines(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    """The objects of a streamed response, one a line, as they come. Raises AnswerTooLarge for a line that is, ValueError
    for one that is no object, and httpx.HTTPError as it does."""
    begun = bytearray()
    async for part in response.aiter_raw():
        *whole, rest = part.split(b"\n")
        for end in whole:
            line = bytes(begun + end)
            begun.clear()
            if line.strip():
                yield _object(line)
        begun += rest
        if len(begun) > MAX_ANSWER_BYTES:
            raise AnswerTooLarge
    if begun.strip():
        yield _object(bytes(begun))


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


@dataclass(frozen=True, slots=True)
class UpstreamAnswer:
    status: int
    headers: httpx.Headers
    content: bytes
    """As it came: it was asked for unpacked."""

    @classmethod
    async def of(cls, response: httpx.Response) -> "UpstreamAnswer":
        """Reads a streamed response. Raises AnswerTooLarge, and httpx.HTTPError as it does."""
        content = bytearray()
        async for part in response.aiter_raw():
            content += part
            if len(content) > MAX_ANSWER_BYTES:
                raise AnswerTooLarge
        return cls(response.status_code, response.headers, bytes(content))

    def body(self) -> Any:
        """Raises ValueError for what is no JSON."""
        try:
            return json.loads(self.content)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    def problem(self) -> dict[str, Any]:
        """Its problem document, without the members that are no text; empty for an answer that is none."""
        try:
            body = self.body()
        except ValueError:
            return {}
        known = ("type", "title", "detail", "field")
        if not isinstance(body, dict):
            return {}
        return {
            name: value
            for name, value in body.items()
            if name not in known or isinstance(value, str)
        }

    @property
    def retry_after_s(self) -> float | None:
        """None where it doesn't say so in seconds."""
        try:
            seconds = float(self.headers["retry-after"])
        except (KeyError, ValueError):
            return None
        return max(0.0, seconds) if math.isfinite(seconds) else None
