"""Showing one result to somebody without a key, for a while."""

from datetime import timedelta
from typing import NoReturn
from uuid import UUID, uuid4

from shared.errors import Conflict, Forbidden, Gone, NotFound
from shared.storage import ObjectMissing

from ..app import App
from ..db import shares, tasks
from ..db.models import now
from ..domain import keys
from ..domain.principal import LOCAL, SYSTEM, Principal, acting_for
from ..domain.shares import Share, hash_of, is_token, new_token
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..pipelines.unified import unified_result
from ..schemas.results import Slice, UnifiedResult
from ..schemas.shares import (
    MadeShare,
    SharedAudio,
    SharedResult,
    SharedSound,
    SharedSpan,
    SharedWordSpans,
    ShareList,
    ShownShare,
    SpeakersShare,
    SpeakersShares,
)
from .results import require_own

MOST_LISTED = 200
"""Links of one speaker."""


async def share(app: App, principal: Principal, task_id: UUID, *, days: int) -> MadeShare:
    """A new link. Raises NotFound, Forbidden for who does not speak for the speaker, and Conflict where there is nothing to share."""
    _require_speaker(principal)
    await _require_task(app, principal, task_id)
    await _require_judged(app, principal, task_id)
    token, share_id = new_token(), uuid4()
    made = await app.database.write(
        lambda s: shares.create(
            s,
            principal,
            task_id,
            share_id,
            token_hash=hash_of(token),
            expires_at=now() + timedelta(days=days),
        )
    )
    url = f"{app.public_url.rstrip('/')}/#/shared/{token}"
    return MadeShare(**_shown(made).model_dump(), token=token, url=url)


async def list_shares(app: App, principal: Principal, task_id: UUID) -> ShareList:
    """Raises NotFound."""
    await _require_task(app, principal, task_id)
    found = await app.database.read(lambda s: shares.of_task(s, principal, task_id))
    return ShareList(items=[_shown(each) for each in found])


async def speakers_shares(app: App, principal: Principal, speaker_id: str) -> SpeakersShares:
    """What of the speaker is open to who has a link. Raises Gone where they are being erased."""
    app.eraser.require_speaker(principal, speaker_id)
    found = await app.database.read(
        lambda s: shares.of_speaker(s, principal, speaker_id, most=MOST_LISTED)
    )
    return SpeakersShares(
        items=[
            SpeakersShare(**_shown(each).model_dump(), task_id=each.task_id, text=text)
            for each, text in found
        ]
    )


async def revoke(app: App, principal: Principal, task_id: UUID, share_id: UUID) -> None:
    """The link opens nothing from now on. Raises NotFound."""
    await _require_task(app, principal, task_id)
    await app.database.write(lambda s: shares.revoke(s, principal, task_id, share_id))


async def holding(app: App, token: str) -> Share:
    """The link with that token. Raises NotFound, the very same for one that never was, has ended, was revoked, or leads to what is
    erased."""
    if not is_token(token):
        _refuse()
    found = await app.database.read(lambda s: shares.find(s, SYSTEM, hash_of(token)))
    if found is None:
        _refuse()
    try:
        app.eraser.require_task(visitor(found), found.task_id)
    except Gone:
        _refuse()
    return found


def visitor(found: Share) -> Principal:
    """Who follows a link: the orchestrator on their behalf, within its tenant."""
    return acting_for(found.tenant, "share")


async def shown(app: App, found: Share, token: str) -> SharedResult:
    """Raises NotFound."""
    try:
        state = await app.database.read(lambda s: tasks.get_state(s, visitor(found), found.task_id))
    except NotFound:
        _refuse()

    def url_of(key: str) -> str:
        name = keys.playable_name(found.tenant, found.task_id, key) or ""
        return f"{app.public_url.rstrip('/')}/shared/{token}/audio/{name}"

    result = await unified_result(state, app.store, app.public_url, url_of)
    return _only_what_is_shared(result, found)


async def sound(app: App, found: Share, name: str) -> bytes:
    """The recording, or the reference voice; no own voice, and no note. Raises NotFound."""
    if name == "recording.wav" or name.startswith("speech-"):
        for key in keys.playable(found.tenant, found.task_id, name):
            try:
                return await app.store.get(key)
            except ObjectMissing:
                continue
    raise NotFound("there is no such sound: use a name from the shared result", field="name")


def _only_what_is_shared(result: UnifiedResult, found: Share) -> SharedResult:
    recording, reference = result.audio.recording, result.audio.reference
    return SharedResult(
        expires_at=found.expires_at,
        text=result.reference_text or (result.transcript.text if result.transcript else ""),
        scores=result.scores,
        words=result.words,
        issues=result.issues,
        audio=SharedAudio(
            recording=None if recording is None else SharedSound(url=recording.url),
            reference=None if reference is None else SharedSound(url=reference.url),
        ),
        spans=[
            SharedWordSpans(
                word_index=each.word_index,
                recording=_span(each.learner),
                reference=_span(each.reference),
            )
            for each in result.slices
        ],
    )


def _span(part: Slice | None) -> SharedSpan | None:
    return None if part is None else SharedSpan(start_s=part.start_s, end_s=part.end_s)


def _shown(found: Share) -> ShownShare:
    return ShownShare(
        share_id=found.id,
        created_at=found.created_at,
        expires_at=found.expires_at,
        revoked_at=found.revoked_at,
        holds=found.holds_at(now()),
    )


async def _require_task(app: App, principal: Principal, task_id: UUID) -> None:
    await require_own(app, principal, task_id)
    app.eraser.require_task(principal, task_id)


async def _require_judged(app: App, principal: Principal, task_id: UUID) -> None:
    """Raises NotFound, and Conflict for a task whose result no link shows."""
    task = await app.database.read(lambda s: tasks.get_task(s, principal, task_id))
    if task.pipeline != PRONUNCIATION.name:
        raise Conflict("a link shows a judged recording, and this is none", field="task_id")


def _require_speaker(principal: Principal) -> None:
    """An operator answers for the installation, and hands nobody's voice out; where there are no keys it is the speaker's own machine."""
    if principal.role == "operator" and principal != LOCAL:
        raise Forbidden("only the learner, or a service for them, shares a result")


def _refuse() -> NoReturn:
    raise NotFound("this link leads nowhere: it never did, has ended, or was revoked")
