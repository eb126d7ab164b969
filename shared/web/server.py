"""The one way a service is served: `python -m shared.web.server app.main:app`, and in the fleet's one process.

uvicorn, with its own taking of connections: asyncio takes as many as the backlog holds in one turn of its loop, and
where files run out, Python 3.11 logs and tries again once for each of them.
"""

import argparse
import asyncio
import errno
import logging
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import ChangeReload

from shared.arenas import bound_arenas, give_back_holes
from shared.logs import configure_logging, log_what_nobody_caught
from shared.settings import CommonSettings
from shared.web.connections import Connections, Door, Limits, raise_file_limit
from shared.web.listening import LISTENING_ON
from shared.web.protocol import GuardedProtocol
from shared.web.stopping import GRACE_S, end_process_after
from shared.web.websocket import MAX_MESSAGE_BYTES, PING_S

BACKLOG = 1024
"""Connections that the system keeps for us until they are taken."""
TAKEN_AT_ONCE = 8
"""In one turn of the loop, by one server; each is one file over the limit until room is made."""
SEND_BUFFER_BYTES = 262_144
"""Of an answer, in the system: left to itself it keeps 4 MB for a caller who reads nothing, and does not tell of a slow
one's reading before a third of that is gone."""
NO_FILES_PAUSE_S = 0.5
_NO_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

_log = logging.getLogger("uvicorn.error")


class ListeningSocket:
    """Takes connections from one socket, a few at a time; what uvicorn knows as an asyncio server."""

    def __init__(
        self, listening: socket.socket, door: Door, protocol: Callable[[], GuardedProtocol]
    ):
        self.sockets = [listening]
        self._door, self._protocol = door, protocol
        self._loop = asyncio.get_running_loop()
        self._pause: asyncio.TimerHandle | None = None
        self._taking: set[asyncio.Task[None]] = set()
        listening.setblocking(False)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listening.listen(BACKLOG)
        self._go_on()

    def close(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
        for listening in self.sockets:
            self._loop.remove_reader(listening)
            listening.close()

    async def wait_closed(self) -> None:
        await asyncio.gather(*self._taking, return_exceptions=True)

    def _go_on(self) -> None:
        self._pause = None
        self._loop.add_reader(self.sockets[0], self._take)

    def _take(self) -> None:
        for _ in range(TAKEN_AT_ONCE):
            try:
                taken, _address = self.sockets[0].accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno not in _NO_FILES:
                    raise
                self._door.connections.short_of_files()
                # The socket stays readable: without a pause the loop would turn and turn.
                self._loop.remove_reader(self.sockets[0])
                self._pause = self._loop.call_later(NO_FILES_PAUSE_S, self._go_on)
                return
            taken.setblocking(False)
            task = self._loop.create_task(self._connect(taken))
            self._taking.add(task)
            task.add_done_callback(self._taking.discard)

    async def _connect(self, taken: socket.socket) -> None:
        with suppress(OSError):  # it may be gone again
            await self._loop.connect_accepted_socket(self._protocol, taken)


class Server(uvicorn.Server):
    """One service on one port. Those of one process share their `connections`.

    However a service is served, it stops through `shutdown`.
    """

    def __init__(self, config: uvicorn.Config, *, connections: Connections | None = None) -> None:
        super().__init__(config)
        self.connections = connections
        self._door: Door | None = None
        self.has_given_up = False
        """It stopped by itself, since what the application holds ended under it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        LISTENING_ON.set(self.config.host)  # the application's start is a task that inherits it
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            sys.exit(STARTUP_FAILURE)
        try:
            listening = sockets or _bound(self.config.host, self.config.port)
        except OSError as error:
            _log.error("port %d can't be listened on: %s", self.config.port, error.strerror)
            await self.lifespan.shutdown()
            sys.exit(STARTUP_FAILURE)
        if self.connections is None:
            self.connections = open_connections(CommonSettings())
        door = self._door = self.connections.open_door()
        self.servers: list[Any] = [
            ListeningSocket(each, door, self._protocol) for each in listening
        ]
        self.started = True

    async def on_tick(self, counter: int) -> bool:
        """Once the lifespan has ended, with its database and its workers, requests would only hang."""
        ended = getattr(self.lifespan, "shutdown_event", None)
        if ended is not None and ended.is_set() and not self.should_exit:
            _log.error("what the service works with has ended: it stops")
            self.has_given_up = self.should_exit = True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self._door is not None:
            self._door.connections.close_door(self._door)

    def _protocol(self) -> GuardedProtocol:
        assert self._door is not None, "connections are taken after the start"
        return GuardedProtocol(
            self.config,
            self.server_state,
            self.lifespan.state,
            door=self._door,
            loop=asyncio.get_running_loop(),
        )


class _OnlyServer(Server):
    """The one of its process: when it stops, the process ends."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            end_process_after()
        super().handle_exit(sig, frame)


def open_connections(common: CommonSettings) -> Connections:
    """For all servers of this process, whose limit of files is raised."""
    return Connections(Limits.of(common, n_files=raise_file_limit()))


def server_config(app: Any, *, host: str, port: int, **more: Any) -> uvicorn.Config:
    """How every service is served; `more` as uvicorn.Config has it."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="asyncio",
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,  # sound doesn't shrink, and what unfolds can be large
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=CommonSettings().forwarded_allow_ips,
        timeout_graceful_shutdown=GRACE_S,
        **more,
    )


def _bound(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of a host. Raises OSError."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    bound: list[socket.socket] = []
    try:
        for family, kind, number, _name, address in dict.fromkeys(found):
            bound.append(each := socket.socket(family, kind, number))
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            each.bind(address)
    except OSError:
        for each in bound:
            each.close()
        raise
    return bound


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m shared.web.server", description=__doc__)
    parser.add_argument("app", help="module:attribute, from the working directory")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--reload", action="store_true", help="start again when a file changes")
    parser.add_argument("--reload-dir", action="append", dest="reload_dirs")
    chosen = parser.parse_args(arguments)
    bound_arenas()
    give_back_holes()
    common = CommonSettings()
    configure_logging(log_format=common.log_format, level=common.log_level)
    log_what_nobody_caught()
    config = server_config(
        chosen.app,
        host=chosen.host,
        port=chosen.port,
        reload=chosen.reload,
        reload_dirs=chosen.reload_dirs,
    )
    server = _OnlyServer(config)
    if config.should_reload:
        ChangeReload(config, target=server.run, sockets=[config.bind_socket()]).run()
        return 0
    with suppress(KeyboardInterrupt):
        server.run()
    return 0 if server.started and not server.has_given_up else STARTUP_FAILURE


if __name__ == "__main__":
    sys.exit(main())
