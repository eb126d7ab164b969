"""own.toml, read into types: the weights that this project made, as this release ships them."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

MANIFEST = Path(__file__).with_name("own.toml")


@dataclass(frozen=True, slots=True)
class OwnFile:
    name: str
    """Path in the repository."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class OwnModel:
    name: str
    version: str
    """As results tell it, where they do."""
    service: str
    """That works with it."""
    data: str
    """What it was taught by, with licences."""
    card: str
    """Path in the repository of what is known of it."""
    files: Sequence[OwnFile]
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return digest_of([each.sha256 for each in self.files])

    @property
    def n_bytes(self) -> int:
        return sum(each.size for each in self.files)


def digest_of(digests: Sequence[str]) -> str:
    """That of a model's one file, or of the digests of several, a line each."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


@cache
def own_models() -> tuple[OwnModel, ...]:
    with MANIFEST.open("rb") as file:
        entries = tomllib.load(file)["model"]
    return tuple(
        OwnModel(**each | {"files": [OwnFile(**of) for of in each["files"]]}) for each in entries
    )
