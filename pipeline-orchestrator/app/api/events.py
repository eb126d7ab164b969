"""/events: what was told, what nobody could handle, and having it told again."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic import AwareDatetime

from shared.errors import Forbidden, InvalidInput, NotFound, Unavailable
from shared.events import EventType
from shared.web import RuntimeDep, ServiceRouter, problems

from ..db.cloud_events import ToldEvent
from ..db.models import MAX_ROW_ID
from ..domain.events import Delivery
from ..eventing.desk import EventDesk
from ..schemas.events import (
    DeadLetter,
    DeadLetterPage,
    EventPage,
    ReplayedEvents,
    ReplayOfEvents,
    ShownEvent,
)
from .dependencies import PrincipalDep

router = ServiceRouter(prefix="/events", tags=["events"])
PROBLEMS = problems(InvalidInput, Forbidden, NotFound, Unavailable)

LetterId = Annotated[int, Path(ge=1, le=MAX_ROW_ID, description="Number of a dead letter")]
Before = Annotated[
    int | None, Query(ge=1, le=MAX_ROW_ID, description="`next_before` of the page before")
]
Limit = Annotated[int, Query(ge=1, le=200)]


def _desk(runtime: RuntimeDep) -> EventDesk:
    return runtime.resources["events"]


EventDeskDep = Annotated[EventDesk, Depends(_desk)]


@router.get("", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_events(
    desk: EventDeskDep,
    principal: PrincipalDep,
    type: Annotated[EventType | None, Query(description="Of this type alone")] = None,
    subject: Annotated[
        str | None,
        Query(pattern=r"^[!-~]{1,160}$", description="Of this subject alone, as `task/<id>`"),
    ] = None,
    since: Annotated[
        AwareDatetime | None, Query(description="Of what happened since then, with time zone")
    ] = None,
    before: Before = None,
    limit: Limit = 50,
) -> EventPage:
    """What was told of the tenant, newest first: ids, counts and states; no text, no audio."""
    found = await desk.told(
        principal,
        limit=limit + 1,
        before=before,
        types=[type] if type else (),
        subject=subject,
        since=since,
    )
    page = found[:limit]
    return EventPage(
        items=[_event(told) for _, told in page],
        next_before=page[-1][0] if len(found) > limit else None,
    )


@router.get("/dead-letters", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_dead_letters(
    desk: EventDeskDep,
    principal: PrincipalDep,
    consumer: Annotated[
        str | None, Query(pattern=r"^[!-~]{1,64}$", description="Of this consumer alone")
    ] = None,
    before: Before = None,
    limit: Limit = 50,
) -> DeadLetterPage:
    """Events that a consumer could not handle after all its tries, with what the last one failed with."""
    found = await desk.dead_letters(principal, limit=limit + 1, before=before, consumer=consumer)
    page = found[:limit]
    return DeadLetterPage(
        items=[_letter(each) for each in page],
        next_before=page[-1].id if len(found) > limit else None,
    )


@router.post("/dead-letters/{letter_id}/replay", responses=PROBLEMS)
async def replay_dead_letter(
    letter_id: LetterId, desk: EventDeskDep, principal: PrincipalDep
) -> ReplayedEvents:
    """Have it handled after all, with all its tries again."""
    revived = await desk.revive(principal, letter_id)
    return ReplayedEvents(consumer=revived.consumer, n_events=1)


@router.delete("/dead-letters/{letter_id}", status_code=204, responses=PROBLEMS)
async def drop_dead_letter(
    letter_id: LetterId, desk: EventDeskDep, principal: PrincipalDep
) -> Response:
    """Let it go: it is never handled."""
    await desk.drop(principal, letter_id)
    return Response(status_code=204)


@router.post("/replay", status_code=202, responses=problems(InvalidInput, Forbidden, Unavailable))
async def replay_events(
    asked: ReplayOfEvents, desk: EventDeskDep, principal: PrincipalDep
) -> ReplayedEvents:
    """Have a consumer told again of what is kept, in its order: `search-index` builds the search index anew."""
    n = await desk.replay(
        principal,
        asked.consumer,
        since=asked.since,
        from_sequence=asked.from_sequence,
        types=asked.types,
    )
    return ReplayedEvents(consumer=asked.consumer, n_events=n)


@router.get("/{event_id}", responses=PROBLEMS)
async def get_event(event_id: UUID, desk: EventDeskDep, principal: PrincipalDep) -> ShownEvent:
    """One event."""
    return _event(await desk.one(principal, event_id))


def _event(told: ToldEvent) -> ShownEvent:
    return ShownEvent(sequence=told.sequence, event=told.event.to_json())


def _letter(delivery: Delivery) -> DeadLetter:
    assert delivery.dead_at is not None, "of dead letters alone"
    return DeadLetter(
        id=delivery.id,
        consumer=delivery.consumer,
        n_tries=delivery.n_tries,
        reason=delivery.reason,
        dead_at=delivery.dead_at,
        event=delivery.event.to_json(),
    )
