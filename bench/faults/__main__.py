"""Full, read-only, vanished and locked storage and databases: what callers are told, and whether anything is lost.

Each case befalls a running fleet in mock mode while tasks wait in it. Meanwhile a recording is sent, a task, a speaker
and a consent are erased; then the fault ends, and everything has to be as if it had not been. Disks of their own need
root on Linux; cases that can't be had here are named as left out.

    make bench-faults                    all cases
    make bench-faults ARGS="locked"      those with the word in their name
"""

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from shared.settings import REPO_ROOT
from shared.testing import faults
from shared.testing.fleet import RunningFleet, free_ports, running_fleet
from shared.testing.servers import Postgres, running_postgres

GOOD = REPO_ROOT / "tests" / "audio" / "good.wav"
TEXT = "It is a very good school."
REFUSED = frozenset({503, 507})
DISK_MB = 8
RECOVERY_S = 90.0
S3_KEYS = {"NANIO_ACCESS_KEY": "bench-access", "NANIO_SECRET_KEY": "bench-secret-key"}
Json = dict[str, Any]


@dataclass(slots=True)
class Place:
    """A running fleet, and what can be broken of it."""

    fleet: RunningFleet
    objects: Path
    database: Path
    """The SQLite file."""
    postgres: Postgres | None = None
    s3: "S3Server | None" = None

    @property
    def pid(self) -> int:
        return self.fleet.process.pid


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    place: str
    fault: Callable[[Place], AbstractContextManager[object]]
    stays_ready: bool = False
    """It does not last, or harms nothing that is needed."""
    both_away: bool = False
    """Store and database: only then may an erasure be put off to the caller (503)."""


