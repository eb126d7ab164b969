"""`python -m app.events list | show | dead | replay | drop`: events by hand, from the folder of this service."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

from shared.events import EventType

from .core.config import Settings
from .db import cloud_events
from .db.installation import open_installation
from .db.session import Database
from .domain.principal import LOCAL_TENANT, SYSTEM, Principal
from .eventing.desk import EventDesk
from .eventing.searching import NAME as SEARCH_INDEX
from .utils.by_hand import run_by_hand
from .webhooks.telling import NAME as WEBHOOKS


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.events", description=__doc__)
    parser.add_argument("--tenant", default=LOCAL_TENANT)
    commands = parser.add_subparsers(dest="command", required=True)
    listed = commands.add_parser("list", help="what was told, newest first")
    listed.add_argument("--type", choices=get_args(EventType), action="append", default=[])
    listed.add_argument("--subject", help="as task/<id>")
    listed.add_argument("--since", type=_time, help="2026-11-28T10:00:00+00:00")
    listed.add_argument("--limit", type=int, default=50)
    show = commands.add_parser("show", help="one event, as CloudEvents' JSON")
    show.add_argument("id", type=UUID)
    dead = commands.add_parser("dead", help="what nobody could handle, with the reason")
    dead.add_argument("--consumer")
    dead.add_argument("--limit", type=int, default=50)
    replay = commands.add_parser(
        "replay", help="tell a consumer again: of a dead letter, of what happened since a time, or of all"
    )  # fmt: skip
    replay.add_argument("--dead", type=int, metavar="NUMBER", help="of this dead letter")
    replay.add_argument("--consumer", help=f"{SEARCH_INDEX}, {WEBHOOKS} or webhook:<id>")
    replay.add_argument("--since", type=_time)
    replay.add_argument("--from-sequence", type=int)
    replay.add_argument("--type", choices=get_args(EventType), action="append", default=[])
    replay.add_argument("--all-tenants", action="store_true")
    drop = commands.add_parser("drop", help="let a dead letter go")
    drop.add_argument("number", type=int)
    return parser


def _time(text: str) -> datetime:
    """Of UTC where it names no zone."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


async def _run(chosen: argparse.Namespace) -> int:
    async with open_installation(Settings()) as database:
        desk = EventDesk(database, (SEARCH_INDEX, WEBHOOKS))
        whose = Principal(chosen.tenant, "operator", "operator")
        match chosen.command:
            case "list":
                await _list(desk, whose, chosen)
            case "show":
                told = await desk.one(whose, chosen.id)
                print(json.dumps(told.event.to_json(), indent=2, ensure_ascii=False))
            case "dead":
                for each in await desk.dead_letters(whose, limit=chosen.limit, consumer=chosen.consumer):  # fmt: skip
                    print(f"{each.id}  {each.consumer}  {each.event.type}  {each.event.subject}  tried {each.n_tries}  {each.reason}")  # fmt: skip
            case "drop":
                dropped = await desk.drop(whose, chosen.number)
                print(f"dropped {dropped.id}")
            case _:
                await _replay(desk, database, whose, chosen)
    return 0


async def _list(desk: EventDesk, whose: Principal, chosen: argparse.Namespace) -> None:
    found = await desk.told(
        whose, limit=chosen.limit, types=chosen.type, subject=chosen.subject, since=chosen.since
    )
    for _, told in found:
        event = told.event
        print(f"{told.sequence or '-'}  {event.time:%Y-%m-%d %H:%M:%S}  {event.id}  {event.type}  {event.subject}")  # fmt: skip


async def _replay(
    desk: EventDesk, database: Database, whose: Principal, chosen: argparse.Namespace
) -> None:
    if chosen.dead is not None:
        revived = await desk.revive(whose, chosen.dead)
        print(f"{revived.consumer} is told again of {revived.event.id}")
        return
    if chosen.consumer is None:
        raise ValueError("name --consumer, or a --dead letter")
    names = [whose.tenant]
    if chosen.all_tenants:
        names = await database.read(lambda s: cloud_events.tenants(s, SYSTEM))
    n = 0
    for name in names:
        n += await desk.replay(
            Principal(name, "operator", "operator"),
            chosen.consumer,
            since=chosen.since,
            from_sequence=chosen.from_sequence,
            types=chosen.type,
        )
    print(f"{chosen.consumer} is told again of {n} events, by the processes that are running")


if __name__ == "__main__":
    sys.exit(main())
