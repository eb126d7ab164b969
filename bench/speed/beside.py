"""Another program from the package registry, given the same recordings in the same run: `mcp-server-pronunciation`.

It lives in an environment of its own (`make .venv-beside/installed`) and is asked over the standard streams of one process, so that
neither a start nor a server is counted against it.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.settings import REPO_ROOT

from .readings import PassageReading

NAMES = ("mcp-server-pronunciation",)
PYTHON = REPO_ROOT / ".venv-beside" / "bin" / "python"
_PROGRAM = Path(__file__).with_name("beside_program.py")
WHISPER = REPO_ROOT / ".models" / "whisper-base"


@dataclass(frozen=True, slots=True)
class BesideTake:
    wall_ms: float
    cpu_ms: float
    n_words: int
    """Words of the text that it has something to say of."""


@dataclass(slots=True)
class BesideProgram:
    process: "subprocess.Popen[str]"
    folder: Path

    def judge(self, reading: PassageReading, number: int) -> BesideTake:
        """The reading's take `number`, from a file to its answer. Raises ValueError when the program has ended."""
        path = self.folder / "take.wav"
        path.write_bytes(reading.take(number))
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"path": str(path), "text": reading.text}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise ValueError(f"it ended with {self.process.wait()}")
        told = json.loads(line)
        return BesideTake(told["wall_ms"], told["cpu_ms"], told["n_words"])


@contextmanager
def beside_program() -> Iterator[BesideProgram]:
    """It is ready when this is entered. Raises SystemExit where it is not installed."""
    if not PYTHON.exists():
        raise SystemExit("it is not installed: make .venv-beside/installed")
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [PYTHON, _PROGRAM, WHISPER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "HOME": folder},
        ) as process,
    ):
        try:
            assert process.stdout is not None
            if process.stdout.readline().strip() != "ready":
                raise SystemExit("it did not start")
            yield BesideProgram(process, Path(folder))
        finally:
            process.terminate()
