"""An honest caller before a running fleet, alone and then among a crowd."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from bench.common.processes import cpu_s, resident_mb
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

from .crowd import Crowd

SAMPLES = REPO_ROOT / "tests" / "audio"
WARM_UPS = 2
ASKED_ALONE = 5


@dataclass(slots=True)
class ServedCallers:
    """What honest callers saw."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    n_cut: int = 0
    """Connections that were closed before an answer came, and opened once more."""

    async def ask(self, name: str, url: str, content: bytes | None, form: dict[str, str]) -> None:
        """One request on a connection of its own.

        Who has connected and not yet sent looks like one of the crowd, and goes when enough others come in between. It
        asks again, once, as a browser does.
        """
        begun = time.perf_counter()
        try:
            try:
                response = await _answer(url, content, form)
            except (httpx.NetworkError, httpx.RemoteProtocolError):
                self.n_cut += 1
                response = await _answer(url, content, form)
            if not response.is_success:
                self.failures[f"{name} {response.status_code}"] += 1
        except httpx.HTTPError as error:
            self.failures[f"{name} {type(error).__name__}"] += 1
        self.seconds.setdefault(name, []).append(time.perf_counter() - begun)

    @property
    def n_asked(self) -> int:
        return sum(map(len, self.seconds.values()))

    @property
    def slowest_s(self) -> float:
        return max(max(each) for each in self.seconds.values())


async def _answer(url: str, content: bytes | None, form: dict[str, str]) -> httpx.Response:
    async with httpx.AsyncClient(timeout=30) as http:
        if content is None:
            return await http.get(url)
        return await http.post(url, files={"file": ("a.wav", content)}, data=form)


@dataclass(frozen=True, slots=True)
class Trial:
    max_files: int
    alone: ServedCallers
    """Before the crowd came."""
    served: ServedCallers
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
    alone, served = ServedCallers(), ServedCallers()
    for _ in range(WARM_UPS if n_alone else 0):  # the first loads libraries
        await ServedCallers().ask("", f"{fleet.url}/process", recording, form)
    for _ in range(n_alone):
        await alone.ask("POST /process", f"{fleet.url}/process", recording, form)
    crowd = Crowd([httpx.URL(each) for each in fleet.addresses.values()])
    begun, cpu_before_s, n_lines = time.perf_counter(), cpu_s(fleet.process.pid), _n_lines(fleet)
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
            (cpu_s(fleet.process.pid) - cpu_before_s) / elapsed_s,
            _n_lines(fleet) - n_lines,
            resident_mb(fleet.process.pid),
        )


def _n_lines(fleet: RunningFleet) -> int:
    return fleet.log.read_bytes().count(b"\n")
