"""The inbox of the object store: a file put below `inbox/<tenant>/<pipeline>/` is received as if it was sent.

Beside `call.wav` there may be a `call.wav.json`, put there before it: {"options": {…}, "fields": {…}, "if_duplicate": "refuse"}. What is
received leaves the inbox. What is at fault with a file is told by GET /recordings; a folder that is no tenant's or no pipeline's is
left alone, and told of in the log.
"""

import json
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID, uuid5

import structlog

from shared.errors import Busy, InvalidInput, Problem
from shared.settings import CommonSettings
from shared.storage import ObjectMissing, StoredObject
from shared.storage.base import checked_key

from ..app import App
from ..db import api_keys, recordings
from ..domain.options import Options
from ..domain.principal import LOCAL_TENANT, SYSTEM, Principal, acting_for
from ..domain.recordings import NewRecording, Sender
from ..pipelines.catalogue import PIPELINES
from ..pipelines.spec import Pipeline
from ..runs.maintenance import repeat
from ..runs.supervisor import Pulse, Supervisor
from . import fields, receiving
from .receiving import Wanted

log = structlog.get_logger(__name__)

ROOT = "inbox/"
BESIDE = ".json"
MOST_BESIDE_BYTES = 65_536
SUBJECT = "inbox"
_OF_FILES = UUID("7f6d6e0a-0f35-4f5b-8f77-1f1f0a0d1c55")


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A recording in the inbox."""

    stored: StoredObject
    beside: StoredObject | None
    """What is said of it."""
    tenant: str
    pipeline: Pipeline

    @property
    def key(self) -> str:
        return self.stored.key

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]

    @property
    def id(self) -> UUID:
        """The same of the same file, however often it is looked at; another where it, or what is said of it, is put there again."""
        told = [f"{each.key}\n{each.n_bytes}\n{each.stored_at}" for each in self.objects]
        return uuid5(_OF_FILES, "\n".join(told))

    @property
    def objects(self) -> list[StoredObject]:
        return [each for each in (self.stored, self.beside) if each is not None]


@dataclass(slots=True)
class RecordingInbox:
    app: App
    common: CommonSettings
    poll_s: float
    _seen: dict[str, StoredObject] = field(default_factory=dict)
    """At the look before."""
    _refused: set[UUID] = field(default_factory=set)
    """Those that lie there; each is told of once."""
    _supervisor: Supervisor | None = None

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Until the block ends."""
        if not self.poll_s:
            yield
            return
        self._supervisor = Supervisor(self.app.metrics)
        async with self._supervisor.running([("inbox", self._keep)]):
            yield

    async def check(self) -> None:
        """Raises Unavailable when nobody looks any more."""
        if self._supervisor is not None:
            await self._supervisor.check()

    async def _keep(self, pulse: Pulse) -> None:
        async def look(pulse: Pulse) -> None:
            with pulse.busy():
                await self.look()

        await repeat(look, pulse, pause_s=self.poll_s)

    async def look(self) -> int:
        """Receive what lies there as it lay at the look before: who is still writing a file changes it. How many those were.

        Raises Unavailable while store or database are away, and Busy while no more may wait.
        """
        found = {each.key: each for each in await self.app.store.listed(ROOT)}
        settled = [each for key, each in found.items() if self._seen.get(key) == each]
        self._seen = found
        n = 0
        files = await self._files(settled, found)
        self._refused &= {each.id for each in files}
        for each in files:
            if each.id in self._refused:
                continue
            try:
                await self._receive(each)
            except ObjectMissing:
                continue  # another process has it
            except Busy:
                log.warning("inbox_waits", tenant=each.tenant)
                raise
            n += 1
        return n

    async def _files(
        self, settled: list[StoredObject], found: Mapping[str, StoredObject]
    ) -> list[InboxFile]:
        if not settled:
            return []
        tenants = await self._tenants()
        files: list[InboxFile] = []
        for each in settled:
            _, tenant, pipeline, *rest = [*each.key.split("/"), "", ""]
            if each.key.endswith(BESIDE) and each.key.removesuffix(BESIDE) in found:
                continue  # it comes with what it lies beside
            if tenant not in tenants or pipeline not in PIPELINES or not rest[0]:
                log.warning("inbox_file_left", why="no tenant or pipeline of that name")
                continue
            beside = found.get(f"{each.key}{BESIDE}")
            files.append(InboxFile(each, beside, tenant, PIPELINES[pipeline]))
        return files

    async def _tenants(self) -> frozenset[str]:
        known = await self.app.database.read(lambda s: api_keys.listed_of_all(s, SYSTEM))
        return frozenset({LOCAL_TENANT, *(each.principal.tenant for each in known)})

    async def _receive(self, file: InboxFile) -> None:
        whose = acting_for(file.tenant, SUBJECT)
        with tempfile.TemporaryFile() as content:
            try:
                checked_key(file.key)
                receiving.require_size(file.stored.n_bytes, file.pipeline, self.common)
                wanted = await self._wanted(whose, file)
                await self.app.store.copy_to(file.key, content)
                await self._keep_as_received(whose, file, wanted, content)
            except InvalidInput as problem:
                if isinstance(problem, ObjectMissing):
                    raise
                await self._refuse(whose, file, problem)
                self._refused.add(file.id)
                return
        for each in file.objects:
            await self.app.store.delete(each.key)

    async def _keep_as_received(
        self, whose: Principal, file: InboxFile, wanted: Wanted, content: BinaryIO
    ) -> None:
        await receiving.receive(
            self.app,
            self.common,
            whose,
            wanted,
            content,
            name=file.name,
            source="inbox",
            recording_id=file.id,
        )

    async def _wanted(self, whose: Principal, file: InboxFile) -> Wanted:
        """Raises InvalidInput."""
        said: dict[str, Any] = {}
        if file.beside is not None:
            said = _read(await self.app.store.get(file.beside.key))
        options = receiving.read_wanted_options(file.pipeline, said.get("options", {}), whose)
        await file.pipeline.check(options, self.app.upstreams)
        kept = await fields.checked(self.app, whose, said.get("fields", {}))
        return Wanted(file.pipeline, options, kept, said.get("if_duplicate") == "refuse")

    async def _refuse(self, whose: Principal, file: InboxFile, problem: Problem) -> None:
        """It stays where it is, for who put it there; the list of recordings tells why."""
        new = NewRecording(
            id=file.id,
            pipeline=file.pipeline.name,
            source="inbox",
            options=_no_options(file.pipeline).model_dump(mode="json"),
            sender=Sender.of(whose),
            name=file.name[:255],
            n_bytes=file.stored.n_bytes,
        )
        await self.app.database.write(
            lambda s: recordings.receive_refused(
                s, whose, new, reason=problem.slug, detail=problem.detail
            )
        )


def _no_options(pipeline: Pipeline) -> Options:
    return receiving.read_options({}, pipeline)


def _read(content: bytes) -> dict[str, Any]:
    """What lies beside a file. Raises InvalidInput."""
    if len(content) > MOST_BESIDE_BYTES:
        raise InvalidInput(f"the file beside it has more than {MOST_BESIDE_BYTES} bytes")
    try:
        said = json.loads(content)
    except ValueError as error:
        raise InvalidInput("the file beside it is no JSON") from error
    known = {"options": dict, "fields": dict, "if_duplicate": str}
    if not isinstance(said, dict) or any(
        name not in known or not isinstance(value, known[name]) for name, value in said.items()
    ):
        raise InvalidInput("the file beside it has `options`, `fields` and `if_duplicate` alone")
    return said
