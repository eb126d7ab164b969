"""The real docker-compose.yml as a project of its own, on free ports and without the example's secrets."""

import os
import re
import shlex
import subprocess
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import httpx

from shared.roster import ORCHESTRATOR, Service
from shared.settings import REPO_ROOT

from .ports import free_ports

PROJECT = "agentforge-test"
UP_TIMEOUT_S = 1_700
READY_TIMEOUT_S = 600
SECRET = "only-for-this-test"  # noqa: S105
COMMIT = "c0ffee"


@dataclass
class Stack:
    """The running project."""

    ports: dict[str, int]
    environment: dict[str, str]
    key: str = ""
    """Of an operator, once one is made."""
    project: str = PROJECT
    files: tuple[Path, ...] = (REPO_ROOT / "docker-compose.yml",)
    """Of one release: the first one's folder is its tree."""

    @property
    def command(self) -> list[str]:
        compose = shlex.split(os.environ.get("COMPOSE", "docker compose"))
        return [*compose, "-p", self.project, *chain(*(("-f", str(file)) for file in self.files))]

    def compose(self, *arguments: str, timeout_s: float = 300, check: bool = True) -> str:
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=self.files[0].parent,
            env=self.environment,
            timeout=timeout_s,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if check and done.returncode:
            raise AssertionError(
                f"compose {' '.join(arguments)} ended {done.returncode}: {done.stdout[-3000:]}"
            )
        return done.stdout

    def run_documented(self, line: str, folder: Path, *, timeout_s: float = 900) -> str:
        """A line of a document as it stands there, `docker compose` being this project's; files are in `folder`."""
        command = line.replace("docker compose", shlex.join(self.command))
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=self.environment, timeout=timeout_s, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(f"{line} ended {done.returncode}: {done.stderr[-3000:]}")
        return done.stdout

    def wipe(self, *volumes: str) -> None:
        """Take all down, and these volumes with it."""
        self.compose("down", "--remove-orphans")
        named = [f"{self.project}_{volume}" for volume in volumes]
        subprocess.run(["docker", "volume", "rm", *named], check=True, capture_output=True, timeout=60)  # fmt: skip

    @property
    def url(self) -> str:
        """Of the orchestrator, the one service that a port leads to."""
        return f"http://127.0.0.1:{self.ports[ORCHESTRATOR.env_prefix]}"

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    def make_key(self) -> None:
        """As the README says to."""
        self.key = self.another_key("--name", "tests")

    def another_key(self, *arguments: str) -> str:
        make = ("python", "-m", "app.keys", "create", *arguments)
        made = self.compose("exec", "-T", ORCHESTRATOR.name, *make)
        key = re.search(r"afv_[\w-]+", made)  # what is beside it, Compose puts in any order
        if key is None:
            raise AssertionError(f"no key was made: {made[-1000:]}")
        return key[0]

    def asked(self, service: Service, path: str) -> str:
        """What a service answers to the fleet, asked inside its own container; no JSON where it does not."""
        ask = (
            "import os, urllib.request as r; "
            f"q = r.Request('http://127.0.0.1:8000{path}', headers={{'x-service-token': os.environ['SERVICE_TOKEN']}}); "
            "print(r.urlopen(q, timeout=5).read().decode())"
        )
        return self.compose("exec", "-T", service.name, "python", "-c", ask, check=False)

    def wait_ready(self, *services: Service, within_s: float = READY_TIMEOUT_S) -> None:
        deadline = time.monotonic() + within_s
        waiting = list(services)
        while waiting:
            try:
                if self._is_ready(waiting[0]):
                    del waiting[0]
                    continue
            except httpx.HTTPError:
                pass
            if time.monotonic() > deadline:
                logs = self.compose("logs", "--tail", "40", check=False)
                raise AssertionError(f"{waiting[0].name} is not ready: {logs[-4000:]}")
            time.sleep(1)

    def _is_ready(self, service: Service) -> bool:
        if service is ORCHESTRATOR:
            return httpx.get(f"{self.url}/ready", timeout=5).is_success
        return '"status":"ready"' in self.asked(service, "/ready")


def own_settings() -> tuple[dict[str, int], dict[str, str]]:
    """Ports by name, and the environment that compose reads."""
    names = [ORCHESTRATOR.env_prefix]
    names += ["POSTGRES", "REDIS", "MINIO", "MINIO_CONSOLE"]
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    inherited = {
        name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_PORT"))
    }
    published = {"ORCHESTRATOR_PUBLISH": f"{ports[ORCHESTRATOR.env_prefix]}:8000"}
    published |= {f"{name}_PUBLISH": str(ports[name]) for name in names[1:]}
    return ports, inherited | published | {
        # As in production: no secret is the example's.
        "APP_ENV": "production",
        "URL_SIGNING_KEY": SECRET,
        "SERVICE_TOKEN": SECRET,
        "POSTGRES_PASSWORD": SECRET,
        "MINIO_ROOT_USER": "agentforge",
        "MINIO_ROOT_PASSWORD": SECRET,
        "PUBLIC_URL": f"http://127.0.0.1:{ports[ORCHESTRATOR.env_prefix]}",
        "S3_PUBLIC_ENDPOINT": f"127.0.0.1:{ports['MINIO']}",
        "WORKER_CONCURRENCY": "1",
        "GIT_COMMIT": COMMIT,
        "IMAGE_TAG": "latest",
    }  # fmt: skip
