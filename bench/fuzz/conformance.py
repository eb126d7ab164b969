"""Every service asked by schemathesis all that its OpenAPI document allows, and what it forbids: does it answer as it says?"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.roster import ROSTER, Service
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

HERE = Path(__file__).parent
PROGRAM = REPO_ROOT / ".venv-fuzz" / "bin" / "schemathesis"
REQUEST_TIMEOUT_S = 10
SHOWN_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class Conformance:
    service: str
    n_operations: int
    n_cases: int
    failures: dict[str, int]
    """By what schemathesis calls it."""
    told: str
    """Its own account."""

    def show(self) -> None:
        failures = ", ".join(f"{n}× {name}" for name, n in self.failures.items()) or "none"
        print(f"{self.service:<28} {self.n_operations:>4} operations {self.n_cases:>7} cases  failures: {failures}", flush=True)  # fmt: skip
        if self.failures:
            print(self.told[:SHOWN_CHARS], flush=True)


def conformance_of(
    fleet: RunningFleet, folder: Path, *, seconds: int, seed: int, key: str = ""
) -> list[Conformance]:
    """Of all services, `seconds` each, one after another; with `key`, as who has it.

    By time, for a large document's values take schemathesis long to make up.
    """
    found: list[Conformance] = []
    for service in ROSTER:
        found.append(_asked(service, fleet.addresses[service], folder, seconds, seed, key))
        found[-1].show()
    return found


def _asked(
    service: Service, address: str, folder: Path, seconds: int, seed: int, key: str
) -> Conformance:
    report = folder / f"{service.name}.json"
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [
            PROGRAM, "--config-file", HERE / "schemathesis.toml", "run", f"{address}/openapi.json",
            "--checks=all", f"--max-time={seconds}", f"--request-timeout={REQUEST_TIMEOUT_S}",
            f"--seed={seed}", "--continue-on-failure", "--no-shrink", "--suppress-health-check=all",
            "--report=json", f"--report-json-path={report}",
            *([f"--header=Authorization: Bearer {key}"] if key else []),
        ],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)},
        cwd=folder,  # it keeps a folder of its own there
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    if not report.exists():
        return Conformance(service.name, 0, 0, {"no report": 1}, told)
    return _read(service, json.loads(report.read_text()), told)


def _read(service: Service, report: dict[str, Any], told: str) -> Conformance:
    failures = {each["title"]: each["count"] for each in report["failures"]}
    if report["errors"]:
        failures["errors of schemathesis"] = len(report["errors"])
    return Conformance(
        service.name,
        report["operations"]["tested"],
        report["test_cases"]["generated"],
        failures,
        told,
    )
