"""What a run has made: a folder a step, each with what it was made from."""

import json
import pickle
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Parts = Mapping[str, str]
"""What a step is made from, by name, with a digest each."""
_RECORD = "made_from.json"


@dataclass(frozen=True, slots=True)
class RunFolder:
    path: Path

    def of(self, step: str) -> Path:
        return self.path / step

    def read(self, step: str, name: str) -> Any:
        """What a step wrote as JSON or pickle. Raises FileNotFoundError."""
        path = self.of(step) / name
        if path.suffix == ".json":
            return json.loads(path.read_text(encoding="utf-8"))
        return pickle.loads(path.read_bytes())  # noqa: S301 - our own run

    def write(self, step: str, name: str, value: Any) -> None:
        path = self.of(step) / name
        part = path.with_name(f"{path.name}.part")
        if path.suffix == ".json":
            part.write_text(json.dumps(value), encoding="utf-8")
        else:
            part.write_bytes(pickle.dumps(value))
        part.rename(path)

    def begin(self, step: str, parts: Parts) -> None:
        """Make room: what was made from other parts goes, what an interrupted step left of these stays."""
        folder = self.of(step)
        if self._record(step).get("parts") != dict(parts) and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._keep(step, parts, done=False)

    def finish(self, step: str, parts: Parts) -> None:
        self._keep(step, parts, done=True)

    def is_done(self, step: str, parts: Parts) -> bool:
        record = self._record(step)
        return bool(record.get("done")) and record.get("parts") == dict(parts)

    def changed(self, step: str, parts: Parts) -> list[str]:
        """Names of the parts that are not what the step was made from; empty where it was never begun."""
        before = self._record(step).get("parts")
        if before is None:
            return []
        return sorted(name for name in {*before, *parts} if before.get(name) != parts.get(name))

    def _record(self, step: str) -> dict[str, Any]:
        path = self.of(step) / _RECORD
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _keep(self, step: str, parts: Parts, *, done: bool) -> None:
        self.write(step, _RECORD, {"done": done, "parts": dict(parts)})
