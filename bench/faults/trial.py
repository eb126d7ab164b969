"""One case: tasks wait, the fault comes and goes, and everything has to be as if it had not been."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from .caller import accepted, asked, finished, outcome, send, send_form, wait_for
from .cases import FaultCase
from .places import FaultPlace
from .tally import FaultTally

REFUSED = frozenset({503, 507})


def run_case(case: FaultCase, place: FaultPlace) -> FaultTally:
    tally = FaultTally(case.name)
    with httpx.Client(base_url=place.fleet.url, timeout=60) as client:
        kept = finished(client, send(client, "/process", speaker_id="kept"))
        doomed = finished(client, send(client, "/process", speaker_id="alone"))
        send_form(client, "POST", "/speakers/revoking/consent", {"consent_voice_cloning": "true"})
        revoking = finished(client, send(client, "/process", speaker_id="revoking"))
        spoken = finished(client, send(client, "/process", speaker_id="leaving"))
        waiting = [accepted(send(client, "/tasks")) for _ in range(3)]
        with case.fault(place):
            taken = during(case, client, tally, kept, doomed)
        begun = time.monotonic()
        if not wait_for(lambda: asked(client, "/ready").status_code == 200):
            tally.wrong.append(f"not ready again: {asked(client, '/ready').text[:200]}")
        tally.recovered_s = time.monotonic() - begun
        after(case, client, tally, place, Seen(kept, doomed, revoking, spoken, [*waiting, *taken]))
    return tally


@dataclass(frozen=True, slots=True)
class Seen:
    kept: str
    doomed: str
    revoking: str
    spoken: str
    open: list[str]


def during(
    case: FaultCase, client: httpx.Client, tally: FaultTally, kept: str, doomed: str
) -> list[str]:
    """Everything that a caller does; the tasks that were taken."""

    def ask(what: Callable[[], httpx.Response]) -> httpx.Response:
        begun = time.monotonic()
        response = what()
        tally.slowest_s = max(tally.slowest_s, time.monotonic() - begun)
        tally.answers.append(response.status_code)
        if response.status_code in REFUSED and "retry-after" not in response.headers:
            tally.wrong.append("no Retry-After")
        return response

    ready = asked(client, "/ready")
    tally.ready = ready.status_code
    if ready.status_code != (200 if case.stays_ready else 503) and not case.stays_ready:
        tally.wrong.append(f"/ready says {ready.status_code}")
    taken = [ask(lambda: send(client, "/tasks")) for _ in range(2)]
    for response in taken:
        if response.status_code not in {202} | REFUSED:
            tally.wrong.append(f"POST /tasks: {response.status_code}")
    seen = ask(lambda: asked(client, f"/tasks/{kept}"))
    if seen.status_code not in {200} | REFUSED:
        tally.wrong.append(f"GET /tasks/…: {seen.status_code}")
    ask(lambda: asked(client, "/tasks"))
    may_erase = {200, 202, 204} | (REFUSED if case.both_away else set())
    for path in (f"/tasks/{doomed}", "/speakers/leaving", "/speakers/revoking/consent"):
        erased = ask(lambda path=path: client.delete(path))
        if erased.status_code not in may_erase:
            tally.refused_erasures += 1
            tally.wrong.append(f"DELETE {path[:12]}…: {erased.status_code} {erased.text[:160]}")
    gone = ask(lambda: asked(client, f"/tasks/{doomed}"))
    if gone.status_code == 200 and not case.both_away:
        tally.wrong.append("an erased task is shown")
    return [accepted(response) for response in taken if response.status_code == 202]


def after(
    case: FaultCase, client: httpx.Client, tally: FaultTally, place: FaultPlace, seen: Seen
) -> None:
    if case.both_away:  # refused, so that the caller comes again
        for path in (
            f"/tasks/{seen.doomed}",
            "/speakers/leaving",
            "/speakers/revoking/consent",
        ):
            if (again := client.delete(path)).status_code not in {200, 202, 204, 404}:
                tally.wrong.append(f"DELETE again: {again.status_code}")
    for task_id in (seen.doomed, seen.spoken):
        if not wait_for(lambda which=task_id: asked(client, f"/tasks/{which}").status_code == 404):
            tally.lost.append("an erased task is there")
    if not wait_for(lambda: is_revoked(client, seen.revoking)):
        tally.lost.append("a revoked consent is there")
    for task_id in seen.open:
        state = outcome(client, task_id)
        if state["status"] != "succeeded":
            tally.lost.append(
                f"a task is {state['status']}: {json.dumps(state.get('error'))[:200]}"
            )
    if asked(client, f"/tasks/{seen.kept}").status_code != 200:
        tally.lost.append("a kept task")
    if not wait_for(lambda: not orphans(client, place)):
        tally.lost.append(f"objects without a task: {len(orphans(client, place))}")
    if (last := send(client, "/process")).status_code != 200:
        tally.wrong.append(f"POST /process afterwards: {last.status_code}")
    tidy(client)


def is_revoked(client: httpx.Client, task_id: str) -> bool:
    body = asked(client, f"/tasks/{task_id}").json()
    consent = body.get("consent")
    return consent is not None and consent["revoked_at"] is not None


def orphans(client: httpx.Client, place: FaultPlace) -> set[str]:
    """Folders of the store, below their tenants, that no task has; of a store in files."""
    if place.s3 is not None:
        folders = {path.name for path in (place.s3.folder / "bench" / "tasks").glob("*/*")}
    else:
        folders = {path.name for path in (place.objects / "tasks").glob("*/*")}
    return {each for each in folders if asked(client, f"/tasks/{each}").status_code == 404}


def tidy(client: httpx.Client) -> None:
    """Small disks: nothing of this case is left for the next."""
    while items := asked(client, "/tasks?limit=100").json()["items"]:
        for item in items:
            client.delete(f"/tasks/{item['task_id']}")
    for name in ("kept", "alone", "revoking", "leaving"):
        client.delete(f"/speakers/{name}")
