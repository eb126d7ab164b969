"""`python -m pipeline-orchestrator.tests.training_process [STEP]`: works on training jobs until none is left, or kills itself (-9) in
the middle of a step."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog
from prometheus_client import CollectorRegistry

from shared.settings import CommonSettings
from shared.storage import open_store

from ..app.bootstrap import open_training, open_worker
from ..app.core.config import Settings
from ..app.db import training_jobs
from ..app.db.session import Database
from ..app.domain.principal import SYSTEM
from ..app.runs.heartbeat import heartbeat
from ..app.training.recipes import GATHER


def children() -> list[int]:
    """Processes that this one has started."""
    return [
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    ]


def kill_in_the_middle_of(step: str) -> None:
    """Of a step in a process of its own, as soon as there is that process."""
    while step != GATHER and not children():
        time.sleep(0.001)
    print(*children(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


class KillsAt:
    def __init__(self, step: str | None) -> None:
        self.step = step

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> Any:
        if event.get("event") == "training_step_begun" and event["step"] == self.step:
            threading.Thread(target=kill_in_the_middle_of, args=(event["step"],)).start()
        raise structlog.DropEvent


async def nothing_is_left(database: Database) -> None:
    while True:
        left = await database.read(lambda s: training_jobs.n_unfinished(s, SYSTEM))
        if not any(left.values()):
            return
        await asyncio.sleep(0.05)


async def main(step: str | None) -> None:
    structlog.configure(processors=[KillsAt(step)])
    settings, common = Settings(), CommonSettings()
    opening = open_worker(
        settings,
        common,
        store=open_store(common),
        registry=CollectorRegistry(),
        max_connections=4,
        tracing=None,
    )
    folder = common.data_dir / "workers"
    async with opening as worker:
        with heartbeat(folder, worker.worker_id), open_training(worker, folder) as training:
            async with training.working(worker.metrics):
                await nothing_is_left(worker.database)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else None))
