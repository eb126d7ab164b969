"""What `python -m shared.local` does: `up` serves the fleet; `run` also sends one recording and shows the result; `openapi` prints what
the public door answers to."""

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from shared.arenas import bound_arenas, give_back_holes
from shared.local.launcher import (
    StartFailed,
    address_of,
    port_of,
    run_processes,
    running_fleet,
    stop_event,
    taken_ports,
)
from shared.local.show import show_result
from shared.logs import configure_logging, log_what_nobody_caught
from shared.mount import application
from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT, CommonSettings

SAMPLES = REPO_ROOT / "tests" / "audio"
PROCESS_TIMEOUT_S = 600.0


def main() -> int:
    arguments = _parse()
    if arguments.command == "openapi":
        print(json.dumps(application(ORCHESTRATOR).openapi(), ensure_ascii=False))
        return 0
    console = Console(stderr=False)
    if taken := taken_ports():
        for service, reason in taken.items():
            console.print(f"[red]port {port_of(service)} is needed by {service.name}[/]: {reason}")
        console.print(
            "stop what listens there (or an earlier run of this fleet), or give the service another "
            "port, such as ASR_PORT=9001"
        )
        return 1
    if arguments.processes:
        return run_processes()
    bound_arenas()
    give_back_holes()
    common = CommonSettings()
    configure_logging(log_format=common.log_format, level=common.log_level)
    log_what_nobody_caught()
    try:
        return asyncio.run(_serve(arguments, console))
    except StartFailed as error:
        console.print(f"[red]{error}[/]")
        return 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m shared.local", description=__doc__)
    parser.add_argument("command", choices=["up", "run", "openapi"])
    parser.add_argument("--audio", type=Path, help="a recording; default: the slips sample")
    parser.add_argument("--text", help="what was read; without it the transcript is used")
    parser.add_argument("--json", action="store_true", help="print the unified JSON instead")
    parser.add_argument("--once", action="store_true", help="stop after the result")
    parser.add_argument(
        "--processes", action="store_true", help="one process a service, with reload"
    )
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace, console: Console) -> int:
    started = time.perf_counter()
    console.print("starting eleven services …")
    async with running_fleet() as fleet:
        stopped = stop_event()
        for service in ROSTER:
            console.print(f"  {service.name:<26} {address_of(service)}/docs")
        if (REPO_ROOT / "web" / "dist" / "index.html").is_file():
            console.print(f"  {'the page':<26} [bold]{address_of(ORCHESTRATOR)}/[/]")
        console.print(f"ready in {time.perf_counter() - started:.1f} s")
        if arguments.command == "run":
            code = await _run_recording(arguments, console)
            if arguments.once or code:
                return code
        console.print("\nserving; Ctrl-C stops")
        ended = await fleet.serve_until(stopped)
        if ended is not None:
            console.print(f"[red]{ended.name} ended: see the log above[/]")
        console.print("stopping …")
    return 1 if ended is not None else 0


async def _run_recording(arguments: argparse.Namespace, console: Console) -> int:
    audio, text = _recording(arguments)
    console.print(f"sending {audio.name} through {address_of(ORCHESTRATOR)}/process …")
    form = {"consent_voice_cloning": "true"} | ({"reference_text": text} if text else {})
    key = os.environ.get("AGENTFORGE_API_KEY")
    headers = {"authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(timeout=PROCESS_TIMEOUT_S, headers=headers) as http:
        response = await http.post(
            f"{address_of(ORCHESTRATOR)}/process",
            data=form,
            files={"file": (audio.name, await asyncio.to_thread(audio.read_bytes))},
        )
    body: dict[str, Any] = response.json()
    if response.is_error:
        console.print(f"[red]{response.status_code} {body.get('title')}[/]: {body.get('detail')}")
        return 1
    if arguments.json:
        console.print_json(data=body)
    else:
        settings = CommonSettings()
        show_result(
            body,
            console,
            objects_dir=None if settings.storage_url else settings.data_dir / "objects",
        )
    return 0


def _recording(arguments: argparse.Namespace) -> tuple[Path, str | None]:
    """The caller's file and text, or the slips sample and what its voice was asked to read."""
    if arguments.audio:
        if not arguments.audio.is_file():
            sys.exit(f"there is no file {arguments.audio}")
        return arguments.audio, arguments.text or None
    described = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))["samples"]
    text_of = {sample["file"]: sample["text"] for sample in described}
    return SAMPLES / "slips.wav", text_of["slips.wav"]
