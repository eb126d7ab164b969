"""/search: the turns of recordings that answer a question."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime

from shared.contracts import AnyCase
from shared.contracts.conversation import Sentiment
from shared.contracts.search import MAX_QUESTION, MOST_HITS, IndexedKind
from shared.errors import Forbidden, InvalidInput, UpstreamFailed, UpstreamTimedOut
from shared.web import ServiceRouter, problems

from ..schemas.search import TurnHits, TurnSearch
from ..tasks import search
from .dependencies import AppDep, PrincipalDep

MOST_TASKS = 100

router = ServiceRouter(tags=["search"])


@router.get(
    "/search", responses=problems(InvalidInput, Forbidden, UpstreamFailed, UpstreamTimedOut)
)
async def search_turns(
    app: AppDep,
    principal: PrincipalDep,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=MAX_QUESTION,
            description="Words, or a question, in any language",
        ),
    ],
    agent: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=64,
            description="Recordings of this speaker; a learner's are their own",
        ),
    ] = None,
    customer: Annotated[
        str | None, Query(min_length=1, max_length=200, description="Calls with this customer")
    ] = None,
    started_from: Annotated[
        AwareDatetime | None,
        Query(description="Recordings that began then or later, with time zone"),
    ] = None,
    started_to: Annotated[
        AwareDatetime | None, Query(description="Recordings that began before that, with time zone")
    ] = None,
    language: Annotated[
        str | None,
        Query(max_length=64, description="Recordings in this language: hi, hi-IN, Hindi"),
    ] = None,
    kind: Annotated[
        IndexedKind | None, AnyCase, Query(description="Calls or transcripts alone")
    ] = None,
    habit: Annotated[
        str | None,
        Query(
            min_length=1, max_length=64, description="Recordings in which this rule was met: V_W"
        ),
    ] = None,
    tag: Annotated[
        str | None, Query(min_length=1, max_length=64, description="Recordings with this tag")
    ] = None,
    sentiment: Annotated[Sentiment | None, AnyCase, Query(description="Turns that felt so")] = None,
    speaker: Annotated[
        str | None,
        Query(min_length=1, max_length=64, description="Turns of this role: agent, customer"),
    ] = None,
    task_id: Annotated[
        list[UUID] | None,
        Query(max_length=MOST_TASKS, description="Only this recording; may be there several times"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_HITS, description="How many turns are wanted")] = 10,
) -> TurnHits:
    """Turns that answer a question, by its words and by what it means, of all recordings that you see; each with the time to play from. The question is kept nowhere."""
    asked = TurnSearch(
        q=q,
        agent=agent,
        customer=customer,
        started_from=started_from,
        started_to=started_to,
        language=language,
        kind=kind,
        habit=habit,
        tag=tag,
        sentiment=sentiment,
        speaker=speaker,
        tasks=tuple(task_id or ()),
        limit=limit,
    )
    return await search.search(app, principal, asked)