CASES = (
    Case("objects: disk full", "two disks", lambda p: faults.filled(p.objects)),
    Case("objects: read-only", "two disks", lambda p: faults.read_only(p.objects)),
    Case("objects: volume unmounted", "two disks", lambda p: faults.unmounted(p.objects)),
    Case("objects: folder moved away", "folders", lambda p: faults.moved_away(p.objects)),
    Case("objects: an empty folder in their place", "folders", lambda p: faults.replaced_by_empty_folder(p.objects)),
    Case("objects: a file in their place", "folders", lambda p: faults.replaced_by_file(p.objects)),
    Case("objects: folder of the tasks is immutable", "loop", lambda p: faults.immutable(p.objects / "tasks"), stays_ready=True),
    Case("database: disk full", "two disks", lambda p: faults.filled(p.database.parent)),
    Case("database: locked", "folders", lambda p: faults.locked(p.database)),
    Case("database: locked, on a disk of its own", "two disks", lambda p: faults.locked(p.database)),
    Case("database: locked for 2 s", "folders", lambda p: locked_for(p.database, 2.0), stays_ready=True),
    Case("database: file moved away", "folders", lambda p: faults.moved_away(p.database)),
    Case("database: file deleted, a backup put in its place", "folders", lambda p: deleted_then_restored(p.database)),
    Case("database: a backup moved over it", "folders", lambda p: restored_over(p.database), stays_ready=True),
    Case("database: an empty file in its place", "folders", lambda p: faults.replaced_by_file(p.database)),
    Case("database: garbage in its place", "folders", lambda p: faults.replaced_by_file(p.database, b"garbage" * 4096)),
    Case("folder of both moved away", "folders", lambda p: faults.moved_away(p.database.parent), both_away=True),
    Case("one disk for both: full", "one disk", lambda p: faults.filled(p.database.parent)),
    Case("one disk for both: full, and full again", "one disk", lambda p: faults.filled(p.database.parent)),
    Case("no file may be over 20 kB", "folders", lambda p: faults.small_files_only(p.pid, max_bytes=20_000)),
    Case("no file may be written", "folders", lambda p: faults.small_files_only(p.pid, max_bytes=0), both_away=True),
    Case("both disks full", "two disks", lambda p: faults.all_of(faults.filled(p.objects), faults.filled(p.database.parent))),
    Case("objects full, database locked", "two disks", lambda p: faults.all_of(faults.filled(p.objects), faults.locked(p.database))),
    Case("objects read-only, database full", "two disks", lambda p: faults.all_of(faults.read_only(p.objects), faults.filled(p.database.parent))),
    Case("objects read-only, database locked", "two disks", lambda p: faults.all_of(faults.read_only(p.objects), faults.locked(p.database)), both_away=True),
    Case("objects gone, database gone", "folders", lambda p: faults.all_of(faults.moved_away(p.objects), faults.moved_away(p.database)), both_away=True),
    Case("Postgres stopped", "servers", lambda p: stopped(p.postgres)),
    Case("Postgres read-only", "servers", lambda p: read_only_postgres(p.postgres)),
    Case("S3 stopped", "servers", lambda p: stopped(p.s3)),
    Case("S3 takes no connections", "servers", lambda p: paused(p.s3)),
    Case("Postgres and S3 stopped", "servers", lambda p: faults.all_of(stopped(p.s3), stopped(p.postgres)), both_away=True),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    case: str
    answers: list[int] = field(default_factory=list)
    ready: int = 0
    refused_erasures: int = 0
    lost: list[str] = field(default_factory=list)
    """Tasks that were taken and did not succeed, or erased ones that are still there."""
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    recovered_s: float = 0.0

    @property
    def n_500(self) -> int:
        return self.answers.count(500)

    @property
    def is_clean(self) -> bool:
        return not (self.n_500 or self.refused_erasures or self.lost or self.wrong)


# places


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[Place]:
    """Raises NotHere."""
    with ExitStack() as stack:
        data, objects = folder / "data", folder / "data" / "objects"
        settings: dict[str, str] = {}
        postgres: Postgres | None = None
        s3: S3Server | None = None
        if kind == "two disks":
            stack.enter_context(faults.small_disk(data, megabytes=DISK_MB))
            objects = stack.enter_context(faults.small_disk(folder / "objects", megabytes=DISK_MB))
        elif kind == "one disk":
            stack.enter_context(faults.small_disk(data, megabytes=DISK_MB))
        elif kind == "loop":
            stack.enter_context(faults.disk_in_a_file(data, megabytes=64))
        elif kind == "servers":
            postgres = stack.enter_context(running_postgres())
            s3 = stack.enter_context(running_s3(folder / "s3"))
            settings = {"DATABASE_URL": postgres.url, **s3.settings}
        settings = {
            "MOCK_MODE": "true",
            "DATA_DIR": str(data),
            "STORAGE_URL": objects.as_uri(),
            "LOG_LEVEL": "WARNING",
            "LOG_FORMAT": "json",
            "ORCHESTRATOR_POLL_S": "0.5",
            "ORCHESTRATOR_RETRY_WAIT_S": "1",
            **settings,
        }
        fleet = stack.enter_context(running_fleet(folder / "log", settings))
        yield Place(fleet, objects, data / "orchestrator.db", postgres, s3)


@dataclass(slots=True)
class S3Server:
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def settings(self) -> dict[str, str]:
        return {
            "STORAGE_URL": "s3://bench",
            "S3_ENDPOINT": f"127.0.0.1:{self.port}",
            "S3_ACCESS_KEY": S3_KEYS["NANIO_ACCESS_KEY"],
            "S3_SECRET_KEY": S3_KEYS["NANIO_SECRET_KEY"],
        }

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "nanio", "serve", "--host=127.0.0.1", f"--port={self.port}",
                f"--data-dir={self.folder}", "--no-access-log", "--log-level=error",
            ],
            env=os.environ | S3_KEYS,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the S3 server did not start")

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def running_s3(folder: Path) -> Iterator[S3Server]:
    folder.mkdir(parents=True)
    server = S3Server(folder, free_ports(1)[0])
    server.start()
    try:
        yield server
    finally:
        server.stop()


# faults of this bench alone


@contextmanager
def stopped(server: Postgres | S3Server | None) -> Iterator[None]:
    assert server is not None
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def paused(server: S3Server | None) -> Iterator[None]:
    """It takes connections and says nothing."""
    import signal

    assert server is not None
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


