"""/sessions: signing in and out of a browser."""

from fastapi import Depends, Request, Response

from shared.errors import Forbidden, InvalidInput, LimitReached, Unauthenticated, Unavailable
from shared.web import ServiceRouter, problems

from ..access.door import KnownCaller, require_own_page
from ..schemas.access import SessionsClosed, SignedIn, SignIn
from .cookies import written
from .dependencies import CallerDep, DoorDep
from .door import count, shown_by

router = ServiceRouter(prefix="/sessions", tags=["access"])


def _from_own_page(request: Request) -> None:
    """Another site could sign a visitor in as somebody else. Raises Forbidden."""
    require_own_page(shown_by(request))


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(_from_own_page)],
    responses=problems(InvalidInput, Unauthenticated, Forbidden, LimitReached, Unavailable),
)
async def open_session(
    asked: SignIn, door: DoorDep, request: Request, response: Response
) -> SignedIn:
    """Sign a browser in with a key. The answer sets a cookie that scripts can't read."""
    try:
        key = await door.keyring.verify(asked.key)
    except Unauthenticated as error:
        raise Unauthenticated(error.detail, was_shown=True, field="key") from error
    await count(request, door.rates.admit(key.principal, "work"))
    session, token = await door.sessions.open(key)
    caller = KnownCaller(key.principal, f"session:{key.id}", session)
    request.state.audited_caller = caller
    response.headers["set-cookie"] = written(request, token)
    return _signed_in(door, caller)


@router.get("/current", responses=problems(Unauthenticated, Forbidden, Unavailable))
async def show_session(caller: CallerDep, door: DoorDep) -> SignedIn:
    """Who you are here, and what a page needs after it was loaded anew."""
    return _signed_in(door, caller)


@router.delete("/current", responses=problems(Unauthenticated, Forbidden, Unavailable))
async def close_session(
    caller: CallerDep, door: DoorDep, request: Request, response: Response
) -> SessionsClosed:
    """Sign this browser out."""
    response.headers["set-cookie"] = written(request, "")
    if caller.session is None:
        return SessionsClosed(n_closed=0)
    await door.sessions.close(caller.session)
    return SessionsClosed(n_closed=1)


@router.delete("", responses=problems(Unauthenticated, Forbidden, Unavailable))
async def close_all_sessions(
    caller: CallerDep, door: DoorDep, request: Request, response: Response
) -> SessionsClosed:
    """Sign out everywhere: every browser in which you signed in, this one too."""
    response.headers["set-cookie"] = written(request, "")
    return SessionsClosed(n_closed=await door.sessions.close_all(caller.principal))


def _signed_in(door: DoorDep, caller: KnownCaller) -> SignedIn:
    principal, session = caller.principal, caller.session
    return SignedIn(
        tenant=principal.tenant,
        subject=principal.subject,
        role=principal.role,
        scopes=sorted(principal.scopes),
        csrf_token=None if session is None else door.sessions.csrf_token(session),
        ends_at=None if session is None else door.sessions.ends_at(session),
    )
