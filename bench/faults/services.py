"""Faulty services under several fleets at once, each with wires of its own: most of a case is waiting."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.common.processes import n_open_files, n_threads, resident_mb
from shared.testing.fleet import RunningFleet, running_fleet

from .service_cases import ServiceCase
from .service_faults import DEADLINE_S
from .service_trial import BOUND_S, ServiceTrial
from .tally import FaultTally
from .wires import Wires, running_wires

WARM_UP = 1 / 3
"""Share of a fleet's cases before the process is looked at for the first time: each kind of fault has been there by then, as
have answers of 16 MB, as large as are read, whose memory the allocator keeps."""
MORE_FILES, MORE_THREADS, MORE_MEMORY = 15, 5, 1.15
"""What may be open or kept at the end beside what was after the warm-up."""


@dataclass(frozen=True, slots=True)
class WiredFleet:
    fleet: RunningFleet
    wires: Wires


def wired_settings(wires: Wires) -> dict[str, str]:
    deadlines = {service.deadline_variable: str(DEADLINE_S) for service in wires.by_service}
    return {
        "MOCK_MODE": "true",
        "LOG_LEVEL": "ERROR",
        "LOG_FORMAT": "json",
        "ORCHESTRATOR_POLL_S": "0.5",
        "ORCHESTRATOR_RETRY_WAIT_S": "1",
        "ORCHESTRATOR_TASK_RETRIES": "20",
        "ORCHESTRATOR_WORKERS": "4",
        **deadlines,
        **wires.settings,
    }


@contextmanager
def a_wired_fleet(folder: Path) -> Iterator[WiredFleet]:
    with running_wires() as wires, running_fleet(folder, wired_settings(wires)) as fleet:
        wires.lead_to(fleet.addresses)
        yield WiredFleet(fleet, wires)


def run_service_cases(
    cases: Sequence[ServiceCase], folder: Path, *, n_fleets: int
) -> list[FaultTally]:
    """Each fleet takes the next case as soon as it has done with one."""
    left, taking = iter(cases), threading.Lock()

    def take() -> ServiceCase | None:
        with taking:
            return next(left, None)

    def work(number: int) -> list[FaultTally]:
        with a_wired_fleet(folder / f"fleet-{number}") as wired:
            return _cases_of_one(wired, take, round(WARM_UP * len(cases) / n_fleets))

    with ThreadPoolExecutor(n_fleets) as pool:
        return [each for told in pool.map(work, range(n_fleets)) for each in told]


def _cases_of_one(
    wired: WiredFleet, take: Callable[[], ServiceCase | None], n_warm_up: int
) -> list[FaultTally]:
    tallies: list[FaultTally] = []
    finished: list[str] = []
    early: Footing | None = None
    with httpx.Client(base_url=wired.fleet.url, timeout=3 * BOUND_S) as client:
        while (case := take()) is not None:
            tallies.append(_one(case, wired, client, finished))
            tallies[-1].show()
            if len(tallies) == n_warm_up:
                early = kept_by(wired.fleet)
    if early is not None:
        tallies.append(_leak_since(early, kept_by(wired.fleet), len(tallies)))
        tallies[-1].show()
    return tallies


def _one(
    case: ServiceCase, wired: WiredFleet, client: httpx.Client, finished: list[str]
) -> FaultTally:
    try:
        return ServiceTrial(case, wired.wires, client, finished).run()
    except (AssertionError, httpx.HTTPError, ValueError, KeyError) as error:
        alive = "" if wired.fleet.process.poll() is None else "the process ended; "
        return FaultTally(case.name, wrong=[f"{alive}{type(error).__name__}: {error}"])


@dataclass(frozen=True, slots=True)
class Footing:
    """What a process holds."""

    memory_mb: float
    files: int
    threads: int


def kept_by(fleet: RunningFleet) -> Footing:
    pid = fleet.process.pid
    return Footing(resident_mb(pid), n_open_files(pid), n_threads(pid))


def _leak_since(early: Footing, late: Footing, n_cases: int) -> FaultTally:
    tally = FaultTally(
        f"(what is kept after {n_cases} cases: {early.memory_mb:.0f} → {late.memory_mb:.0f} MB, "
        f"{early.files} → {late.files} files, {early.threads} → {late.threads} threads)"
    )
    if late.files > early.files + MORE_FILES:
        tally.wrong.append("files stay open")
    if late.threads > early.threads + MORE_THREADS:
        tally.wrong.append("threads stay")
    if late.memory_mb > MORE_MEMORY * early.memory_mb:
        tally.wrong.append("memory stays")
    return tally
