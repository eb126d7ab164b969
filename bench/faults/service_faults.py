"""What can befall a service that is asked over HTTP, by name, and what its caller has to make of it."""

import asyncio
import gzip
import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from .wires import Exchange, WireFault, head

Means = Literal["works", "away", "broken"]
"""`works`: slow, but right. `away`: it may be back soon, so a queued task waits. `broken`: it answered, and nothing of use."""

SLOW_S = 0.7
FOREVER_S = 3600.0
DEADLINE_S = 8.0
"""Of each stage, while faults last."""
BOMB_BYTES = 300_000_000


@dataclass(frozen=True, slots=True)
class ServiceFault:
    name: str
    means: Means
    fault: WireFault | None
    """None: nobody listens."""


async def _slow(each: Exchange) -> None:
    await asyncio.sleep(SLOW_S)
    await each.pass_on()


async def _too_slow(each: Exchange) -> None:
    await asyncio.sleep(1.5 * DEADLINE_S)
    await each.pass_on()


async def _hangs(each: Exchange) -> None:
    await asyncio.sleep(FOREVER_S)


async def _hangs_in_the_middle(each: Exchange) -> None:
    true = await each.true_answer()
    top = head(200, len(true.content), kind="application/json")
    await each.send(top + true.content[: len(true.content) // 2])
    await asyncio.sleep(FOREVER_S)


async def _drips(each: Exchange) -> None:
    true = await each.true_answer()
    await each.send(head(200, len(true.content), kind="application/json"))
    for byte in true.content:
        await each.send(bytes([byte]))
        await asyncio.sleep(0.05)


async def _resets(each: Exchange) -> None:
    each.reset()


async def _closes(each: Exchange) -> None:
    each.writer.close()


async def _breaks_off(each: Exchange) -> None:
    true = await each.true_answer()
    top = head(200, len(true.content), kind="application/json")
    await each.send(top + true.content[: len(true.content) // 2])
    each.reset()


async def _no_http(each: Exchange) -> None:
    await each.send(b"\x16\x03\x01\x02 no http at all\r\n\r\n" * 20)
    each.writer.close()


async def _long_headers(each: Exchange) -> None:
    more = [f"x-{number}: {'a' * 1000}" for number in range(200)]
    await each.answer(200, b"{}", more=more)
    each.writer.close()


async def _broken_chunks(each: Exchange) -> None:
    top = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    await each.send(top + b'5\r\n{"a":\r\nzz\r\nnothing\r\n')
    each.writer.close()


async def _endless(each: Exchange) -> None:
    await each.send(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[")
    while True:
        await each.send(b"1," * 500_000)


async def _bomb(each: Exchange) -> None:
    content = await asyncio.to_thread(_packed_spaces)  # 300 kB
    await each.answer(200, content, more=["content-encoding: gzip"])


@cache
def _packed_spaces() -> bytes:
    return gzip.compress(b" " * BOMB_BYTES, compresslevel=1)


async def _nonsense_values(each: Exchange) -> None:
    true = await each.true_answer()
    await each.answer(200, json.dumps(_as_words(true.json())).encode())


def _as_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_words(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_words(each) for each in value]
    return "nonsense"


async def _numbers_beyond(each: Exchange) -> None:
    """JSON that Python reads and no contract has."""
    true = await each.true_answer()
    await each.answer(200, json.dumps(_as_infinite(true.json())).encode())


def _as_infinite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_infinite(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_infinite(each) for each in value]
    return value if isinstance(value, str | bool) or value is None else float("nan")


def _answers(
    status: int, body: bytes, *more: str, kind: str = "application/json", closes: bool = False
) -> WireFault:
    async def fault(each: Exchange) -> None:
        await each.answer(status, body, kind=kind, more=more)
        if closes:
            each.writer.close()

    return fault


_PROBLEM = b'{"type": "invalid-input", "title": "no", "detail": "no", "field": "x"}'
_STRANGE_PROBLEM = b'{"type": 5, "title": [], "detail": {"a": [1]}, "field": ["x", 1]}'

SERVICE_FAULTS = (
    ServiceFault("slow", "works", _slow),
    ServiceFault("too slow", "away", _too_slow),
    ServiceFault("hangs", "away", _hangs),
    ServiceFault("hangs in the middle of its answer", "away", _hangs_in_the_middle),
    ServiceFault("answers a byte at a time", "away", _drips),
    ServiceFault("takes no connection", "away", None),
    ServiceFault("resets connections", "away", _resets),
    ServiceFault("closes connections", "away", _closes),
    ServiceFault("breaks off its answer", "away", _breaks_off),
    ServiceFault("speaks no HTTP", "away", _no_http),
    ServiceFault("sends 200 kB of headers", "away", _long_headers),
    ServiceFault("sends broken chunks", "away", _broken_chunks),
    ServiceFault("never ends its answer", "broken", _endless),
    ServiceFault("answers 300 MB in a small archive", "broken", _bomb),
    ServiceFault("answers HTML", "broken", _answers(200, b"<html>hello</html>", kind="text/html")),
    ServiceFault("answers nothing", "broken", _answers(200, b"")),
    ServiceFault("answers 204", "broken", _answers(204, b"")),
    ServiceFault("answers half a JSON", "broken", _answers(200, b'{"engine": "mock", "words": [')),
    ServiceFault("answers a JSON list", "broken", _answers(200, b"[1, 2, 3]")),
    ServiceFault("answers an empty JSON object", "broken", _answers(200, b"{}")),
    ServiceFault("answers JSON null", "broken", _answers(200, b"null")),
    ServiceFault("answers bytes that are no text", "broken", _answers(200, b'{"a": "\xff\xfe"}')),
    ServiceFault("answers 100,000 brackets", "broken", _answers(200, b"[" * 100_000)),
    ServiceFault("answers words for numbers", "broken", _nonsense_values),
    ServiceFault("answers numbers that are none", "broken", _numbers_beyond),
    ServiceFault("answers a number of 5,000 digits", "broken", _answers(200, b'{"a": ' + b"9" * 5000 + b"}")),
    ServiceFault("redirects", "broken", _answers(307, b"", "location: /process")),
    ServiceFault("refuses", "broken", _answers(422, _PROBLEM)),
    ServiceFault("refuses strangely", "broken", _answers(422, _STRANGE_PROBLEM)),
    ServiceFault("refuses without a word", "broken", _answers(403, b"")),
    ServiceFault("knows no such path", "broken", _answers(404, b"<html>", kind="text/html")),
    ServiceFault("answers 429", "away", _answers(429, b"", "retry-after: 1")),
    ServiceFault("answers 429, come again in nan", "away", _answers(429, b"", "retry-after: nan")),
    ServiceFault("answers 429, come again yesterday", "away", _answers(429, b"", "retry-after: -86400")),
    ServiceFault("answers 429, come again in a year", "away", _answers(429, b"", "retry-after: 31536000")),
    ServiceFault("answers 500", "broken", _answers(500, b"oops", kind="text/plain")),
    ServiceFault("answers 502", "away", _answers(502, b"")),
    ServiceFault("answers 503", "away", _answers(503, b"", "retry-after: soon")),
    ServiceFault("answers 507", "broken", _answers(507, b"")),
    ServiceFault("answers 999", "broken", _answers(999, b"{}")),
)  # fmt: skip

PAIRED = ("takes no connection", "hangs", "answers 500", "answers HTML", "answers 429")
"""Kinds that befall two services at once."""
