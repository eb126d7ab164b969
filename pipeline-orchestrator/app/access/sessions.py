"""Sessions of the web client: a cookie that is kept as a hash, renewed, and ends by itself, with its key, or by signing out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from shared.errors import Forbidden, Unauthenticated, Unavailable

from ..db import web_sessions
from ..db.models import now
from ..db.session import Database
from ..domain.access import ApiKey, WebSession
from ..domain.principal import SYSTEM, Principal
from . import secrets
from .recent import Recent

log = structlog.get_logger(__name__)

RENEWED_AFTER = timedelta(minutes=30)
"""A cookie that was copied is of no use for longer, once its owner comes back."""
EARLIER_HOLDS = timedelta(seconds=30)
"""After a renewal, at least: for requests that were on their way, and for an answer that never arrived."""
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session that a request came with."""

    session: WebSession
    token: str | None = None
    """The cookie from now on, if it was renewed."""


@dataclass(slots=True)
class Sessions:
    database: Database
    signing_key: bytes
    idle_s: float
    longest_s: float
    clock: Callable[[], float] = time.monotonic
    _verified: Recent[WebSession] = field(init=False)
    """By the hash of the token."""

    def __post_init__(self) -> None:
        self._verified = Recent(self.clock)

    async def open(self, key: ApiKey) -> tuple[WebSession, str]:
        """A new session, and its token: never one that was there before the sign-in."""
        at, token = now(), secrets.new_secret()
        ends = at + timedelta(seconds=self.longest_s)
        opened = WebSession(
            uuid4(),
            key,
            renewed_at=at,
            seen_at=at,
            expires_at=ends if key.expires_at is None else min(ends, key.expires_at),
        )
        idle_since, kept = at - timedelta(seconds=self.idle_s), secrets.hash_of(token)
        await self.database.write(
            lambda s: web_sessions.drop_ended(s, SYSTEM, idle_since=idle_since)
        )
        await self.database.write(lambda s: web_sessions.insert(s, key.principal, opened, kept))
        return opened, token

    async def resume(self, token: str) -> Resumed:
        """Raises Unauthenticated, and Unavailable while the database is away."""
        shown = secrets.hash_of(token)
        session = await self._verified.get_or(shown, lambda: self._find(shown))
        if not session.holds_at(now(), idle_s=self.idle_s):
            raise Unauthenticated("this session has ended: sign in again", was_shown=True)
        return await self._kept_alive(session, shown)

    async def holds(self, session: WebSession) -> bool:
        """Whether one that was resumed before is still open, whatever its token is by now. Raises Unavailable."""
        principal = session.key.principal
        found = await self.database.read(lambda s: web_sessions.get(s, principal, session.id))
        return found is not None and found.holds_at(now(), idle_s=self.idle_s)

    async def _find(self, token_hash: str) -> WebSession:
        found = await self.database.read(lambda s: web_sessions.find(s, SYSTEM, token_hash))
        if found is None:
            raise Unauthenticated("there is no such session: sign in again", was_shown=True)
        session, has_earlier = found
        if has_earlier and now() - session.renewed_at >= EARLIER_HOLDS:
            principal = session.key.principal
            await self.database.write(lambda s: web_sessions.drop_earlier(s, principal, session.id))
        return session

    async def _kept_alive(self, session: WebSession, token_hash: str) -> Resumed:
        at, principal = now(), session.key.principal
        database = self.database.with_patience(1.0)
        try:
            if at - session.seen_at >= USE_NOTED_EVERY:
                await database.write(lambda s: web_sessions.note_use(s, principal, session.id, at))
                session = replace(session, seen_at=at)
                self._verified.put(token_hash, session)
            if at - session.renewed_at < RENEWED_AFTER:
                return Resumed(session)
            token = secrets.new_secret()
            is_renewed = await database.write(
                lambda s: web_sessions.renew(
                    s, principal, session.id, shown=token_hash, token_hash=secrets.hash_of(token)
                )
            )
        except Unavailable as error:
            log.warning("session_not_kept_alive", detail=error.detail)
            return Resumed(session)
        self._verified.forget(lambda each: each.id == session.id)
        return Resumed(replace(session, renewed_at=at), token if is_renewed else None)

    def csrf_token(self, session: WebSession) -> str:
        """What a page sends with each write; another site can neither read nor guess it."""
        return secrets.derived(self.signing_key, "csrf", str(session.id))

    def require_csrf(self, session: WebSession, sent: str) -> None:
        """Raises Forbidden."""
        if not secrets.is_equal(sent, self.csrf_token(session)):
            raise Forbidden(
                "send the session's csrf_token as X-CSRF-Token: GET /sessions/current has it",
                field="X-CSRF-Token",
            )

    async def close(self, session: WebSession) -> None:
        principal = session.key.principal
        await self.database.write(lambda s: web_sessions.close(s, principal, session.id))
        self.forget(lambda each: each.id == session.id)

    async def close_all(self, principal: Principal) -> int:
        """All of the principal's, wherever they are; how many there were."""
        n_closed = await self.database.write(lambda s: web_sessions.close_all(s, principal))
        self.forget(
            lambda each: (
                (each.key.principal.tenant, each.key.principal.subject)
                == (principal.tenant, principal.subject)
            )
        )
        return n_closed

    def forget_key(self, key_id: str) -> None:
        """Its sessions ended with it."""
        self.forget(lambda each: each.key.id == key_id)

    def forget(self, is_meant: Callable[[WebSession], bool]) -> None:
        """They are looked up anew."""
        self._verified.forget(is_meant)

    def ends_at(self, session: WebSession) -> datetime:
        """When it ends if it is not used any more."""
        return min(session.expires_at, session.seen_at + timedelta(seconds=self.idle_s))
