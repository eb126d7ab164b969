"""HTTP/1.1 of one connection: uvicorn's h11 protocol, with a limit on everything that is waited for or kept.

h11 rather than httptools: every image has it, it is strict, and it bounds a head by itself.
"""

import asyncio
import json
import select
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from shared.web.connections import (
    BODY_BYTES_A_SECOND,
    BODY_START_S,
    REFUSED_S,
    Door,
    Phase,
)
from shared.web.websocket import GuardedWebSocket

MAX_HEAD_BYTES = 16_384
MAX_HEADERS = 100
RETRY_AFTER_S = 5


class _BoundedConnection(h11.Connection):
    """h11's own limit is on bytes: four thousand headers of four bytes would still be parsed."""

    refusal: int = HTTPStatus.BAD_REQUEST
    """The status that fits what could not be read."""

    def next_event(self) -> Any:
        try:
            event = super().next_event()
            if isinstance(event, h11.Request) and len(event.headers) > MAX_HEADERS:
                raise h11.RemoteProtocolError("too many headers", error_status_hint=431)
        except h11.RemoteProtocolError as error:
            self.refusal = error.error_status_hint
            raise
        return event


class GuardedProtocol(H11Protocol):
    """Tells the connections of its process what it is at, and ends when its time is up.

    Times are the loop's.
    """

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
        self.conn = _BoundedConnection(h11.SERVER, MAX_HEAD_BYTES)
        self.timeout_keep_alive = door.limits.keep_alive_s
        self.door = door
        self.phase = Phase.HEAD
        self._since = 0.0
        """When it came to its phase."""
        self._byte_at = 0.0
        """When the last byte came."""
        self._body_of: object = None
        """The request that the next two are of."""
        self._body_s = 0.0
        """How long its body was waited for, up to `_since`."""
        self._body_bytes = 0
        self._unsent = 0
        """Bytes of the answer that waited to be taken at the last look."""
        self._taken_at = 0.0
        """When the caller last took a byte of it."""

    # What the transport calls

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        self._since = self._byte_at = self.loop.time()
        self.door.connections.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.door.connections.leave(self)
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.phase is Phase.REFUSED:
            self._refuse()
            return
        self._byte_at = self.loop.time()
        if self.conn.their_state is h11.SEND_BODY:
            self._body_bytes += len(data)
        super().data_received(data)
        self._note_phase(byte_came=True)

    def resume_writing(self) -> None:
        self._taken_at = self.loop.time()
        super().resume_writing()

    # What uvicorn calls

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._unset_keepalive_if_required()
        self.connections.discard(self)
        successor = GuardedWebSocket(
            self.config, self.server_state, self.app_state, door=self.door, loop=self.loop
        )
        self.door.connections.hand_over(self, successor)
        lines = [b"%b %b HTTP/1.1" % (event.method, event.target)]
        lines += [b"%b: %b" % (name, value) for name, value in self.headers]
        successor.take_over(self.transport, b"\r\n".join([*lines, b"", b""]))

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._note_phase()

    def shutdown(self) -> None:
        """The server stops: what is here is still answered, but no body is waited for."""
        if self.phase is Phase.BODY:
            self._end_with(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "the server is stopping: send the request again",
                retry=True,
            )
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:
        status = HTTPStatus(self.conn.refusal)
        if status is HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            msg = f"a head may hold {MAX_HEAD_BYTES} bytes and {MAX_HEADERS} headers"
        self._end_with(status, msg)

    # What the connections of the process call

    @property
    def waiting_since(self) -> float:
        return max(self._byte_at, self._since) if self.phase is Phase.BODY else self._since

    def has_unread(self) -> bool:
        number = self.transport.get_extra_info("socket").fileno()
        if number < 0:
            return False
        looking = select.poll()
        looking.register(number, select.POLLIN)
        return bool(looking.poll(0))

    def cut(self) -> None:
        self._give_up(HTTPStatus.SERVICE_UNAVAILABLE)
        self.transport.abort()

    def overdue(self, now: float) -> str | None:
        self._note_phase()
        limits = self.door.limits
        match self.phase:
            case Phase.REFUSED if now - self._since > REFUSED_S:
                self._refuse()
            case Phase.HEAD if now - self._since > limits.head_s:
                if self.conn.trailing_data[0]:
                    self._time_out(f"a request's head has to be here in {limits.head_s:g} s")
                else:
                    self.transport.abort()
                return "no_request"
            case Phase.BODY if now - self.waiting_since > limits.stall_s:
                self._time_out(f"nothing of the body came for {limits.stall_s:g} s")
                return "body_stalled"
            case Phase.BODY if self._is_slow(now):
                self._time_out(f"the body came slower than {BODY_BYTES_A_SECOND // 1000} kB/s")
                return "body_slow"
            case Phase.WORK if self._is_unread(now):
                self.cut()
                return "answer_unread"
            case _:
                pass  # uvicorn's own timer ends an idle one
        return None

    def _is_slow(self, now: float) -> bool:
        waited_s = self._body_s + now - self._since
        return waited_s > BODY_START_S + self._body_bytes / BODY_BYTES_A_SECOND

    def _is_unread(self, now: float) -> bool:
        """Whether an answer waits, and the caller took nothing of it for too long."""
        waiting = self.transport.get_write_buffer_size()
        if waiting == 0 or waiting < self._unsent:
            self._taken_at = now
        self._unsent = waiting
        return now - self._taken_at > self.door.limits.unread_s

    def _note_phase(self, *, byte_came: bool = False) -> None:
        """Tell the connections of the process where this one stands."""
        before = self.phase
        if before is Phase.REFUSED:
            return
        phase = self._phase_now()
        if phase is before and not (byte_came and phase is Phase.BODY):
            return
        if phase is not before:
            now = self.loop.time()
            if before is Phase.BODY:
                self._body_s += now - self._since
            if self.cycle is not self._body_of:
                self._body_of, self._body_s, self._body_bytes = self.cycle, 0.0, 0
            if phase is Phase.WORK:
                self._taken_at, self._unsent = now, 0
            self._since = now
        self.door.connections.move(self, phase)

    def _phase_now(self) -> Phase:
        if self.transport.is_closing():
            return Phase.WORK  # what is left of the answer is being sent
        if self.conn.their_state is h11.SEND_BODY:
            # While the application doesn't take what is here, we don't read: the caller is not to blame.
            return Phase.WORK if self.flow.read_paused else Phase.BODY
        if self.cycle is not None and not self.cycle.response_complete:
            return Phase.WORK
        if self.cycle is None or self.conn.trailing_data[0]:
            return Phase.HEAD
        if self.transport.get_write_buffer_size():
            return Phase.WORK  # the application has said all, the caller has not taken it
        return Phase.IDLE

    # How it ends

    def _refuse(self) -> None:
        self._end_with(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "as many requests as the server takes are being worked on: try again later",
            retry=True,
        )

    def _time_out(self, detail: str) -> None:
        self._end_with(HTTPStatus.REQUEST_TIMEOUT, detail)

    def _end_with(self, status: HTTPStatus, detail: str, *, retry: bool = False) -> None:
        """Answer with a problem, unless an answer to this request has begun, and close."""
        is_answered = self._give_up(status)
        if is_answered and self.cycle is not None and not self.cycle.response_complete:
            self.transport.abort()  # in the middle of an answer there is no way to say more
            return
        if not is_answered:
            self.transport.write(_problem(status, detail, retry=retry))
        self.transport.close()

    def _give_up(self, status: HTTPStatus) -> bool:
        """Tell the application that its caller is gone; whether its answer had begun."""
        self._unset_keepalive_if_required()
        cycle = self.cycle
        if cycle is None or (
            cycle.response_complete and self.conn.their_state is not h11.SEND_BODY
        ):
            return False
        if not cycle.response_complete:
            cycle.disconnected = True
            cycle.scope["state"]["ended_with"] = int(status)  # pyright: ignore[reportTypedDictNotRequiredAccess]
            cycle.message_event.set()
            self.flow.resume_writing()
        return cycle.response_started


def _problem(status: HTTPStatus, detail: str, *, retry: bool) -> bytes:
    body = json.dumps(
        {
            "type": status.phrase.lower().replace(" ", "-"),
            "title": status.phrase,
            "status": int(status),
            "detail": detail,
            "request_id": None,
        }
    )
    head = [
        f"HTTP/1.1 {int(status)} {status.phrase}",
        "content-type: application/problem+json",
        f"content-length: {len(body)}",
        "connection: close",
        *([f"retry-after: {RETRY_AFTER_S}"] if retry else []),
    ]
    return "\r\n".join([*head, "", body]).encode()
