"""Bring the store up to what models.toml lists, and nothing else."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shared.models.manifest import Model, ModelFile
from shared.models.registries import Archives
from shared.models.sources import FolderSource, HubSource, RegistrySource, Source, SourceFailed
from shared.models.store import flaws_of, mismatch
from shared.models.transfers import Report, megabytes

_INCOMING = ".incoming"
_ROOM_FACTOR = 2.5
"""Free disk space wanted for a download: the archives, the part and the file, at their worst."""


class FetchFailed(Exception):
    """A file could not be had from any source; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    n_files: int
    n_bytes: int
    elapsed_s: float


def fetch(
    models: Sequence[Model], model_dir: Path, *, mirror: Path | None, report: Report
) -> Fetched:
    """Fetch what is missing or damaged of `models`. Safe to interrupt, and to run twice at once.

    Finished files stay, a broken transfer goes on where it can, and a file appears under its name only
    when its checksum is right. Raises FetchFailed.
    """
    started = time.perf_counter()
    n_files = n_bytes = 0
    _make_folder(model_dir)
    with _only_one(model_dir, report):
        wanted = {model: [flaw.file for flaw in flaws_of(model, model_dir)] for model in models}
        if any(wanted.values()):
            incoming = model_dir / _INCOMING
            incoming.mkdir(exist_ok=True)
            _check_room(
                model_dir, sum(file.size_bytes for files in wanted.values() for file in files)
            )
            with httpx.Client(timeout=httpx.Timeout(30.0, connect=5.0)) as http:
                sources = _sources(http, incoming, mirror, report)
                for model, files in wanted.items():
                    if files:
                        report.say(f"{model.name} {model.version} — {model.licence}")
                    for file in files:
                        _fetch_file(model, file, model_dir, sources, report)
                        n_files += 1
                        n_bytes += file.size_bytes
                    flaws_of(model, model_dir)
            shutil.rmtree(incoming)
    return Fetched(n_files, n_bytes, time.perf_counter() - started)


def _sources(
    http: httpx.Client, incoming: Path, mirror: Path | None, report: Report
) -> list[Source]:
    sources: list[Source] = [
        HubSource.from_environment(http, report),
        RegistrySource(Archives(incoming)),
    ]
    return [FolderSource(mirror), *sources] if mirror else sources


def _fetch_file(
    model: Model, file: ModelFile, model_dir: Path, sources: Sequence[Source], report: Report
) -> None:
    target = model_dir / model.name / file.name
    part = model_dir / _INCOMING / f"{file.sha256}.part"
    reasons: list[str] = []
    for source in sources:
        if not source.offers(model, file):
            continue
        try:
            source.bring(model, file, part, report)
        except SourceFailed as error:
            reasons.append(f"{source.name}: {error}")
            continue
        if difference := mismatch(part, file):
            part.unlink()
            reasons.append(f"{source.name}: what it sent {difference}; thrown away")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
        return
    told = "".join(f"\n  {reason}" for reason in reasons) or "\n  no source offers it"
    raise FetchFailed(
        f"{model.name}/{file.name} could not be had:{told}\n"
        "Run it again to go on where it stopped. Without a network, take the store of a machine that has "
        "one: copy its folder here and set MODEL_MIRROR to it."
    )


def _make_folder(model_dir: Path) -> None:
    try:
        model_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchFailed(
            f"{model_dir} can't be made: {error.strerror}; set MODEL_DIR to a folder of yours"
        ) from error
    if not os.access(model_dir, os.W_OK):
        raise FetchFailed(f"{model_dir} can't be written to: set MODEL_DIR to a folder of yours")


def _check_room(model_dir: Path, n_bytes: int) -> None:
    free_bytes = shutil.disk_usage(model_dir).free
    if free_bytes < n_bytes * _ROOM_FACTOR:
        raise FetchFailed(
            f"{megabytes(free_bytes)} are free on the disk of {model_dir}, but "
            f"{megabytes(int(n_bytes * _ROOM_FACTOR))} are needed on the way: free some space"
        )


@contextmanager
def _only_one(model_dir: Path, report: Report) -> Iterator[None]:
    """Hold the store's lock; a second run waits and then finds the work done."""
    with (model_dir / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report.say("another fetch is at work on this store: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
