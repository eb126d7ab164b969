"""A recording played into a stream as it would be spoken, and what came back when."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

FRAME_S = 0.04
_RATE_HZ = 16_000


class StreamRefused(Exception):
    """It wasn't opened, or its first message was a problem."""

    def __init__(self, detail: str, retry_after_s: int | None) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


@dataclass(slots=True)
class PlayedStream:
    """Messages with the seconds since the first frame."""

    messages: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[float, dict[str, Any]]]:
        return [each for each in self.messages if each[1]["type"] == kind]

    @property
    def words(self) -> list[dict[str, Any]]:
        """All final words."""
        return [word for _, message in self.of("final") for word in message["words"]]


async def play(
    url: str,
    samples: np.ndarray,
    start: Mapping[str, Any] = MappingProxyType({}),
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> PlayedStream:
    """`samples`: 16 kHz, int16 (n_samples,). `start`: what is asked for beside the words. Raises StreamRefused."""
    played = PlayedStream()
    n_frame = int(FRAME_S * _RATE_HZ)
    async with _opened(url, headers) as socket:
        await socket.send(json.dumps({"type": "start", "rate_hz": _RATE_HZ, **start}))
        first = json.loads(await socket.recv())
        if first["type"] == "error":
            raise StreamRefused(first["problem"]["title"], first.get("retry_after_s"))
        begun = time.monotonic()

        async def speak() -> None:
            for start in range(0, len(samples), n_frame):
                frame = samples[start : start + n_frame]
                # A frame can be sent when its last sample was spoken.
                spoken_s = (start + len(frame)) / _RATE_HZ
                await asyncio.sleep(max(0.0, spoken_s - (time.monotonic() - begun)))
                await socket.send(frame.tobytes())
            await socket.send(json.dumps({"type": "end"}))

        speaking = asyncio.create_task(speak())
        try:
            async for message in socket:
                played.messages.append((time.monotonic() - begun, json.loads(message)))
            await speaking
        finally:
            speaking.cancel()
            # What cut it short is told by the messages' own loop.
            await asyncio.gather(speaking, return_exceptions=True)
    return played


@asynccontextmanager
async def _opened(url: str, headers: Mapping[str, str]) -> AsyncIterator[ClientConnection]:
    """Raises StreamRefused."""
    opening = connect(url, max_size=None, additional_headers=headers)
    try:
        socket = await opening
    except InvalidStatus as refused:
        answer = refused.response
        after = answer.headers.get("retry-after", "")
        raise StreamRefused(
            f"HTTP {answer.status_code}", int(after) if after.isdecimal() else None
        ) from refused
    async with socket:
        yield socket
