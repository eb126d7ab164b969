"""All that is kept of a speaker as one archive, made while it is sent."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import anyio.to_thread
from pydantic_core import to_json

from shared.errors import NotFound, Unauthenticated
from shared.storage import ObjectMissing

from ..app import App
from ..db import exports, tasks
from ..db.exports import Exported, ExportedTask
from ..db.models import now
from ..domain import keys
from ..domain.principal import Principal
from ..pipelines.unified import task_result
from ..utils.archive import ArchiveStream

TASKS_AT_ONCE = 20
ABOUT = """\
Everything that is kept of this speaker.

export.json            whose it is, and when it was made
consents.json          standing consents, given, expired and taken back
class_members.json     classes that the speaker is in, and what they share there
api_keys.json, web_sessions.json   keys and sign-ins of the speaker, without their secrets
audit.json             what was done to what is the speaker's, and by them
speakers/<consent>/    voice samples kept under a standing consent, and what was measured of them
tasks/<task>/rows.json the recording's request, stages, events, feedback, progress, what teachers said of it, and who looked at it or
                       played it
tasks/<task>/result.json           what was found, as the interface shows it; its addresses end within hours
tasks/<task>/          the recording, samples, the reference voice, the own voice, voice notes, and the result of each stage
"""


@dataclass(frozen=True, slots=True)
class SpeakerExport:
    """Begun: there is something of the speaker."""

    app: App
    principal: Principal
    speaker_id: str
    rows: dict[str, list[Exported]]
    first: list[ExportedTask]
    is_let_in: Callable[[], Awaitable[bool]]

    async def content(self) -> AsyncIterator[bytes]:
        """The archive's bytes. Raises Unavailable, and Unauthenticated for who is not let in any more: the archive then
        lacks its end, and is no archive."""
        archive = ArchiveStream()
        about = {"speaker_id": self.speaker_id, "tenant": self.principal.tenant, "made_at": now()}
        yield await _added(archive, "README.txt", ABOUT.encode())
        yield await _added(archive, "export.json", _json(about))
        for table, rows in self.rows.items():
            yield await _added(archive, f"{table}.json", _json(rows))
        for consent in self.rows["consents"]:
            for folder in keys.consent_folders(self.principal.tenant, consent["id"]):
                async for part in self._objects(archive, folder, f"speakers/{consent['id']}"):
                    yield part
        async for task in self._tasks():
            if not await self.is_let_in():
                raise Unauthenticated("the key or session that this was asked with has ended")
            async for part in self._task(archive, task):
                yield part
        yield archive.end()

    async def _tasks(self) -> AsyncIterator[ExportedTask]:
        page = self.first
        while page:
            for task in page:
                yield task
            page = await _page(self.app, self.principal, self.speaker_id, after=page[-1])

    async def _task(self, archive: ArchiveStream, task: ExportedTask) -> AsyncIterator[bytes]:
        folder = f"tasks/{task.id}"
        yield await _added(archive, f"{folder}/rows.json", _json(task.rows))
        if (result := await self._result(task.id)) is not None:
            yield await _added(archive, f"{folder}/result.json", result)
        for top in keys.folders(self.principal.tenant, task.id):
            async for part in self._objects(archive, top, folder):
                yield part

    async def _result(self, task_id: UUID) -> bytes | None:
        """None for a task that is erased meanwhile."""
        app, principal = self.app, self.principal
        try:
            state = await app.database.read(lambda s: tasks.get_state(s, principal, task_id))
        except NotFound:
            return None
        return (await task_result(state, app.store, app.public_url)).model_dump_json().encode()

    async def _objects(self, archive: ArchiveStream, top: str, folder: str) -> AsyncIterator[bytes]:
        for key in await self.app.store.keys(top):
            try:
                content = await self.app.store.get(key)
            except ObjectMissing:
                continue  # erased meanwhile
            if content:
                yield await _added(archive, f"{folder}/{key.removeprefix(top)}", content)


async def begin(
    app: App,
    principal: Principal,
    speaker_id: str,
    *,
    target: str,
    is_let_in: Callable[[], Awaitable[bool]],
) -> SpeakerExport:
    """`target` is how the audit names the speaker. Raises NotFound where nothing is kept of them, Gone while they are being
    erased, and Unavailable."""
    app.eraser.require_speaker(principal, speaker_id)
    rows = await app.database.read(
        lambda s: exports.rows_of(s, principal, speaker_id, target=target)
    )
    first = await _page(app, principal, speaker_id, after=None)
    if not first and not rows["consents"] and not rows["class_members"]:
        raise NotFound(f"nothing is known of a speaker {speaker_id}", field="speaker_id")
    return SpeakerExport(app, principal, speaker_id, rows, first, is_let_in)


async def _page(
    app: App, principal: Principal, speaker_id: str, *, after: ExportedTask | None
) -> list[ExportedTask]:
    return await app.database.read(
        lambda s: exports.tasks_of(s, principal, speaker_id, after=after, limit=TASKS_AT_ONCE)
    )


async def _added(archive: ArchiveStream, name: str, content: bytes) -> bytes:
    """In a thread: compressing takes a while. Sound is not smaller for it."""
    is_text = name.endswith((".json", ".txt"))
    return await anyio.to_thread.run_sync(partial(archive.add, name, content, compressed=is_text))


def _json(content: object) -> bytes:
    return to_json(content, indent=1)
