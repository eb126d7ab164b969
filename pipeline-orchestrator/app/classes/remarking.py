"""What teachers say of a recording, and who sees it hears: notes, voice notes, verdicts on findings."""

import contextlib
from dataclasses import replace
from uuid import UUID, uuid4

import anyio

from shared.contracts import Diff
from shared.errors import InvalidInput, NotFound, Unavailable

from ..app import App
from ..db import remarks
from ..db.models import now
from ..domain import keys
from ..domain.classes import IssueVerdict, TaskNote, Verdict
from ..domain.principal import Principal
from ..pipelines.pronunciation.history import JUDGED_BY
from ..pipelines.unified import stage_results
from ..schemas.remarks import (
    NoteSound,
    Remarks,
    ShownNote,
    ShownVerdict,
)
from ..tasks import results

LONGEST_VOICE_NOTE_S = 60.0


async def of_task(app: App, principal: Principal, task_id: UUID) -> Remarks:
    """Raises NotFound, or Gone while it is being erased."""
    app.eraser.require_task(principal, task_id)
    notes, verdicts = await app.database.read(
        lambda s: (
            remarks.notes(s, principal, task_id),
            remarks.verdicts(s, principal, task_id),
        )
    )
    return Remarks(
        notes=[_shown(app, principal, note) for note in notes],
        verdicts=[_shown_verdict(each) for each in verdicts],
    )


async def add_note(
    app: App, principal: Principal, task_id: UUID, *, text: str, word_index: int | None
) -> ShownNote:
    """Raises NotFound, Gone, and Conflict for too many."""
    app.eraser.require_task(principal, task_id)
    note = _new(principal, task_id, text=text, word_index=word_index)
    await app.database.write(lambda s: remarks.add_note(s, principal, note))
    return _shown(app, principal, note)


async def add_voice_note(
    app: App,
    principal: Principal,
    task_id: UUID,
    *,
    wav: bytes,
    duration_s: float,
    text: str | None,
    word_index: int | None,
) -> ShownNote:
    """Keep the sound below the task's folder, then the note. Raises InvalidInput for one that is too long, NotFound, Gone,
    Conflict for too many, and StorageQuotaExceeded."""
    if duration_s > LONGEST_VOICE_NOTE_S:
        raise InvalidInput(
            f"a voice note has at most {LONGEST_VOICE_NOTE_S:g} seconds: this one has {duration_s:.0f}",
            field="file",
        )
    await results.get_state(app, principal, task_id)
    allowance = await app.allowance(principal)
    note = _new(principal, task_id, text=text, word_index=word_index)
    key = keys.note_key(principal.tenant, task_id, note.id)
    note = replace(note, audio_key=key, duration_s=duration_s)
    try:
        await app.store.put(key, wav, content_type=keys.WAV_TYPE)
        await app.database.write(
            lambda s: remarks.add_note(s, principal, note, n_bytes=len(wav), allowance=allowance)
        )
    except BaseException:
        with anyio.CancelScope(shield=True), contextlib.suppress(Unavailable):
            await _take_back(app, principal, note, key)  # what stays goes with the task
        raise
    return _shown(app, principal, note)


async def _take_back(app: App, principal: Principal, note: TaskNote, key: str) -> None:
    """A sound without a row: a COMMIT may be cut off after it counted. Raises Unavailable."""
    try:
        await app.database.read(lambda s: remarks.own_sound(s, principal, note.task_id, note.id))
    except NotFound:
        await app.store.delete(key)


async def delete_note(app: App, principal: Principal, task_id: UUID, note_id: UUID) -> None:
    """Raises NotFound."""
    key = await app.database.read(lambda s: remarks.own_sound(s, principal, task_id, note_id))
    if key is not None:
        await app.store.delete(
            key
        )  # first: while the store is away the note stays, to be deleted again
    await app.database.write(lambda s: remarks.delete_note(s, principal, task_id, note_id))


async def judge(
    app: App, principal: Principal, task_id: UUID, issue_id: str, verdict: Verdict
) -> ShownVerdict:
    """Kept beside the finding, which stays, as scores do. Raises NotFound and Gone."""
    state = await results.get_state(app, principal, task_id)
    found, _ = await stage_results(state, app.store, stages=(JUDGED_BY,))
    diff: Diff | None = found.get(JUDGED_BY)
    issue = next((each for each in (diff.issues if diff else ()) if each.id == issue_id), None)
    if issue is None:
        raise NotFound("the result has no such issue", field="issue_id")
    said = IssueVerdict(
        task_id=task_id,
        issue_id=issue.id,
        tip=issue.tip,
        verdict=verdict,
        author=principal.subject,
        set_at=now(),
    )
    await app.database.write(lambda s: remarks.set_verdict(s, principal, said))
    return _shown_verdict(said)


async def withdraw(app: App, principal: Principal, task_id: UUID, issue_id: str) -> None:
    """Raises NotFound."""
    await app.database.write(lambda s: remarks.withdraw_verdict(s, principal, task_id, issue_id))


def _new(
    principal: Principal, task_id: UUID, *, text: str | None, word_index: int | None
) -> TaskNote:
    return TaskNote(
        id=uuid4(),
        task_id=task_id,
        author=principal.subject,
        word_index=word_index,
        text=text,
        audio_key=None,
        duration_s=None,
        created_at=now(),
    )


def _shown(app: App, principal: Principal, note: TaskNote) -> ShownNote:
    audio = None
    named = keys.playable_name(principal.tenant, note.task_id, note.audio_key or "")
    if named is not None and note.duration_s is not None:
        url = results.audio_url(app, note.task_id, named)
        audio = NoteSound(url=url, duration_s=note.duration_s)
    return ShownNote(
        note_id=note.id,
        word_index=note.word_index,
        text=note.text,
        audio=audio,
        created_at=note.created_at,
        is_mine=note.author == principal.subject,
    )


def _shown_verdict(said: IssueVerdict) -> ShownVerdict:
    return ShownVerdict(issue_id=said.issue_id, verdict=said.verdict, set_at=said.set_at)
