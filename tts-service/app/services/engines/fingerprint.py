"""What tells two folders of one name apart: speech that one made is not given for the other's."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

_LENGTH = 8
_READ = ".json"
"""Configurations are read; of what is larger, size and time of change tell."""


def fingerprint(folder: Path, more: Iterable[Path] = ()) -> str:
    """Of all files in a model's folder, and of `more`."""
    told: list[list[str | int]] = []
    for path in sorted({*folder.rglob("*"), *more}):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        if path.suffix == _READ:
            told.append([name, hashlib.sha256(path.read_bytes()).hexdigest()])
        else:
            facts = path.stat()
            told.append([name, facts.st_size, facts.st_mtime_ns])
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_LENGTH]
