"""`python -m app.quotas set | show | list`: what tenants and keys may use, by hand; from the folder of this service."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from .access.quotas import QuotaBook, default_allowance
from .core.config import Settings
from .db.installation import open_installation
from .db.models import OF_TENANT
from .domain.principal import LOCAL_TENANT, Principal
from .domain.quotas import MOST, QUOTA_FIELDS, UNLIMITED, Quota
from .utils.by_hand import run_by_hand


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.quotas", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    put = commands.add_parser(
        "set", help="set what is named, each a figure, 'unlimited' or 'default'; the rest stays"
    )
    show = commands.add_parser("show", help="what was set, and what holds")
    commands.add_parser("list", help="all that was set, of all tenants")
    for command in (put, show):
        command.add_argument("--tenant", default=LOCAL_TENANT)
        command.add_argument("--key", default=OF_TENANT, help="id of a key; else of the tenant")
    for name in QUOTA_FIELDS:
        put.add_argument(
            f"--{name.replace('_', '-')}",
            type=_figure(name),
            metavar="FIGURE",
            default=argparse.SUPPRESS,
        )
    return parser


def _figure(name: str) -> Callable[[str], float | None]:
    """Reads what a Quota has."""

    def figure(written: str) -> float | None:
        if written in {"unlimited", "default"}:
            return UNLIMITED if written == "unlimited" else None
        read = float(written) if name == "audio_minutes_per_month" else int(written)
        if not 0 <= read <= MOST:
            raise ValueError(written)
        return read

    return figure


async def _run(chosen: argparse.Namespace) -> int:
    settings = Settings()
    async with open_installation(settings) as database:
        book = QuotaBook(database, default_allowance(settings))
        if chosen.command == "list":
            for tenant, key_id, quota in await book.listed_of_all():
                print(_line(tenant, key_id, quota))
            return 0
        whose = Principal(chosen.tenant, "operator", "operator")
        own, in_force = await book.shown(whose, chosen.key)
        if chosen.command == "set":
            named = {name: value for name, value in vars(chosen).items() if name in QUOTA_FIELDS}
            own, in_force = await book.set(whose, replace(own, **named), chosen.key)
        print(f"set       {_line(chosen.tenant, chosen.key, own)}")
        print(f"in force  {_line(chosen.tenant, chosen.key, in_force, none='unlimited')}")
    return 0


def _line(tenant: str, key_id: str, quota: Quota, *, none: str = "default") -> str:
    shown = {name: getattr(quota, name) for name in QUOTA_FIELDS}
    told = (
        f"{name}={none if each is None else 'unlimited' if each == UNLIMITED else f'{each:g}'}"
        for name, each in shown.items()
    )
    return f"{tenant}  {key_id or '-'}  {'  '.join(told)}"


if __name__ == "__main__":
    sys.exit(main())
