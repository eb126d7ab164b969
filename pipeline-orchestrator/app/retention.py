"""`python -m app.retention show | set | unset | purge`: how long things are kept, by hand; from the folder of this service.

`purge --dry-run` says what would be erased now, and erases nothing.
"""

import argparse
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import anyio
from prometheus_client import CollectorRegistry

from shared.settings import CommonSettings
from shared.storage import open_store

from .bootstrap import open_worker
from .core.config import MOST_DAYS, Settings
from .db import retention
from .db.migrate import migrate
from .domain.principal import LOCAL_TENANT, Principal
from .domain.retention import RETAINED_KINDS, PurgeCount, RetainedKind, RetentionRule
from .runs.worker import Worker
from .utils.by_hand import run_by_hand


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.retention", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("show", help="the days of each kind, and of tenants that have their own")
    change = commands.add_parser("set", help="days of a tenant's own; 0: until somebody erases it")
    back = commands.add_parser("unset", help="as long as everybody's again")
    for each in (change, back):
        each.add_argument("--tenant", default=LOCAL_TENANT)
        each.add_argument("--kind", required=True, choices=RETAINED_KINDS)
    change.add_argument("--days", required=True, type=int)
    purge = commands.add_parser("purge", help="erase now what has been kept for long enough")
    purge.add_argument("--dry-run", action="store_true", help="only say what would be erased")
    return parser


async def _run(chosen: argparse.Namespace) -> int:
    async with _worker() as worker:
        match chosen.command:
            case "show":
                for kind, rule in (await worker.purger.rules()).items():
                    print(_shown(kind, rule))
            case "purge":
                for each in await worker.purger.purge(dry_run=chosen.dry_run):
                    print(_counted(each))
            case _:
                await _set(worker, chosen)
    return 0


@asynccontextmanager
async def _worker() -> AsyncIterator[Worker]:
    """On the database and the store of this installation; it takes no tasks."""
    settings, common = Settings(), CommonSettings()
    opening = open_worker(
        settings,
        common,
        store=open_store(common),
        registry=CollectorRegistry(),
        tracing=None,
        max_connections=2,
    )
    async with opening as worker:
        await anyio.to_thread.run_sync(migrate, worker.database.engine)
        yield worker


async def _set(worker: Worker, chosen: argparse.Namespace) -> None:
    """Raises ValueError for days that are none, and for what is no tenant."""
    days: int | None = getattr(chosen, "days", None)
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise ValueError(f"--days: 0 to {MOST_DAYS}")
    owner = Principal(chosen.tenant, "operator", "operator")
    await worker.database.write(lambda s: retention.set_days(s, owner, chosen.kind, days))
    print(_shown(chosen.kind, (await worker.purger.rules())[chosen.kind]))


def _shown(kind: RetainedKind, rule: RetentionRule) -> str:
    own = [f"{tenant}: {_days(days)}" for tenant, days in sorted(rule.of_tenants.items())]
    return "; ".join([f"{kind:<11} {_days(rule.days)}", *own])


def _days(days: int) -> str:
    return f"{days} days" if days else "until erased"


def _counted(each: PurgeCount) -> str:
    return f"{each.kind:<11} {each.n:>9}  {each.n_bytes:>15,} bytes"


if __name__ == "__main__":
    sys.exit(main())
