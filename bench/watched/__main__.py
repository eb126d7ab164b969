"""What Prometheus sees of a fleet that works: does every expression of the dashboards return something, is every rule well?

    make check-dashboards                  a minute; PROMETHEUS= where it isn't on the PATH

A fleet of mock engines with Postgres, Redis and a Celery worker is used as people use it (deeds.py), while a Prometheus with the rules of
deploy/monitoring looks at it each second.
"""

import argparse
import asyncio
import json
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.faults.places import CeleryWorker
from shared.roster import ORCHESTRATOR
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.ports import free_port
from shared.testing.servers import running_postgres, running_redis

from .deeds import use

MONITORING = REPO_ROOT / "deploy" / "monitoring"
SHEETS = runpy.run_path(str(MONITORING / "dashboards.py"))["SHEETS"]
START_S = 30.0
TOKEN = "a-token-of-this-fleet"  # noqa: S105 (it lives for a minute)


@dataclass(frozen=True, slots=True)
class ShownLine:
    sheet: str
    title: str
    legend: str
    expression: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="make check-dashboards", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--prometheus", default="prometheus", help="the program")
    parser.add_argument("--seconds", type=float, default=45.0, help="for which the fleet is used")
    asked = parser.parse_args()
    program = shutil.which(asked.prometheus)
    if program is None:
        print("prometheus is not here: apt install prometheus, or PROMETHEUS=…")
        return 2
    with tempfile.TemporaryDirectory() as state, _fleet(Path(state)) as (fleet, worker_port):
        targets = {service.name: address.removeprefix("http://") for service, address in fleet.addresses.items()}  # fmt: skip
        targets["worker"] = f"127.0.0.1:{worker_port}"
        # The first key of a fleet on this machine; from then on it asks everybody for one.
        made = httpx.post(f"{fleet.url}/keys", json={"name": "watched", "role": "operator"}, timeout=30)  # fmt: skip
        key = made.raise_for_status().json()["key"]
        with _prometheus(program, Path(state), targets, key) as url:
            asyncio.run(use(fleet, key, asked.seconds))
            time.sleep(3)  # a scrape of the last of it, and an evaluation of what was scraped
            return 0 if _show(url, targets) else 1


def shown() -> list[ShownLine]:
    return [
        ShownLine(sheet.title.removeprefix("Voice: "), curves.title, legend, line.replace('"$job"', '".*"'))
        for sheet in SHEETS
        for row in sheet.rows.values()
        for curves in row
        for legend, line in curves.lines.items()
    ]  # fmt: skip


@contextmanager
def _fleet(folder: Path) -> Iterator[tuple[RunningFleet, int]]:
    """With its worker's port of metrics."""
    port = free_port()
    with running_postgres() as postgres, running_redis() as redis:
        settings = {
            "MOCK_MODE": "true",
            "SERVICE_TOKEN": TOKEN,
            "LOG_LEVEL": "WARNING",
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": postgres.url,
            "QUEUE_URL": redis.url,
            "ORCHESTRATOR_POLL_S": "0.5",
            "ORCHESTRATOR_NAMED_TENANTS": "1",
            # All come with one key, as fast as answers do.
            "ORCHESTRATOR_KEY_WORK_PER_MINUTE": "0",
            "ORCHESTRATOR_TENANT_WORK_PER_MINUTE": "0",
            "ORCHESTRATOR_WORKER_METRICS_PORT": str(port),
        }
        with running_fleet(folder / "data", settings) as fleet:
            asked = {service.url_variable: address for service, address in fleet.addresses.items() if service is not ORCHESTRATOR}  # fmt: skip
            worker = CeleryWorker(settings | asked)
            worker.start()
            try:
                yield fleet, port
            finally:
                worker.stop()


@contextmanager
def _prometheus(program: str, folder: Path, targets: dict[str, str], key: str) -> Iterator[str]:
    """Looks each second, and shows what deploy/ has it show. JSON is YAML, too."""
    configuration = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(MONITORING / "prometheus" / "rules" / "*.yml")],
        "scrape_configs": [
            {
                "job_name": job,
                "static_configs": [{"targets": [address]}],
                "authorization": {"credentials": key if job == ORCHESTRATOR.name else TOKEN},
            }
            for job, address in targets.items()
        ],
    }  # fmt: skip
    path = folder / "prometheus.yml"
    path.write_text(json.dumps(configuration), encoding="utf-8")
    port = free_port()
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(
            [
                program, f"--config.file={path}", f"--storage.tsdb.path={folder / 'tsdb'}",
                f"--web.listen-address=127.0.0.1:{port}",
            ],
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/-/ready", process, folder / "prometheus.log")
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit(f"prometheus did not start:\n{log.read_text('utf-8')[-2000:]}")


def _show(url: str, targets: dict[str, str]) -> bool:
    with httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:

        def asked(path: str, **query: str) -> Any:
            return client.get(path, params=query).raise_for_status().json()["data"]

        found = [(each, len(asked("/query", query=each.expression)["result"])) for each in shown()]
        rules = [rule for group in asked("/rules")["groups"] for rule in group["rules"]]
        scraped = [each for each in asked("/targets")["activeTargets"] if each["health"] == "up"]
    print("| dashboard | panel | line | series |\n|---|---|---|---|")
    for each, n_series in found:
        print(f"| {each.sheet} | {each.title} | {each.legend} | {n_series} |")
    empty = [each for each, n_series in found if n_series == 0]
    ill = [rule["name"] for rule in rules if rule["health"] != "ok"]
    firing = sorted(rule["name"] for rule in rules if rule.get("state") == "firing")
    print(f"\n{len(found) - len(empty)} of {len(found)} expressions return series; {len(scraped)} of {len(targets)} targets scraped; {len(rules) - len(ill)} of {len(rules)} rules are well")  # fmt: skip
    print(f"alerts that fire: {', '.join(firing) or 'none'}")
    for each in empty:
        print(f"nothing: {each.sheet}: {each.title}: {each.expression}")
    return not empty and not ill and len(scraped) == len(targets)


if __name__ == "__main__":
    sys.exit(main())
