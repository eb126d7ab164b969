"""All eleven services in one process on their own ports, or one process each with reload."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from shared.mount import application
from shared.roster import ORCHESTRATOR, ROSTER, Service
from shared.settings import REPO_ROOT, CommonSettings
from shared.web.connections import Connections
from shared.web.server import Server, open_connections, server_config
from shared.web.stopping import EXIT_AFTER_S, GRACE_S, end_process_after

HOST = "127.0.0.1"
"""Where services listen. HOST moves the orchestrator alone: the others are its own."""
START_TIMEOUT_S = 180.0
_POLL_S = 0.5


class StartFailed(Exception):
    """A service did not come up; the message says which and why."""


def port_of(service: Service) -> int:
    """The port to listen on: `<PREFIX>_PORT` where set, else the roster's."""
    return int(os.environ.get(f"{service.env_prefix}_PORT") or service.port)


def address_of(service: Service) -> str:
    return f"http://{HOST}:{port_of(service)}"


def host_of(service: Service) -> str:
    return os.environ.get("HOST") or HOST if service is ORCHESTRATOR else HOST


def taken_ports() -> dict[Service, str]:
    """The services whose port can't be bound, each with the system's reason."""
    taken: dict[Service, str] = {}
    for service in ROSTER:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port_of(service)))
            except OSError as error:
                taken[service] = (
                    "another program listens there"
                    if error.errno == errno.EADDRINUSE
                    else os.strerror(error.errno or 0)
                )
    return taken


def connect_fleet() -> None:
    """Put the services' addresses into the environment, so that they find each other.

    An address that is already set stays: one service may well run elsewhere.
    """
    for service in ROSTER:
        variable = "PUBLIC_URL" if service is ORCHESTRATOR else service.url_variable
        os.environ.setdefault(variable, address_of(service))


class _Server(Server):
    """Without signal handlers: eleven of them in one process would fight over SIGINT."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Fleet:
    connections: Connections
    """Of all servers: they share this process's files."""
    servers: dict[Service, _Server]
    tasks: dict[Service, "asyncio.Task[None]"]

    async def start(self, services: Sequence[Service]) -> None:
        """Start these and wait until they answer. Raises StartFailed as soon as one gives up."""
        for service in services:
            self.servers[service] = _server(service, self.connections)
            self.tasks[service] = asyncio.create_task(
                _serve(self.servers[service]), name=service.name
            )
        async with asyncio.timeout(START_TIMEOUT_S):
            while not all(self.servers[service].started for service in services):
                for service in services:
                    if self.tasks[service].done():
                        reason = getattr(application(service).state, "start_failure", None)
                        raise StartFailed(
                            f"{service.name} did not start: {reason or 'see the log above'}\n"
                            "The log above has more; `make doctor` tells what is missing."
                        )
                await asyncio.sleep(0.05)

    async def serve_until(self, stopped: asyncio.Event) -> Service | None:
        """Returns when it is set, or with the first service that ended by itself."""
        stop = asyncio.create_task(stopped.wait())
        await asyncio.wait([stop, *self.tasks.values()], return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if stopped.is_set():
            return None
        return next(service for service, task in self.tasks.items() if task.done())

    async def stop(self) -> None:
        """The orchestrator first, so that no stage loses the service it is talking to; all of them within GRACE_S.

        What is under way then is cancelled, and ends the engines' work with it.
        """
        deadline = time.monotonic() + GRACE_S
        others = [service for service in self.servers if service is not ORCHESTRATOR]
        for services in ([ORCHESTRATOR] if ORCHESTRATOR in self.servers else [], others):
            left_s = max(1, round(deadline - time.monotonic()))
            for service in services:
                self.servers[service].config.timeout_graceful_shutdown = left_s
                self.servers[service].should_exit = True
            await asyncio.gather(
                *(self.tasks[service] for service in services), return_exceptions=True
            )


@contextlib.asynccontextmanager
async def running_fleet() -> AsyncIterator[Fleet]:
    """Start all eleven services in this process, wait until they answer, stop them at the end.

    The orchestrator comes last: it goes on with unfinished tasks at once, and they need the others.
    Raises StartFailed.
    """
    connect_fleet()
    fleet = Fleet(open_connections(CommonSettings()), {}, {})
    try:
        await fleet.start([service for service in ROSTER if service is not ORCHESTRATOR])
        await fleet.start([ORCHESTRATOR])
        yield fleet
    finally:
        await fleet.stop()


def _server(service: Service, connections: Connections) -> _Server:
    config = server_config(application(service), host=host_of(service), port=port_of(service))
    return _Server(config, connections=connections)


async def _serve(server: _Server) -> None:
    # uvicorn calls sys.exit when a port is taken; in a task that would tear down the loop.
    with contextlib.suppress(SystemExit):
        await server.serve()


def stop_event() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set; from then on the process has EXIT_AFTER_S to end."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()

    def begin() -> None:
        if not event.is_set():
            end_process_after(EXIT_AFTER_S)
        event.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, begin)
    return event


def run_processes() -> int:
    """One process a service, reloading on changes; returns when one ends or on Ctrl-C."""
    connect_fleet()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop the children on either
    processes = {
        service: subprocess.Popen(
            [
                sys.executable, "-m", "shared.web.server", "app.main:app",
                "--host", host_of(service), "--port", str(port_of(service)),
                "--reload", "--reload-dir", ".", "--reload-dir", "../shared",
            ],
            cwd=REPO_ROOT / service.name,
            env=os.environ | {"PYTHONPATH": str(REPO_ROOT)},
        )
        for service in ROSTER
    }  # fmt: skip
    try:
        while all(process.poll() is None for process in processes.values()):
            time.sleep(_POLL_S)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            process.wait(timeout=30)
    ended = [service.name for service, process in processes.items() if process.returncode]
    print(f"{', '.join(ended)} ended: see the log above", file=sys.stderr)
    return 1
