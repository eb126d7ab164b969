"""`python -m app.models list | show | register | canary | promote | rollback | compare`: models by hand; from the folder of this service."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from shared.roster import ALIGNMENT
from shared.settings import CommonSettings
from shared.storage import open_store

from .core.config import Settings
from .db import registry
from .db.installation import open_installation
from .db.models import now
from .db.session import Database
from .domain.access import AuditEntry
from .domain.model import ModelVersion
from .domain.principal import LOCAL_TENANT, SYSTEM
from .domain.tally import Tally
from .pipelines.catalogue import models_tried
from .registry.registering import Made, register
from .registry.shipped import shipped_models
from .registry.watching import ModelWatch, rule_of, target_of
from .utils.by_hand import run_by_hand

ACTIONS = {
    "register": "model.registered",
    "canary": "model.tried",
    "promote": "model.promoted",
    "rollback": "model.rolledback",
}


def main(arguments: Sequence[str] | None = None) -> int:
    return run_by_hand(_run, _parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.models", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="all versions, and how far each is let")
    show = commands.add_parser("show", help="what is known of one")
    enter = commands.add_parser("register", help="a file, as a candidate")
    canary = commands.add_parser("canary", help="give a share of the recordings to one")
    promote = commands.add_parser("promote", help="give all recordings to the one that is tried")
    back = commands.add_parser("rollback", help="end a trial, or go back from the live one")
    compare = commands.add_parser("compare", help="the one that is tried beside the live one")
    for each in (show, enter, canary, promote, back):
        each.add_argument("name")
        each.add_argument("version")
    compare.add_argument("name")
    enter.add_argument("--file", required=True, type=Path)
    enter.add_argument("--card", required=True, type=Path, help="Markdown")
    enter.add_argument("--figures", type=Path, help="JSON: name to number")
    enter.add_argument("--data", default="", help="what it was taught by, with licences")
    enter.add_argument("--licence", default="")
    enter.add_argument("--service", default=ALIGNMENT.name)
    canary.add_argument("--share", required=True, type=float, help="above 0, at most 0.5")
    return parser


async def _run(chosen: argparse.Namespace) -> int:
    settings = Settings()
    async with open_installation(settings) as database:
        await database.write(lambda s: registry.seed(s, SYSTEM, shipped_models()))
        if chosen.command == "list":
            for each in await database.read(lambda s: registry.listed(s, SYSTEM)):
                print(_line(each))
        elif chosen.command == "compare":
            await _compare(ModelWatch(database, rule_of(settings)), chosen.name)
        else:
            version = await _do(database, chosen)
            print(_line(version))
            if chosen.command == "show":
                print(_known(version))
    return 0


async def _do(database: Database, chosen: argparse.Namespace) -> ModelVersion:
    name, version = chosen.name, chosen.version
    match chosen.command:
        case "show":
            return await database.read(lambda s: registry.find(s, SYSTEM, name, version))
        case "register":
            store = open_store(CommonSettings())
            return await register(database, store, _made(chosen), _entry(chosen))
        case "canary":
            if name not in models_tried():
                raise ValueError(f"of {name} no other version can be asked for")
            if not 0 < chosen.share <= 0.5:
                raise ValueError("--share: above 0, at most 0.5")
            return await database.write(
                lambda s: registry.start_trial(
                    s, SYSTEM, name, version, chosen.share, _entry(chosen)
                )
            )
        case "promote":
            return await database.write(
                lambda s: registry.promote(s, SYSTEM, name, version, _entry(chosen))
            )
        case _:
            return await database.write(
                lambda s: registry.roll_back(
                    s, SYSTEM, name, version, why="by_hand", entry=_entry(chosen)
                )
            )


def _made(chosen: argparse.Namespace) -> Made:
    """Raises ValueError for a file that can't be read."""
    try:
        figures = json.loads(chosen.figures.read_text(encoding="utf-8")) if chosen.figures else {}
        return Made(
            name=chosen.name,
            version=chosen.version,
            service=chosen.service,
            content=chosen.file.read_bytes(),
            card=chosen.card.read_text(encoding="utf-8"),
            figures={str(name): float(value) for name, value in figures.items()},
            data=chosen.data,
            licence=chosen.licence,
        )
    except (OSError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def _entry(chosen: argparse.Namespace) -> AuditEntry:
    return AuditEntry(
        tenant=LOCAL_TENANT,
        at=now(),
        action=ACTIONS[chosen.command],
        status=200,
        credential="local",
        subject="by hand",
        role="operator",
        target=target_of(chosen.name, chosen.version),
        request_id=None,
    )


def _line(each: ModelVersion) -> str:
    share = f" {each.share:.0%}" if each.share is not None else ""
    why = f" ({each.why})" if each.why else ""
    return f"{each.name:<16} {each.version:<24} {each.stage + share + why:<22} {each.service:<20} {each.sha256[:12]}"


def _known(each: ModelVersion) -> str:
    figures = "\n".join(f"{name}: {value:g}" for name, value in each.figures.items())
    return "\n\n".join(part for part in (figures, each.data, each.card) if part)


async def _compare(watch: ModelWatch, name: str) -> None:
    while await watch.count():  # what the orchestrator has not counted yet
        pass
    found = await watch.compare(name)
    print(_told(found.canary.version, found.of_canary))
    print(_told(found.live, found.of_live))
    print(f"against it: {found.fault or found.canary.why or 'nothing'}")


def _told(version: str, tally: Tally) -> str:
    score, ms, issues = tally.score, tally.ms, tally.issues_per_100_phones
    return "  ".join(
        [
            f"{version:<24} n {tally.n}",
            f"failed {tally.n_failed}",
            f"missed {tally.n_missed}",
            f"refused {tally.n_refused}",
            f"score {score.value:.1f}" if score else "score –",
            f"issues per 100 phones {issues:.2f}" if issues is not None else "issues –",
            f"{ms.value:.0f} ms" if ms else "– ms",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
