"""Turns of recordings, found by their words and by what they mean: asked of search-service, told only of tasks that the principal sees."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import anyio

from shared.contracts.search import MOST_RECORDINGS, FoundTurn, FoundTurns
from shared.errors import Forbidden, UpstreamRefused, UpstreamTimedOut
from shared.roster import SEARCH

from ..app import App
from ..db import tasks
from ..domain.principal import Principal
from ..pipelines.catalogue import with_index
from ..pipelines.upstreams import ask
from ..schemas.search import TurnHit, TurnHits, TurnSearch
from .speech import tell_refusal

PATIENCE_S = 20.0
"""Recordings may be indexed for minutes; nobody waits so long for a question."""
PLAY_LEAD_S = 0.5
"""By which a turn is played from before it begins, so that its first word is whole."""


async def search(app: App, principal: Principal, asked: TurnSearch) -> TurnHits:
    """Raises Forbidden for a learner who asks for another's and where it is switched off, InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    if not app.flags.is_on("search", principal):
        raise Forbidden("search is switched off for this tenant")
    wanted = await _wanted(app, principal, asked)
    try:
        with anyio.fail_after(PATIENCE_S):
            found = await ask(FoundTurns, app.upstreams[SEARCH], "/search", json=wanted)
    except UpstreamRefused as error:
        tell_refusal(error)
    except TimeoutError as error:
        raise UpstreamTimedOut(
            f"{SEARCH.name} did not answer within {PATIENCE_S:g} s", service=SEARCH.name
        ) from error
    seen = await _seen(app, principal, {each.recording_id for each in found.hits})
    hits = [_hit(seen[each.recording_id], each) for each in found.hits if each.recording_id in seen]
    return TurnHits(hits=hits, took_ms=found.took_ms)


async def _wanted(app: App, principal: Principal, asked: TurnSearch) -> dict[str, Any]:
    """The question as search-service takes it, held to what the principal sees as far as it can tell that apart."""
    agent, recordings = asked.agent, list(asked.tasks) or None
    if principal.only_speaker is not None:
        if agent not in (None, principal.only_speaker):
            raise Forbidden("a learner searches their own recordings alone", field="agent")
        agent = principal.only_speaker
    if principal.taught_by is not None:
        theirs = await app.database.read(
            lambda s: tasks.newest_seen(s, principal, pipelines=with_index(), limit=MOST_RECORDINGS)
        )
        recordings = [each for each in theirs if recordings is None or each in recordings]
    fields = {
        "tenant": principal.tenant,
        "q": asked.q,
        "agent": agent,
        "customer": asked.customer,
        "started_from": asked.started_from.isoformat() if asked.started_from else None,
        "started_to": asked.started_to.isoformat() if asked.started_to else None,
        "language": asked.language,
        "kind": asked.kind,
        "habit": asked.habit,
        "tag": asked.tag,
        "sentiment": asked.sentiment,
        "speaker": asked.speaker,
        "recording_ids": None if recordings is None else [str(each) for each in recordings],
        "limit": asked.limit,
    }
    return {name: value for name, value in fields.items() if value is not None}


async def _seen(app: App, principal: Principal, found: Collection[str]) -> dict[str, UUID]:
    """By their ids as search-service tells them. What is being erased is not told, wherever it may still be."""
    ids = {each: task_id for each in found if (task_id := _task_id(each)) is not None}
    if not ids:
        return {}
    there = await app.database.read(lambda s: tasks.visible(s, principal, list(ids.values())))
    there -= app.eraser.unwanted(principal)
    return {each: task_id for each, task_id in ids.items() if task_id in there}


def _task_id(recording_id: str) -> UUID | None:
    try:
        return UUID(recording_id)
    except ValueError:
        return None


def _hit(task_id: UUID, turn: FoundTurn) -> TurnHit:
    return TurnHit(
        task_id=task_id,
        path=f"/tasks/{task_id}",
        play_from_s=round(max(0.0, turn.start_s - PLAY_LEAD_S), 3),
        **turn.model_dump(exclude={"recording_id"}),
    )
