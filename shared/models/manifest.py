"""models.toml, read into types."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

MANIFEST = Path(__file__).with_name("models.toml")
Registry = Literal["pypi", "npm"]


class ManifestError(ValueError):
    """models.toml contradicts itself, or a model that isn't in it was asked for."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """An archive on a package registry, fetched by name through the registry's own client."""

    registry: Registry
    package: str
    version: str
    size_bytes: int
    """Of the archive; for progress bars only."""

    def __str__(self) -> str:
        return f"{self.package} {self.version} ({self.registry})"


@dataclass(frozen=True, slots=True)
class Part:
    distribution: Distribution
    member: str
    """Path inside the archive."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    name: str
    """Path inside the model's folder."""
    size_bytes: int
    sha256: str
    hub_path: str | None
    """Path in the model's hub repository; None when the hub doesn't hold these very bytes."""
    parts: tuple[Part, ...]
    """Joined in order they are the file."""


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    version: str
    about: str
    licence: str
    homepage: str
    hub_repo: str | None
    hub_revision: str | None
    files: tuple[ModelFile, ...]

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


def load_manifest(path: Path = MANIFEST) -> dict[str, Model]:
    """Models by name, in the order of the file. Raises ManifestError."""
    with path.open("rb") as file:
        document = tomllib.load(file)
    models = [_model(entry) for entry in document["model"]]
    by_name = {model.name: model for model in models}
    if len(by_name) != len(models):
        raise ManifestError(f"{path.name} names a model twice")
    return by_name


@cache
def known_models() -> Mapping[str, Model]:
    """The models of the models.toml that ships with this package."""
    return load_manifest()


def _model(entry: Mapping[str, Any]) -> Model:
    distributions = {
        each["package"]: _distribution(each) for each in entry.get("distributions", ())
    }
    hub = entry.get("hub", {})
    return Model(
        name=_inside(entry["name"]),
        version=entry["version"],
        about=entry["about"],
        licence=entry["licence"],
        homepage=entry["homepage"],
        hub_repo=hub.get("repo"),
        hub_revision=hub.get("revision"),
        files=tuple(_file(each, distributions) for each in entry["files"]),
    )


def _distribution(entry: Mapping[str, Any]) -> Distribution:
    if entry["registry"] not in get_args(Registry):
        raise ManifestError(f"{entry['package']}: there is no registry {entry['registry']}")
    return Distribution(entry["registry"], entry["package"], entry["version"], entry["size"])


def _file(entry: Mapping[str, Any], distributions: Mapping[str, Distribution]) -> ModelFile:
    parts: list[Part] = []
    for text in entry.get("parts", ()):
        package, _, member = text.partition(":")
        if package not in distributions:
            raise ManifestError(f"{entry['name']}: {package} is not among the distributions")
        parts.append(Part(distributions[package], member))
    if len(entry["sha256"]) != 64:
        raise ManifestError(f"{entry['name']}: a sha256 has 64 hexadecimal digits")
    return ModelFile(
        name=_inside(entry["name"]),
        size_bytes=entry["size"],
        sha256=entry["sha256"],
        hub_path=entry.get("hub"),
        parts=tuple(parts),
    )


def _inside(name: str) -> str:
    """`name` itself if it stays inside its folder."""
    path = Path(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ManifestError(f"{name!r} leaves the model store")
    return name
