"""A step in a process of its own: what goes in, what comes out, and what its end means."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from signal import SIGKILL, SIGXCPU
from typing import Any

import anyio
from anyio.abc import ByteReceiveStream, Process

from shared.roster import ORCHESTRATOR
from shared.settings import REPO_ROOT
from shared.threads import VARIABLES

from ..domain.training import TrainingError
from .child import FAILED

CHILD = f"{ORCHESTRATOR.name}.app.training.child"
MOST_MADE_BYTES = 64_000_000
_MOST_SAID_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class TrainingLimits:
    memory_mb: int
    cpu_s: int
    threads: int


@dataclass(frozen=True, slots=True)
class StepCall:
    module: str
    step: str
    options: Mapping[str, Any]
    files: Mapping[str, bytes]


class StepFailed(Exception):
    """It would do so again."""

    def __init__(self, error: TrainingError) -> None:
        super().__init__(error.detail)
        self.error = error


class StepKilled(Exception):
    """By somebody else, or by a system that was out of memory: another try may end otherwise."""


Told = Callable[[float, str], None]


async def work_apart(call: StepCall, limits: TrainingLimits, told: Told) -> bytes:
    """What the step makes. Raises StepFailed and StepKilled; when it is cancelled, its process is killed."""
    command = [sys.executable, "-m", CHILD, str(limits.memory_mb), str(limits.cpu_s)]
    process = await anyio.open_process(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=REPO_ROOT, env=_environment(limits.threads),
    )  # fmt: skip
    said: list[dict[str, Any]] = []
    made: bytes | None = None
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(_hear, process, said, told)
            group.start_soon(_ask, process, call)
            assert process.stdout is not None
            made = await _all_of(process.stdout)
            if made is None:
                process.kill()
            await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        with anyio.CancelScope(shield=True):
            await process.aclose()
    if made is None:
        raise StepFailed(TrainingError("memory", f"a step made more than {MOST_MADE_BYTES} bytes"))
    if process.returncode == 0:
        return made
    raise _meaning_of(process.returncode, said, limits)


async def _ask(process: Process, call: StepCall) -> None:
    """Its line stays open: it is what the process lives by."""
    asked = {
        "module": call.module,
        "step": call.step,
        "options": dict(call.options),
        "files": [[name, len(content)] for name, content in call.files.items()],
    }
    assert process.stdin is not None
    with contextlib.suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):  # it has ended
        await process.stdin.send(json.dumps(asked).encode() + b"\n")
        for content in call.files.values():
            if content:
                await process.stdin.send(content)


async def _hear(process: Process, said: list[dict[str, Any]], told: Told) -> None:
    assert process.stderr is not None
    rest, n_bytes = b"", 0
    async for content in process.stderr:
        n_bytes += len(content)
        if n_bytes > _MOST_SAID_BYTES:
            continue  # heard, so that it can go on, and not kept
        *lines, rest = (rest + content).split(b"\n")
        for line in lines:
            value = _read(line)
            if "progress" in value:
                told(value["progress"], value["line"])
            elif value:
                said.append(value)


def _read(line: bytes) -> dict[str, Any]:
    """Nothing for what is no line of ours: a library's warning, a crash."""
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


async def _all_of(stream: ByteReceiveStream) -> bytes | None:
    """None when it is more than may be."""
    content = bytearray()
    async for part in stream:
        content += part
        if len(content) > MOST_MADE_BYTES:
            return None
    return bytes(content)


def _meaning_of(
    status: int | None, said: list[dict[str, Any]], limits: TrainingLimits
) -> StepFailed | StepKilled:
    match status:
        case None:
            return StepKilled("it was lost")
        case _ if status == FAILED and said:
            return StepFailed(TrainingError(said[-1]["reason"], said[-1]["detail"]))
        case _ if status == -SIGXCPU:
            detail = (
                f"a step takes more than the {limits.cpu_s} s of processor time that it may have"
            )
            return StepFailed(TrainingError("time", detail))
        case _ if status == -SIGKILL:
            return StepKilled("a step was killed: by somebody, or for want of memory")
        case _ if status < 0:
            detail = f"a step was ended by signal {-status}: it may take more than the {limits.memory_mb} MB that it may have"
            return StepFailed(TrainingError("memory", detail))
        case _:
            return StepFailed(TrainingError("accident", f"a step broke down (status {status})"))


def _environment(threads: int) -> dict[str, str]:
    """No more than Python and its libraries need: a step knows no secret."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ
    }
    return {
        **kept,
        **dict.fromkeys(VARIABLES, str(threads)),
        "PYTHONPATH": str(REPO_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "MALLOC_ARENA_MAX": "1",
    }
