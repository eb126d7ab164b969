"""The orchestrator as it is served, with its transactions, statements and fsyncs counted.

    python -m bench.overhead.counted COUNTS PORT

On SIGUSR1 what was counted since the start is written to the file COUNTS, as JSON. SQLite's own fsyncs aren't seen from
Python: with its write-ahead file there is one at a checkpoint, every few hundred transactions, and none at a commit.
"""

import json
import os
import signal
import sys
from collections import Counter
from functools import wraps
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from shared.roster import ORCHESTRATOR
from shared.settings import REPO_ROOT
from shared.web import server

COUNTED = ("transactions", "statements", "fsyncs", "cpu_ms")


def count(counts: Counter[str]) -> None:
    """From now on, of every engine and file of this process."""
    sync = os.fsync

    @wraps(sync)
    def counted_sync(file: int) -> None:
        counts["fsyncs"] += 1
        sync(file)

    def of_statement(_: Any, __: Any, statement: str, *___: Any) -> None:
        counts["transactions" if statement.startswith("BEGIN") else "statements"] += 1

    os.fsync = counted_sync
    event.listen(Engine, "before_cursor_execute", of_statement)


def main() -> int:
    counts: Counter[str] = Counter()
    count(counts)
    path = Path(sys.argv[1])

    def tell(*_: Any) -> None:
        times = os.times()
        counts["cpu_ms"] = round(1000 * (times.user + times.system))
        written = path.with_suffix(".part")
        written.write_text(json.dumps({name: counts[name] for name in COUNTED}), encoding="utf-8")
        written.replace(path)

    signal.signal(signal.SIGUSR1, tell)
    os.chdir(REPO_ROOT / ORCHESTRATOR.name)
    sys.path.insert(0, str(REPO_ROOT / ORCHESTRATOR.name))
    return server.main(["app.main:app", "--port", sys.argv[2]])


if __name__ == "__main__":
    sys.exit(main())
