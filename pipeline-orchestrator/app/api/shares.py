"""Links to a result: made and revoked by its learner, followed by who has no key."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from shared.errors import Conflict, Forbidden, Gone, InvalidInput, LimitReached, NotFound
from shared.web import ServiceRouter, problems
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..access.door import KnownCaller
from ..domain.shares import Share
from ..schemas.shares import MadeShare, NewShare, SharedResult, ShareList
from ..tasks import sharing
from .dependencies import AppDep, PrincipalDep

router = ServiceRouter(tags=["shares"])

Token = Annotated[str, Path(max_length=64, description="As the link has it")]
UNSEEN = {
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""No search engine, cache or other site gets to know of it."""


@router.post(
    "/tasks/{task_id}/shares",
    status_code=201,
    responses=problems(InvalidInput, NotFound, Gone, Forbidden, Conflict),
)
async def create_share(
    task_id: UUID, asked: NewShare, app: AppDep, principal: PrincipalDep, response: Response
) -> MadeShare:
    """Make a link by which this one result is seen and heard without a key, until it ends or is revoked."""
    response.headers["cache-control"] = "no-store"
    return await sharing.share(app, principal, task_id, days=asked.expires_in_days)


@router.get("/tasks/{task_id}/shares", responses=problems(NotFound, Gone))
async def list_shares(task_id: UUID, app: AppDep, principal: PrincipalDep) -> ShareList:
    """The links to a result, without what opens them."""
    return await sharing.list_shares(app, principal, task_id)


@router.delete(
    "/tasks/{task_id}/shares/{share_id}", status_code=204, responses=problems(NotFound, Gone)
)
async def revoke_share(
    task_id: UUID, share_id: UUID, app: AppDep, principal: PrincipalDep
) -> Response:
    """End a link at once."""
    await sharing.revoke(app, principal, task_id, share_id)
    return Response(status_code=204)


@router.get("/shared/{token}", responses=problems(NotFound, LimitReached))
async def show_shared(
    token: Token, app: AppDep, request: Request, response: Response
) -> SharedResult:
    """The result behind a link. What never was a link, has ended or was revoked is the very same 404."""
    found = await sharing.holding(app, token)
    _audit_as_visitor(request, found)
    response.headers.update(UNSEEN)
    return await sharing.shown(app, found, token)


@router.get(
    "/shared/{token}/audio/{name}",
    response_class=Response,
    responses={
        **PART_ANSWERS,
        **problems(NotFound, LimitReached),
        200: {"content": {"audio/wav": {}}},
    },
)
async def play_shared(
    token: Token,
    name: Annotated[str, Path(description="As an address in the shared result has it")],
    app: AppDep,
    request: Request,
) -> RangedBytes:
    """A sound of the result behind a link, whole; the link is asked at each play."""
    found = await sharing.holding(app, token)
    _audit_as_visitor(request, found)
    content = await sharing.sound(app, found, name)
    return RangedBytes(content, media_type="audio/wav", headers=dict(UNSEEN))


def _audit_as_visitor(request: Request, found: Share) -> None:
    request.state.audited_caller = KnownCaller(sharing.visitor(found), f"share:{found.id}")
    request.state.audited_target = f"task:{found.task_id}"
