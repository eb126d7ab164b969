"""How an installation is: what is ready, which versions run, what waits, how much room is left."""

import shutil
from pathlib import Path

import anyio.to_thread

from shared import __version__
from shared.errors import Unavailable
from shared.version import running_commit

from ..app import App
from ..db import erasures, leases
from ..db.models import now
from ..domain.principal import SYSTEM
from ..schemas.operations import DiskRoom, InstallationStatus, QueueLoad, ServiceReport

TOLD_BY_SERVICES = ("version", "commit", "engine", "model_version", "mock")


async def installation_status(
    app: App, failed: dict[str, str], data_dir: Path
) -> InstallationStatus:
    """`failed`: what of this service itself can't be used."""
    return InstallationStatus(
        version=__version__,
        commit=running_commit(),
        failed=failed,
        services=await _services(app),
        queue=await _queue(app),
        disk=await anyio.to_thread.run_sync(_room, data_dir),
    )


async def _services(app: App) -> list[ServiceReport]:
    states, versions = await app.upstreams.readiness(), await app.upstreams.versions()
    return [
        ServiceReport.model_validate(
            {"service": name, "state": state}
            | {key: versions[name].get(key) for key in TOLD_BY_SERVICES}
        )
        for name, state in states.items()
    ]


async def _queue(app: App) -> QueueLoad | None:
    try:
        (n_waiting, oldest), n_running, n_overdue = await app.database.read(
            lambda s: (
                leases.queue_state(s, SYSTEM),
                leases.n_running(s, SYSTEM),
                erasures.n_overdue(s, SYSTEM),
            )
        )
    except Unavailable:
        return None  # what is told of the services matters most then
    waited_s = 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())
    return QueueLoad(
        n_waiting=n_waiting,
        oldest_wait_s=round(waited_s, 1),
        n_running=n_running,
        n_erasures_overdue=n_overdue,
    )


def _room(folder: Path) -> DiskRoom | None:
    try:
        room = shutil.disk_usage(folder)
    except OSError:
        return None
    return DiskRoom(free_bytes=room.free, total_bytes=room.total)
