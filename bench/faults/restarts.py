"""Fleets that are killed, stopped and started again on the folder they had: at each stage's boundaries, and again and again."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.standstill.harm import settled_twice
from shared.roster import Service
from shared.testing.fleet import RunningFleet, running_fleet

from .caller import SAMPLE, TEXT, asked, outcome, wait_for
from .service_cases import ASKED
from .services import wired_settings
from .tally import FaultTally
from .wires import Exchange, WireFault, Wires, running_wires

MOMENTS = ("before it works", "after it worked")
ENDINGS = ("kill -9", "stop")
REACHED_S = 60.0
FORM = {"reference_text": TEXT, "consent_voice_cloning": "true", "speaker_id": "learner"}


@dataclass(slots=True)
class RestartedFleet:
    """One fleet after another on one folder, behind the same wires."""

    folder: Path
    settings: dict[str, str]
    wires: Wires
    _stack: ExitStack = field(default_factory=ExitStack)
    _fleet: RunningFleet | None = None

    @property
    def fleet(self) -> RunningFleet:
        assert self._fleet is not None
        return self._fleet

    @property
    def database(self) -> Path:
        return self.folder / "orchestrator.db"

    def start(self) -> None:
        """Its services move to other ports; who goes on with a task before that is known waits."""
        self.wires.lead_nowhere()
        self._fleet = self._stack.enter_context(running_fleet(self.folder, self.settings))
        self.wires.lead_to(self._fleet.addresses)

    def kill(self) -> None:
        self.fleet.kill()
        self._stack.close()

    def stop(self) -> None:
        """As SIGTERM does it."""
        self._stack.close()

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.fleet.url, timeout=60)


@contextmanager
def a_restarted_fleet(folder: Path, **more: str) -> Iterator[RestartedFleet]:
    with running_wires() as wires:
        settings = wired_settings(wires) | {each.deadline_variable: "60" for each in ASKED}
        made = RestartedFleet(folder, settings | {"ORCHESTRATOR_LEASE_S": "3", **more}, wires)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def run_boundaries(words: str, folder: Path) -> list[FaultTally]:
    """Each stage × before and after its work × killed and stopped, then in the middle of an upload and of erasing."""
    cases: list[tuple[str, Callable[[RestartedFleet, FaultTally], None]]] = []
    for ending in ENDINGS:
        for service in ASKED:
            for moment in MOMENTS:
                cases.append((f"{ending} at {service.stage}, {moment}", _boundary(service, moment, ending)))  # fmt: skip
        cases.append((f"{ending} while it erases", _while_erasing(ending)))
        cases.append((f"{ending} while it takes an upload", _while_uploading(ending)))
    cases = [case for case in cases if words in case[0]]
    if not cases:
        return []
    tallies: list[FaultTally] = []
    with a_restarted_fleet(folder) as restarted:
        for name, run in cases:
            tally = FaultTally(name)
            begun = time.monotonic()
            try:
                run(restarted, tally)
            except (AssertionError, httpx.HTTPError, ValueError, KeyError) as error:
                tally.wrong.append(f"{type(error).__name__}: {error}")
            tally.recovered_s = time.monotonic() - begun
            if twice := settled_twice(restarted.database):
                tally.wrong.append(f"tasks settled twice: {len(twice)}")
            tally.show()
            tallies.append(tally)
    return tallies


def _end(restarted: RestartedFleet, how: str) -> None:
    if how == "kill -9":
        restarted.kill()
    else:
        restarted.stop()


def _boundary(
    service: Service, moment: str, ending: str
) -> Callable[[RestartedFleet, FaultTally], None]:
    def run(restarted: RestartedFleet, tally: FaultTally) -> None:
        reached = threading.Event()
        wire = restarted.wires[service]
        wire.fault = _held(reached, works_first=moment == MOMENTS[1])
        with restarted.client() as client:
            task_ids = [sent(client) for _ in range(2)]
            assert reached.wait(REACHED_S), f"{service.stage} was not asked"
        wire.fault = None
        _end(restarted, ending)
        restarted.start()
        with restarted.client() as client:
            for task_id in task_ids:
                ended = outcome(client, task_id)
                tally.answers.append(asked(client, f"/tasks/{task_id}").status_code)
                if ended["status"] != "succeeded":
                    tally.lost.append(f"a task is {ended['status']}: {ended.get('error')}")

    return run


def _held(reached: threading.Event, *, works_first: bool) -> WireFault:
    """Holds the first work that comes along until its caller is gone."""

    async def fault(each: Exchange) -> None:
        if each.request.method != "POST":
            await each.pass_on()
            return
        if works_first:
            await each.true_answer()
        reached.set()
        await each.gone()

    return fault


def _while_erasing(ending: str) -> Callable[[RestartedFleet, FaultTally], None]:
    def run(restarted: RestartedFleet, tally: FaultTally) -> None:
        with restarted.client() as client, ThreadPoolExecutor(8) as pool:
            task_ids = [sent(client) for _ in range(8)]
            for task_id in task_ids:
                outcome(client, task_id)
            kept = task_ids.pop()
            asking = [pool.submit(_erased, client, each) for each in task_ids]
            next(iter(asking)).result()
            _end(restarted, ending)
            was_told = [each.result() for each in asking]
        restarted.start()
        with restarted.client() as client:
            for task_id, told in zip(task_ids, was_told, strict=True):
                if told and not wait_for(lambda which=task_id: asked(client, f"/tasks/{which}").status_code == 404):  # fmt: skip
                    tally.lost.append("an erased task is there")
            if asked(client, f"/tasks/{kept}").status_code != 200:
                tally.lost.append("a kept task")

    return run


def _erased(client: httpx.Client, task_id: str) -> bool:
    """Whether it was promised."""
    try:
        return client.delete(f"/tasks/{task_id}").status_code in {202, 204}
    except httpx.HTTPError:
        return False


def _while_uploading(ending: str) -> Callable[[RestartedFleet, FaultTally], None]:
    def run(restarted: RestartedFleet, tally: FaultTally) -> None:
        with ThreadPoolExecutor(6) as pool, restarted.client() as client:
            asking = [pool.submit(_taken, client) for _ in range(12)]
            next(iter(asking)).result()
            _end(restarted, ending)
            taken = [each.result() for each in asking]
        restarted.start()
        with restarted.client() as client:
            for task_id in filter(None, taken):
                ended = outcome(client, task_id)
                if ended["status"] != "succeeded":
                    tally.lost.append(f"a task is {ended['status']}: {ended.get('error')}")
            if not wait_for(lambda: not _orphans(client, restarted.folder)):
                tally.lost.append(f"objects without a task: {len(_orphans(client, restarted.folder))}")  # fmt: skip

    return run


def _orphans(client: httpx.Client, folder: Path) -> set[str]:
    """Folders of the store that no task has."""
    folders = {path.name for path in (folder / "objects" / "tasks").glob("*/*")}
    return {each for each in folders if asked(client, f"/tasks/{each}").status_code == 404}


def sent(client: httpx.Client) -> str:
    """A recording, as a task; its id."""
    files = {"file": (SAMPLE.name, SAMPLE.read_bytes())}
    return client.post("/tasks", files=files, data=FORM).raise_for_status().json()["task_id"]


def _taken(client: httpx.Client) -> str | None:
    try:
        return sent(client)
    except httpx.HTTPError:
        return None