@contextmanager
def read_only_postgres(server: Postgres | None) -> Iterator[None]:
    import psycopg2

    assert server is not None

    def set_read_only(value: str) -> None:
        address = server.url.replace("+psycopg2", "")
        with contextlib.closing(psycopg2.connect(address)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SET default_transaction_read_only = off")
                cursor.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
                cursor.execute("SELECT pg_reload_conf()")

    set_read_only("on")
    try:
        yield
    finally:
        set_read_only("off")


@contextmanager
def locked_for(database: Path, seconds: float) -> Iterator[None]:
    import threading

    is_locked = threading.Event()

    def hold() -> None:
        with faults.locked(database):
            is_locked.set()
            time.sleep(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    is_locked.wait()
    try:
        yield
    finally:
        thread.join()


@contextmanager
def deleted_then_restored(database: Path) -> Iterator[None]:
    backup = database.with_name("backup.db")
    faults.back_up(database, backup)
    database.unlink()
    try:
        yield
    finally:
        backup.rename(database)


@contextmanager
def restored_over(database: Path) -> Iterator[None]:
    backup = database.with_name("backup.db")
    faults.back_up(database, backup)
    backup.rename(database)
    yield


# one case


def run_case(case: Case, place: Place) -> Tally:
    tally = Tally(case.name)
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


def during(case: Case, client: httpx.Client, tally: Tally, kept: str, doomed: str) -> list[str]:
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


def after(case: Case, client: httpx.Client, tally: Tally, place: Place, seen: Seen) -> None:
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


def orphans(client: httpx.Client, place: Place) -> set[str]:
    """Folders of the store that no task has; of a store in files."""
    if place.s3 is not None:
        folders = {path.name for path in (place.s3.folder / "bench" / "tasks").glob("*")}
    else:
        folders = {path.name for path in (place.objects / "tasks").glob("*")}
    return {each for each in folders if asked(client, f"/tasks/{each}").status_code == 404}


def tidy(client: httpx.Client) -> None:
    """Small disks: nothing of this case is left for the next."""
    while items := asked(client, "/tasks?limit=100").json()["items"]:
        for item in items:
            client.delete(f"/tasks/{item['task_id']}")
    for name in ("kept", "alone", "revoking", "leaving"):
        client.delete(f"/speakers/{name}")


def send(client: httpx.Client, path: str, **form: str) -> httpx.Response:
    return client.post(
        path,
        files={"file": ("good.wav", GOOD.read_bytes())},
        data={"reference_text": TEXT, "stages": "asr,align,phonemap,diff,feedback", **form},
    )


def send_form(
    client: httpx.Client, method: str, path: str, form: Mapping[str, str]
) -> httpx.Response:
    return client.request(method, path, data=form).raise_for_status()


def asked(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(path)


def accepted(response: httpx.Response) -> str:
    return response.raise_for_status().json()["task_id"]


def finished(client: httpx.Client, response: httpx.Response) -> str:
    """Of a task that a case begins with."""
    if response.status_code != 200:
        raise AssertionError(f"before the fault: {response.status_code} {response.text[:300]}")
    return response.json()["task_id"]


def outcome(client: httpx.Client, task_id: str) -> Json:
    """Once it has ended, or won't."""
    wait_for(
        lambda: asked(client, f"/tasks/{task_id}").json().get("status") not in {"queued", "running"}
    )
    return asked(client, f"/tasks/{task_id}").json()


def wait_for(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + RECOVERY_S
    while time.monotonic() < deadline:
        try:
            if is_so():
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    return False


# the table


def main() -> int:
    parser = argparse.ArgumentParser(description="See the text at the top of this file.")
    parser.add_argument("word", nargs="*", help="run the cases whose name has these words")
    wanted = " ".join(parser.parse_args().word)
    cases = [case for case in CASES if wanted in case.name or wanted == case.place]
    tallies: list[Tally] = []
    print(
        f"{'case':<52} {'ready':>5} {'answers':<34} {'slowest':>8} {'again':>7}  500 lost refused"
    )
    for place_name in dict.fromkeys(case.place for case in cases):
        own = [case for case in cases if case.place == place_name]
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            try:
                with a_place(place_name, Path(folder)) as place:
                    for case in own:
                        tallies += shown(case, place)
            except faults.NotHere as error:
                print(f"left out, {len(own)} cases of {place_name!r}: {error}")
    n_dirty = sum(not tally.is_clean for tally in tallies)
    print(
        f"\n{len(tallies)} cases: {sum(t.n_500 for t in tallies)} answers 500, "
        f"{sum(len(t.lost) for t in tallies)} lost, {sum(t.refused_erasures for t in tallies)} erasures refused, "
        f"{n_dirty} cases with something wrong"
    )
    return 1 if n_dirty else 0


def shown(case: Case, place: Place) -> list[Tally]:
    try:
        tally = run_case(case, place)
    except faults.NotHere as error:
        print(f"{case.name:<52} left out: {error}")
        return []
    except (AssertionError, httpx.HTTPError, ValueError) as error:
        tally = Tally(case.name, wrong=[f"{type(error).__name__}: {error}"])
    counts = {code: tally.answers.count(code) for code in sorted(set(tally.answers))}
    answers = " ".join(f"{n}×{code}" for code, n in counts.items())
    print(
        f"{case.name:<52} {tally.ready:>5} {answers:<34} {tally.slowest_s:>6.1f} s {tally.recovered_s:>5.1f} s  "
        f"{tally.n_500:>3} {len(tally.lost):>4} {tally.refused_erasures:>7}",
        flush=True,
    )
    for each in (*tally.lost, *tally.wrong):
        print(f"    {each}", flush=True)
    return [tally]


if __name__ == "__main__":
    raise SystemExit(main())
