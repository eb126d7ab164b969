"""Many tasks in the queue, and the process killed again and again while it works through them."""

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import UUID

from bench.standstill.harm import settled_twice

from .caller import wait_for
from .restarts import RestartedFleet, a_restarted_fleet, sent
from .tally import FaultTally

SENT_AT_ONCE = 8


def run_many_kills(folder: Path, *, n_tasks: int, n_kills: int) -> FaultTally:
    tally = FaultTally(f"{n_tasks} tasks, killed {n_kills} times")
    with a_restarted_fleet(folder) as restarted:
        n_before = n_ended(restarted.database)  # the example that every database has
        with restarted.client() as client, ThreadPoolExecutor(SENT_AT_ONCE) as pool:
            task_ids = list(pool.map(lambda _: sent(client), range(n_tasks)))
        # Spread over what is still to do: a fleet that is killed as soon as it stands gives its tasks up, as it should.
        n_done = n_ended(restarted.database) - n_before
        tally.case += f", {n_done} of them done before the first"
        for number in range(n_kills):
            share = n_done + (number + 1) * (n_tasks - n_done) // (n_kills + 1)
            if not wait_for(
                lambda at=share: n_ended(restarted.database) >= n_before + at, patience_s=600
            ):
                tally.wrong.append(f"stands still at {n_ended(restarted.database)} tasks")
                break
            restarted.kill()
            restarted.start()
        wait_for(lambda: n_ended(restarted.database) >= n_before + n_tasks, patience_s=600)
        _count(restarted, tally, task_ids)
    return tally


def _count(restarted: RestartedFleet, tally: FaultTally, task_ids: list[str]) -> None:
    with closing(sqlite3.connect(restarted.database)) as opened:
        rows = opened.execute("SELECT id, status, claims FROM tasks").fetchall()
        failed = opened.execute(
            "SELECT attempts, retries, error FROM tasks WHERE status = 'failed'"
        ).fetchall()
    found = {str(UUID(str(id))): (status, claims) for id, status, claims in rows}
    for (attempts, retries, error), count in Counter(failed).items():
        tally.wrong.append(f"{count} failed after {attempts} attempts, {retries} retries: {error}")
    states = Counter(found.get(each, ("lost", 0))[0] for each in task_ids)
    again = [found[each][1] for each in task_ids if each in found and found[each][1] > 1]
    tally.answers += [200] * states["succeeded"]
    if states != {"succeeded": len(task_ids)}:
        tally.lost.append(f"of {len(task_ids)} tasks: {dict(states)}")
    if twice := settled_twice(restarted.database):
        tally.wrong.append(f"tasks settled twice: {len(twice)}")
    tally.case += (
        f": {dict(states)}, {len(again)} taken up again, one up to {max(again, default=1)} times"
    )


def n_ended(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        [(count,)] = opened.execute(
            "SELECT count(*) FROM tasks WHERE status NOT IN ('queued', 'running')"
        )
    return count
