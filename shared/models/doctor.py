"""What is missing on this machine, and what each engine of each service needs."""

import json
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import httpx
from rich.console import Console
from rich.table import Table

from shared.engines import (
    EngineSpec,
    EngineUnavailable,
    choose_engine,
    is_installed,
    missing_requirements,
)
from shared.models.manifest import known_models
from shared.models.registries import RegistryFailed, npm_command, pip_command
from shared.models.store import flaws_of
from shared.models.transfers import megabytes
from shared.mount import module_of, settings_of
from shared.roster import ROSTER, Service
from shared.settings import REPO_ROOT, CommonSettings

Engines = dict[tuple[Service, str], tuple[EngineSpec, ...]]
"""By the service, and the field of its settings that names one of them."""
Health = Literal["ok", "optional", "broken"]
_MARKS: dict[Health, str] = {
    "ok": "[green]ok[/]",
    "optional": "[yellow]—[/]",
    "broken": "[red]!![/]",
}
_IMPORT_PROBE = """
import importlib, json, sys
failed = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = f"{type(error).__name__}: {error}"
print(json.dumps(failed))
"""
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    part: str
    state: Health
    """`optional` is absent but only by choice; `broken` keeps the fleet from running."""
    detail: str


def examine(settings: CommonSettings, model_dir: Path) -> list[Diagnosis]:
    """Everything that is looked at, in the order a reader wants it."""
    engines = _engines_here()
    return [
        *_machine(settings, model_dir),
        *_models(model_dir),
        *_libraries(engines),
        *_engines(engines, settings, model_dir),
        *_programs({service for service, _ in engines}),
        *_ports(),
    ]


def show(findings: list[Diagnosis], console: Console) -> int:
    """Print the findings; 1 when something is broken, else 0."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        table.add_row(_MARKS[finding.state], finding.part, finding.detail)
    console.print(table)
    n_broken = sum(finding.state == "broken" for finding in findings)
    console.print(
        f"[red]{n_broken} to mend: the lines marked !![/]" if n_broken else "[green]all is there[/]"
    )
    return 1 if n_broken else 0


def _machine(settings: CommonSettings, model_dir: Path) -> Iterator[Diagnosis]:
    version = platform.python_version()
    enough = sys.version_info >= (3, 11)
    yield Diagnosis(
        "Python", "ok" if enough else "broken", version + ("" if enough else ": 3.11 is needed")
    )
    try:
        yield Diagnosis("pip", "ok", Path(pip_command()[0]).name)
    except RegistryFailed as error:
        yield Diagnosis("pip", "broken", str(error))
    npm = npm_command()
    yield Diagnosis(
        "npm",
        "ok" if npm else "optional",
        npm[-1] if npm else "absent: a wheel's is used for a fetch",
    )
    for name, folder in (("MODEL_DIR", model_dir), ("DATA_DIR", settings.data_dir.absolute())):
        yield _folder(name, folder)


def _folder(name: str, folder: Path) -> Diagnosis:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        # Containers mount the models read-only, which is fine once they are complete.
        state: Health = "optional" if name == "MODEL_DIR" and folder.is_dir() else "broken"
        return Diagnosis(name, state, f"{folder} can't be written to")
    return Diagnosis(name, "ok", f"{folder}, {megabytes(shutil.disk_usage(nearest).free)} free")


def _models(model_dir: Path) -> Iterator[Diagnosis]:
    for model in known_models().values():
        flaws = flaws_of(model, model_dir)
        if flaws:
            detail = (
                f"{len(flaws)} of {len(model.files)} files are missing or damaged: `make models`"
            )
        else:
            detail = f"{len(model.files)} files, {megabytes(model.size_bytes)}, {model.licence}"
        yield Diagnosis(f"model {model.name}", "broken" if flaws else "ok", detail)


def _libraries(engines: Engines) -> Iterator[Diagnosis]:
    """Import what the engines need, in a process of its own: a missing system library shows there."""
    wanted = sorted(
        {
            name
            for specs in engines.values()
            for spec in specs
            for name in spec.requires
            if is_installed(name)
        }
    )
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_PROBE, *wanted],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        yield Diagnosis("libraries", "broken", f"importing {', '.join(wanted)} crashed Python")
        return
    failed: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    for name, reason in failed.items():
        yield Diagnosis(f"package {name}", "broken", reason)
    if loadable := [name for name in wanted if name not in failed]:
        yield Diagnosis("libraries", "ok", f"{', '.join(loadable)} can be loaded")


def _engines_here() -> Engines:
    """Engines of the services on this machine: all eleven, or the one of a container."""
    found: Engines = {}
    for service in ROSTER:
        if (REPO_ROOT / service.name / "app" / "services" / "engines").is_dir():
            listed = module_of(service, "services.engines")
            found[service, "engine"] = listed.ENGINES
            further = getattr(listed, "FURTHER_ENGINES", {})
            found |= {(service, setting): specs for setting, specs in further.items()}
    return found


def _programs(services: Iterable[Service]) -> Iterator[Diagnosis]:
    """What services run where it is installed."""
    for service in services:
        listed = module_of(service, "services.engines")
        for name, used_for in getattr(listed, "PROGRAMS", {}).items():
            path = shutil.which(name)
            detail = path if path else f"not on the PATH: {used_for}"
            yield Diagnosis(f"program {name}", "ok" if path else "optional", detail)


def _engines(engines: Engines, settings: CommonSettings, model_dir: Path) -> Iterator[Diagnosis]:
    for (service, field), specs in engines.items():
        wanted = getattr(settings_of(service)(), field)
        setting = f"{service.env_prefix}_{field.upper()}={wanted}"
        part = service.name if field == "engine" else f"{service.name}, {field}"
        lacking = partial(missing_requirements, model_dir=model_dir)
        try:
            name = "mock" if settings.mock_mode else wanted
            chosen = choose_engine(name, specs, missing=lacking)
            yield Diagnosis(part, "ok", f"{setting}: {chosen.name}")
        except EngineUnavailable as error:
            yield Diagnosis(part, "broken", f"{setting}: {error}")
        for spec in specs:
            lacks = ", ".join(lacking(spec))
            how = "" if spec.automatic else ", by name only"
            detail = f"needs {lacks}" if lacks else "can be loaded"
            yield Diagnosis(
                f"  {spec.name}", "optional" if lacks else "ok", f"{detail}{how}: {spec.about}"
            )


def _ports() -> Iterator[Diagnosis]:
    for service in ROSTER:
        port = int(os.environ.get(f"{service.env_prefix}_PORT") or service.port)
        part = f"port {port}"
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_LOOPBACK, port))
            except OSError as error:
                if _is_ours(service, port):
                    yield Diagnosis(part, "ok", f"{service.name} is serving on it")
                else:
                    advice = f"set {service.env_prefix}_PORT to another"
                    yield Diagnosis(
                        part, "broken", f"{service.name} needs it: {error.strerror}; {advice}"
                    )
                continue
        yield Diagnosis(part, "ok", f"free for {service.name}")


def _is_ours(service: Service, port: int) -> bool:
    try:
        answer = httpx.get(f"http://{_LOOPBACK}:{port}/health", timeout=2.0).json()
    except (httpx.HTTPError, ValueError):
        return False
    return isinstance(answer, dict) and answer.get("service") == service.name
