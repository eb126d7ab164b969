"""What lies in the model store, and whether it is what models.toml says.

A fetched file is hashed once. A stamp beside it keeps what was seen (size, time of change, sha256), so
later checks cost one stat a file; a file that changed since is hashed again.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.models.manifest import Model, ModelFile, known_models

_STAMP = ".verified.json"
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Flaw:
    """A file that can't be used as it lies there."""

    file: ModelFile
    reason: str
    """`missing`, or how it differs."""


def missing_model(name: str, model_dir: Path) -> str | None:
    """What keeps an engine from using the model `name`, in words; None when it is all there.

    A model that models.toml doesn't list (an operator's own) only needs its folder.
    """
    advice = "fetch it with `make models`"
    model = known_models().get(name)
    if model is None:
        return None if (model_dir / name).is_dir() else f"model {name} in {model_dir.name}/"
    if not (model_dir / name).is_dir():
        return f"model {name} ({advice})"
    if flaws := flaws_of(model, model_dir):
        return f"model {name}: {flaws[0].file.name} {flaws[0].reason} ({advice})"
    return None


def flaws_of(model: Model, model_dir: Path, *, rehash: bool = False) -> list[Flaw]:
    """The files of `model` that are missing or not what models.toml says; `rehash` ignores stamps.

    Files found intact are stamped, where the store can be written to.
    """
    folder = model_dir / model.name
    old_stamps = {} if rehash else _read_stamps(folder)
    stamps: dict[str, dict[str, Any]] = {}
    flaws: list[Flaw] = []
    for file in model.files:
        path = folder / file.name
        try:
            seen = _seen(path, file)
        except FileNotFoundError:
            flaws.append(Flaw(file, "is missing"))
            continue
        if old_stamps.get(file.name) != seen and (reason := mismatch(path, file)):
            flaws.append(Flaw(file, reason))
            continue
        stamps[file.name] = seen
    if stamps and stamps != old_stamps and os.access(folder, os.W_OK):
        _write_stamps(folder, stamps)
    return flaws


def mismatch(path: Path, file: ModelFile) -> str | None:
    """How the bytes at `path` differ from `file`; None when they are the same."""
    size_bytes = path.stat().st_size
    if size_bytes != file.size_bytes:
        return f"has {size_bytes:,} bytes instead of {file.size_bytes:,}"
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(_BLOCK_BYTES):
            digest.update(block)
    return None if digest.hexdigest() == file.sha256 else "has another sha256 than models.toml says"


def _seen(path: Path, file: ModelFile) -> dict[str, Any]:
    status = path.stat()
    return {"size": status.st_size, "changed_ns": status.st_mtime_ns, "sha256": file.sha256}


def _read_stamps(folder: Path) -> dict[str, Any]:
    try:
        stamps = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _write_stamps(folder: Path, stamps: dict[str, dict[str, Any]]) -> None:
    part = folder / f"{_STAMP}.{os.getpid()}"
    part.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    part.replace(folder / _STAMP)
