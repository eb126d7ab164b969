"""A lock names all that the manifests ask for that it was compiled with."""

import re
import tomllib
from pathlib import Path

import pytest

from shared.roster import ROSTER
from shared.settings import REPO_ROOT

REQUIREMENTS = REPO_ROOT / "requirements"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _compiled_with() -> dict[str, list[str]]:
    """Lock → the manifests that were compiled into it."""
    found = {
        f"{service.name}.txt": ["pyproject.toml", f"{service.name}/pyproject.toml"]
        for service in ROSTER
    }
    for listed in sorted((REQUIREMENTS / "engines").glob("*.in")):
        line = re.search(r"^# compiled with: (.+)$", listed.read_text(encoding="utf-8"), re.M)
        words = line.group(1).split() if line else []
        found[f"engines/{listed.stem}.txt"] = [each for each in words if each.endswith(".toml")]
    return found


COMPILED_WITH = _compiled_with()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked_for(manifest: Path) -> set[str]:
    listed = tomllib.loads(manifest.read_text(encoding="utf-8"))["project"].get("dependencies", [])
    return {_normal(match.group()) for each in listed if (match := _NAME.match(each))}


@pytest.mark.parametrize("lock", COMPILED_WITH)
def test_a_lock_holds_what_its_manifests_ask_for(lock: str):
    text = (REQUIREMENTS / lock).read_text(encoding="utf-8")
    locked = {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", text, re.M)}  # fmt: skip
    asked = set().union(*(_asked_for(REPO_ROOT / each) for each in COMPILED_WITH[lock]))
    assert asked - locked == set(), "write it anew with make lock"


def test_locks_of_all_services_and_engines_are_looked_at():
    assert len(COMPILED_WITH) == len(ROSTER) + len(list((REQUIREMENTS / "engines").glob("*.in")))
    assert sum(bool(manifests) for manifests in COMPILED_WITH.values()) > len(ROSTER)
