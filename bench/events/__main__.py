"""`make bench-events`: thousands of events while what carries them is killed: what is lost, applied twice or out of order.

Facts are written into a database while the NATS server, the relay and the consumer, each a process of its own, are killed again and
again (`kill -9`), one after the other. Some events are poison. Then the drill looks at what the consumer wrote down.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.common.progress import progress
from bench.common.setting import setting
from shared.events import SpeakerErasedFact
from shared.settings import REPO_ROOT
from shared.testing.servers import Nats, running_nats, running_postgres

ORCHESTRATOR = REPO_ROOT / "pipeline-orchestrator"
sys.path.insert(0, str(ORCHESTRATOR))

from .process import CONSUMER, of_orchestrator  # noqa: E402 - it imports what lies there

N_SUBJECTS = 100
POISON_EVERY = 1000
WRITTEN_AT_ONCE = 5
PATIENCE_S = 180.0


@dataclass
class KilledPart:
    """A process that is started again when it is gone."""

    name: str
    arguments: list[str]
    log: Path
    process: "subprocess.Popen[bytes]" = field(init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bench.events.process", self.name, *self.arguments],
                cwd=REPO_ROOT,
                env=os.environ | {"PYTHONPATH": f"{REPO_ROOT}:{ORCHESTRATOR}"},
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-events", description=__doc__)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=10, help="of each part")
    parser.add_argument("--bus", choices=("nats", "in-process"), default="nats")
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    asked = parser.parse_args()
    print(setting("make bench-events"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = (
            stack.enter_context(running_postgres()).url
            if asked.database == "postgres"
            else f"sqlite:///{folder / 'events.db'}"
        )
        nats = stack.enter_context(running_nats()) if asked.bus == "nats" else None
        database = of_orchestrator("db.session").open_database(url)
        stack.callback(database.close)
        of_orchestrator("db.migrate").migrate(database.engine)
        with database.engine.begin() as connection:
            serial = "SERIAL" if asked.database == "postgres" else "INTEGER"
            connection.execute(text(f"CREATE TABLE drill (place {serial} PRIMARY KEY, subject TEXT, number INTEGER)"))  # fmt: skip
        parts = [
            KilledPart(name, [url, nats.url if nats else "", f"{name} of the drill"], folder / f"{name}.log")
            for name in ("relay", "consumers")
        ]  # fmt: skip
        for part in parts:
            part.start()
            stack.callback(part.kill)
        begun = time.perf_counter()
        _write_and_kill(database, parts, nats, asked.events, asked.kills)
        written_s = time.perf_counter() - begun
        is_whole = _wait(database, asked.events)
        took_s = time.perf_counter() - begun
        wrong = _told(database, asked.events)
        print(f"{asked.events} events, {asked.bus}, {asked.database}; kills of each part: {asked.kills}; written in {written_s:.0f} s, all applied after {took_s:.0f} s")  # fmt: skip
        if not is_whole:
            for part in parts:
                print(part.log.read_text()[-2000:])
        return 0 if not wrong and is_whole else 1


def _write_and_kill(
    database: Any, parts: list[KilledPart], nats: Nats | None, n_events: int, n_kills: int
) -> None:
    chance = random.Random(23)
    killed = [*parts, *([nats] if nats else [])] * n_kills
    chance.shuffle(killed)
    every = n_events // (len(killed) + 1)
    written = 0
    for start in progress(range(0, n_events, WRITTEN_AT_ONCE), "events written"):
        with database.engine.begin() as connection:
            for number in range(start, min(n_events, start + WRITTEN_AT_ONCE)):
                _write(connection, number)
                written += 1
        while killed and written >= every * (len(parts) * n_kills + (n_kills if nats else 0) - len(killed) + 1):  # fmt: skip
            victim = killed.pop()
            victim.kill()
            time.sleep(chance.random() * 0.5)
            victim.start()
        time.sleep(0.005)


def _write(connection: Any, number: int) -> None:
    session = of_orchestrator("db.cloud_events")
    data = SpeakerErasedFact(
        task_ids=[],
        n_tasks=number,
        n_consents=int(number % POISON_EVERY == POISON_EVERY - 1),
    )
    from sqlalchemy.orm import Session

    with Session(connection, join_transaction_mode="create_savepoint") as inner, inner.begin():
        local = of_orchestrator("domain.principal").LOCAL
        session.tell(inner, local, f"speaker/{number % N_SUBJECTS}", data)


def _poison(n_events: int) -> set[int]:
    return {number for number in range(n_events) if number % POISON_EVERY == POISON_EVERY - 1}


def _wait(database: Any, n_events: int) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    wanted = n_events - len(_poison(n_events))
    while time.monotonic() < deadline:
        with database.engine.connect() as connection:
            applied = connection.execute(text("SELECT count(*) FROM drill")).scalar_one()
            dead = connection.execute(
                text("SELECT count(*) FROM event_deliveries WHERE dead_at IS NOT NULL")
            ).scalar_one()
            if applied >= wanted and dead >= n_events - wanted:
                return True
        time.sleep(0.5)
    return False


def _told(database: Any, n_events: int) -> bool:
    """Whether anything was wrong."""
    with database.engine.connect() as connection:
        applied = connection.execute(text("SELECT subject, number FROM drill ORDER BY place")).all()
        dead = connection.execute(
            text("SELECT event, n_tries, reason FROM event_deliveries WHERE consumer = :name"),
            {"name": CONSUMER},
        ).all()
    numbers = [number for _, number in applied]
    lost = set(range(n_events)) - set(numbers) - _poison(n_events)
    twice = len(numbers) - len(set(numbers))
    newest: dict[str, int] = {}
    n_disordered = 0
    for subject, number in applied:
        n_disordered += number < newest.get(subject, -1)
        newest[subject] = max(number, newest.get(subject, -1))
    print(f"lost {len(lost)}, applied twice {twice}, out of order within their subject {n_disordered}")  # fmt: skip
    print(f"dead letters {len(dead)} of {len(_poison(n_events))} poisonous, tries {sorted({n for _, n, _ in dead})}")  # fmt: skip
    return bool(lost or twice or n_disordered or len(dead) != len(_poison(n_events)))


if __name__ == "__main__":
    sys.exit(main())
