"""A crowd of connections that stand still before a running fleet, and an honest caller among them."""

import asyncio
import contextlib
import json
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

SAMPLES = REPO_ROOT / "tests" / "audio"
OPENED_A_SECOND = 500
REOPENED_AFTER_S = 5.0
TRICKLE_S = 1.0
WARM_UPS = 2
ASKED_ALONE = 5

_FORM = (
    b"POST /process HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n"
    b"content-length: 900000\r\n\r\n"
)
_HALF_FILE = _FORM + (
    b'--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + bytes(30_000)
)
_HALF_HEAD = b"POST /process HTTP/1.1\r\nhost: x\r\nx-some"


@dataclass(frozen=True, slots=True)
class Habit:
    """What a bad connection sends, and whether it goes on a byte at a time."""

    sends: bytes
    trickles: bool = False


HABITS = {
    "silent": Habit(b""),
    "half a head": Habit(_HALF_HEAD),
    "a head without its body": Habit(_FORM),
    "half a body": Habit(_HALF_FILE),
    "a head that trickles": Habit(_HALF_HEAD, trickles=True),
    "a body that trickles": Habit(_HALF_FILE, trickles=True),
}


@dataclass(slots=True)
class Crowd:
    """Bad connections, kept up by opening closed ones again."""

    addresses: Sequence[httpx.URL]
    n_open: int = 0
    n_opened: int = 0
    full: asyncio.Event = field(default_factory=asyncio.Event)
    """Each has been opened once."""

    @contextlib.asynccontextmanager
    async def standing(self, n_connections: int) -> AsyncIterator[None]:
        tasks: list[asyncio.Task[None]] = []
        filling = asyncio.create_task(self._fill(tasks, n_connections))
        try:
            yield
        finally:
            filling.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(filling, *tasks, return_exceptions=True)

    async def _fill(self, tasks: list[asyncio.Task[None]], n_connections: int) -> None:
        habits = list(HABITS.values())
        for number in range(n_connections):
            habit = habits[number % len(habits)]
            # Half of them at the orchestrator, the others at the services behind it.
            turn = number // len(habits)
            address = self.addresses[-1 if turn % 2 else turn // 2 % len(self.addresses)]
            tasks.append(asyncio.create_task(self._misbehave(address, habit)))
            if number % 50 == 49:
                await asyncio.sleep(50 / OPENED_A_SECOND)
        self.full.set()

    async def _misbehave(self, address: httpx.URL, habit: Habit) -> None:
        while True:
            with contextlib.suppress(OSError):
                await self._once(address, habit)
            await asyncio.sleep(REOPENED_AFTER_S)

    async def _once(self, address: httpx.URL, habit: Habit) -> None:
        reader, writer = await asyncio.open_connection(address.host, address.port)
        self.n_opened += 1
        self.n_open += 1
        try:
            writer.write(habit.sends)
            closed = asyncio.ensure_future(reader.read())
            while habit.trickles and not closed.done():
                await asyncio.wait({closed}, timeout=TRICKLE_S)
                writer.write(b"a")
            await closed
        finally:
            self.n_open -= 1
            writer.close()


@dataclass(slots=True)
class Served:
    """What honest callers saw."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)

    async def ask(self, name: str, url: str, content: bytes | None, form: dict[str, str]) -> None:
        """One request on a connection of its own."""
        begun = time.perf_counter()
        try:
            async with httpx.AsyncClient(timeout=30) as http:
                if content is None:
                    response = await http.get(url)
                else:
                    response = await http.post(url, files={"file": ("a.wav", content)}, data=form)
            if not response.is_success:
                self.failures[f"{name} {response.status_code}"] += 1
        except httpx.HTTPError as error:
            self.failures[f"{name} {type(error).__name__}"] += 1
        self.seconds.setdefault(name, []).append(time.perf_counter() - begun)

    @property
    def slowest_s(self) -> float:
        return max(max(each) for each in self.seconds.values())


@dataclass(frozen=True, slots=True)
class Trial:
    max_files: int
    alone: Served
    """Before the crowd came."""
    served: Served
    n_opened: int
    n_open: int
    """Of the crowd, at the end."""
    cpu_share: float
    """Of one core, honest requests included."""
    n_log_lines: int
    memory_mb: float


async def watch(
    fleet: RunningFleet,
    *,
    max_files: int,
    n_connections: int,
    watch_s: float,
    n_alone: int = ASKED_ALONE,
) -> Trial:
    """Let a crowd stand before a running fleet, and ask as an honest caller from the first connection on."""
    described = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))["samples"][0]
    recording = await asyncio.to_thread((SAMPLES / described["file"]).read_bytes)
    form = {"reference_text": described["text"]}
    alone, served = Served(), Served()
    for _ in range(WARM_UPS if n_alone else 0):  # the first loads libraries
        await Served().ask("", f"{fleet.url}/process", recording, form)
    for _ in range(n_alone):
        await alone.ask("POST /process", f"{fleet.url}/process", recording, form)
    crowd = Crowd([httpx.URL(each) for each in fleet.addresses.values()])
    begun, cpu_s, n_lines = time.perf_counter(), _cpu_s(fleet), _n_lines(fleet)
    async with crowd.standing(n_connections):
        until = None
        while until is None or time.perf_counter() < until:
            for service, address in fleet.addresses.items():
                name = f"GET {service.name}/health"
                await served.ask(name, f"{address}/health", None, {})
            await served.ask("POST /process", f"{fleet.url}/process", recording, form)
            if until is None and crowd.full.is_set():
                until = time.perf_counter() + watch_s
        elapsed_s = time.perf_counter() - begun
        return Trial(
            max_files,
            alone,
            served,
            crowd.n_opened,
            crowd.n_open,
            (_cpu_s(fleet) - cpu_s) / elapsed_s,
            _n_lines(fleet) - n_lines,
            _memory_mb(fleet),
        )


def _cpu_s(fleet: RunningFleet) -> float:
    fields = Path(f"/proc/{fleet.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(fleet: RunningFleet) -> float:
    status = Path(f"/proc/{fleet.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line) / 1000


def _n_lines(fleet: RunningFleet) -> int:
    return fleet.log.read_bytes().count(b"\n")
