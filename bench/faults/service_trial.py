"""One case of faulty services: what callers are told meanwhile, and whether all is well after it."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from .caller import SAMPLE, TEXT, Json, asked, outcome, wait_for
from .service_cases import ServiceCase
from .tally import FaultTally
from .wires import Wires

BOUND_S = 60.0
"""Four stages one after another at their deadlines, and some: an answer that takes longer has no bound."""
WAITED_FOR = 3
"""Callers of POST /process: as many failures as spare a service."""
FORM = {"reference_text": TEXT, "consent_voice_cloning": "true", "speaker_id": "learner"}
TIMED_OUT = 504
TRIES = 3
FAILED = frozenset({502, 503, 504})
NOTICED_S = 5.0
"""Until a task that is tried again has made the third failure."""
CODE_WORDS = re.compile(r"[A-Z][a-z]+Error|Traceback|NoneType|object at 0x")


@dataclass(slots=True)
class ServiceTrial:
    case: ServiceCase
    wires: Wires
    client: httpx.Client
    finished: list[str]
    """Tasks of earlier cases that succeeded: the first is kept all along, the last is erased in this one."""
    tally: FaultTally = field(init=False)
    was_busy: bool = False
    """A service that has no fault was out of time."""

    def __post_init__(self) -> None:
        self.tally = FaultTally(self.case.name)

    def run(self) -> FaultTally:
        """Again where the machine was so busy that a service without a fault missed its deadline."""
        told = self._run()
        for _ in range(TRIES - 1):
            if not self.was_busy:
                break
            self.was_busy, self.tally = False, FaultTally(self.case.name)
            told = self._run()
        return told

    def _run(self) -> FaultTally:
        while len(self.finished) < len(("kept", "doomed")):
            if not wait_for(self._is_well):
                raise AssertionError("before the fault no recording is judged in full")
        kept, doomed = self.finished[0], self.finished.pop()
        with self.case.befalling(self.wires):
            queued = self._during(kept, doomed)
        begun = time.monotonic()
        if not wait_for(self._is_well):
            self.tally.lost.append("no recording is judged any more")
        self.tally.recovered_s = time.monotonic() - begun
        for task_id in queued:
            ended = outcome(self.client, task_id)
            self.was_busy |= "did not answer within" in str(ended) and not self.case.queued_ends & {
                ended["status"]
            }
            if ended["status"] not in self.case.queued_ends:
                self.tally.lost.append(f"a queued task is {ended['status']}: {ended.get('error')}")
        if asked(self.client, f"/tasks/{kept}").json().get("status") != "succeeded":
            self.tally.lost.append("a kept task")
        if not wait_for(lambda: asked(self.client, f"/tasks/{doomed}").status_code == 404):
            self.tally.lost.append("an erased task is there")
        return self.tally

    def _during(self, kept: str, doomed: str) -> list[str]:
        """The tasks that were taken."""
        with ThreadPoolExecutor(WAITED_FOR + 1) as pool:
            sent = pool.submit(self._timed, lambda: self._send("/tasks"))
            answers = [
                pool.submit(self._timed, lambda: self._send("/process")) for _ in range(WAITED_FOR)
            ]
            for each in answers:
                self._check_answer(each.result())
            queued = sent.result()
        if queued.status_code != 202:
            self.tally.wrong.append(f"POST /tasks: {queued.status_code}")
            return []
        task_id = queued.json()["task_id"]
        if not wait_for(lambda: asked(self.client, f"/tasks/{task_id}").json()["status"] != "running"):  # fmt: skip
            self.tally.wrong.append("a task runs without an end")
        self._check_readiness()
        if self._timed(lambda: asked(self.client, f"/tasks/{kept}")).status_code != 200:
            self.tally.wrong.append("a finished task can't be seen")
        if self._timed(lambda: self.client.delete(f"/tasks/{doomed}")).status_code not in {202, 204}:  # fmt: skip
            self.tally.refused_erasures += 1
        return [task_id]

    def _timed(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        begun = time.monotonic()
        answer = ask()
        taken_s = time.monotonic() - begun
        self.tally.slowest_s = max(self.tally.slowest_s, taken_s)
        self.tally.answers.append(answer.status_code)
        if taken_s > BOUND_S:
            self.tally.wrong.append(f"{answer.request.url.path} took {taken_s:.0f} s")
        return answer

    def _send(self, path: str) -> httpx.Response:
        return self.client.post(path, files={"file": (SAMPLE.name, SAMPLE.read_bytes())}, data=FORM)

    def _is_well(self) -> bool:
        """Judged in full, and ready."""
        answer = self._send("/process")
        if answer.status_code != 200 or answer.json()["status"] != "succeeded":
            return False
        self.finished.append(answer.json()["task_id"])
        return asked(self.client, "/ready").status_code == 200

    def _check_answer(self, answer: httpx.Response) -> None:
        """Of POST /process: its status, and that the task tells the same story."""
        body = answer.json()
        faulty = {service.name for service, _ in self.case.faults}
        if answer.status_code == TIMED_OUT and body.get("service") not in faulty:
            self.was_busy = True
        if self.case.required:
            is_true = answer.status_code in FAILED and self._blames(body, self.case.required)
            task = asked(self.client, f"/tasks/{body['task_id']}").json() if is_true else {}
            error = task.get("error") or {}
            is_true &= task.get("status") == "failed" and self._blames(error, self.case.required)
        else:
            wanted = "partial" if self.case.optional else "succeeded"
            is_true = answer.status_code == 200 and body["status"] == wanted
            if is_true and self.case.optional:
                is_true = self._tells_stages(body)
        if not is_true:
            self.tally.wrong.append(f"POST /process: {answer.status_code} {answer.text[:300]}")

    def _blames(self, problem: Json, services: tuple[tuple[object, object], ...]) -> bool:
        """It names one of the services that are at fault, in words that a caller can read."""
        names = {getattr(service, "name", None) for service, _ in services}
        return problem.get("service") in names and not CODE_WORDS.search(problem["detail"])

    def _tells_stages(self, body: Json) -> bool:
        faulty = {service.stage for service, _ in self.case.optional}
        failed = {each["name"]: each["reason"] for each in body["stages"] if each["status"] == "failed"}  # fmt: skip
        self.was_busy |= any(
            "did not answer within" in failed[name] for name in failed.keys() - faulty
        )
        return (
            bool(failed)
            and failed.keys() <= faulty
            and all(reason and not CODE_WORDS.search(reason) for reason in failed.values())
        )

    def _check_readiness(self) -> None:
        """A service that is away is spared by now, and both /ready and the metrics say so."""
        away = {service.name for service, fault in self.case.faults if fault.means == "away"}
        if len(self.case.faults) == 1 and away:
            wait_for(lambda: self._spared() >= away, patience_s=NOTICED_S)
        spared = self._spared()
        self.tally.spared = len(spared)
        if len(self.case.faults) == 1 and not spared >= away:
            self.tally.wrong.append("not spared")

    def _spared(self) -> set[str]:
        """Of the faulty services, those that /ready and the metrics call so."""
        ready = self._timed(lambda: asked(self.client, "/ready"))
        self.tally.ready = ready.status_code
        metrics = self._timed(lambda: asked(self.client, "/metrics")).text
        states = ready.json().get("upstreams", {})
        names = [service.name for service, _ in self.case.faults]
        return {
            name
            for name in names
            if states.get(name) == "spared"
            and f'orchestrator_upstream_spared{{service="{name}"}} 1.0' in metrics
        }
