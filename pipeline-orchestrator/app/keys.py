"""`python -m app.keys create | list | revoke`: keys by hand, the first one above all; from the folder of this service."""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

from .access.keyring import Keyring
from .core.config import Settings
from .db.installation import open_installation
from .db.models import now
from .domain.access import ApiKey
from .domain.principal import LOCAL_TENANT, Principal, Role, Scope
from .utils.by_hand import run_by_hand


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.keys", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    create = commands.add_parser("create", help="make a key and show it, once")
    create.add_argument("--name", required=True, help="what it is for")
    create.add_argument("--role", choices=get_args(Role), default="operator")
    create.add_argument("--tenant", default=LOCAL_TENANT)
    create.add_argument("--subject", help="who asks with it; a learner's speaker_id")
    create.add_argument("--scope", action="append", choices=get_args(Scope), default=[])
    create.add_argument("--expires-in-days", type=int)
    commands.add_parser("list", help="all keys of all tenants, without their secrets")
    revoke = commands.add_parser("revoke", help="end a key and its sessions")
    revoke.add_argument("id")
    revoke.add_argument("--tenant", default=LOCAL_TENANT)
    return parser


async def _run(chosen: argparse.Namespace) -> int:
    async with open_installation(Settings()) as database:
        keyring = Keyring(database)
        match chosen.command:
            case "create":
                await _create(keyring, chosen)
            case "list":
                for key in await keyring.listed_of_all():
                    print(_line(key))
            case _:
                whose = Principal(chosen.tenant, "operator", "operator")
                print(_line(await keyring.revoke(whose, chosen.id)))
    return 0


async def _create(keyring: Keyring, chosen: argparse.Namespace) -> None:
    """The key alone goes to standard output, for who pipes it on."""
    days: int | None = chosen.expires_in_days
    if days is not None and days < 1:
        raise ValueError("--expires-in-days: 1 or more")
    key, whole = await keyring.make(
        chosen.name,
        tenant=chosen.tenant,
        role=chosen.role,
        subject=chosen.subject,
        scopes=frozenset(chosen.scope),
        expires_at=None if days is None else now() + timedelta(days=days),
    )
    print(_line(key), "\nthe key is shown this once:", file=sys.stderr)
    print(whole)


def _line(key: ApiKey) -> str:
    principal = key.principal
    if key.revoked_at is not None:
        state = "revoked"
    elif not key.holds_at(now()):
        state = "expired"
    else:
        state = "until revoked" if key.expires_at is None else f"until {key.expires_at:%Y-%m-%d}"
    used = "never used" if key.used_at is None else f"used {key.used_at:%Y-%m-%d %H} h"
    scopes = ",".join(sorted(principal.scopes)) or "-"
    return f"{key.id}  {principal.tenant}  {principal.role}  {principal.subject}  {scopes}  {state}  {used}  {key.name}"


if __name__ == "__main__":
    sys.exit(main())
