"""A WebSocket of one connection: uvicorn's protocol on `websockets`, counted and bounded as the HTTP before it was."""

import asyncio
import logging
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from shared.web.connections import Door, Phase

MAX_MESSAGE_BYTES = 262_144
"""1.3 s of stereo at 48 kHz; what is cut into frames of 20–100 ms stays far below."""
PING_S = 20.0
"""Between two pings; one that isn't answered in as long ends the connection."""


_quiet = logging.getLogger(__name__)
_quiet.setLevel(logging.WARNING)


class GuardedWebSocket(WebSocketsSansIOProtocol):
    """Takes the place of the HTTP connection it was asked for on. One that takes nothing for too long is cut off."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        *,
        door: Door,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(config, server_state, app_state, loop)
        # uvicorn tells the whole address of each, with what is in its query
        self.logger = self.conn.logger = _quiet
        self.door = door
        self.phase = Phase.WORK
        self._unsent = 0
        """Bytes that waited to be taken at the last look."""
        self._taken_at = self.loop.time()
        """When the caller last took a byte, in the loop's time."""

    def take_over(self, transport: asyncio.Transport, head: bytes) -> None:
        """Answer the handshake whose request `head` is, and read what follows."""
        self.connection_made(transport)
        self.data_received(head)
        transport.set_protocol(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.door.connections.leave(self)
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        self._taken_at = self.loop.time()
        super().resume_writing()

    # What the connections of the process call

    @property
    def waiting_since(self) -> float:
        return self.loop.time()

    def has_unread(self) -> bool:
        return False

    def cut(self) -> None:
        self.transport.abort()

    def overdue(self, now: float) -> str | None:
        waiting = self.transport.get_write_buffer_size()
        if waiting == 0 or waiting < self._unsent:
            self._taken_at = now
        self._unsent = waiting
        if now - self._taken_at <= self.door.limits.unread_s:
            return None
        self.cut()
        return "answer_unread"
