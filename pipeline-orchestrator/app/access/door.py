"""Who a request is from: a key, a JWT, a browser's session, or, where there is no key yet, whoever is on this machine."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import structlog

from shared.errors import Forbidden, Unauthenticated, Unavailable
from shared.settings import CommonSettings
from shared.web.listening import is_loopback, listens_elsewhere

from ..core.config import Settings
from ..db.models import now
from ..db.session import Database
from ..domain.access import ApiKey, WebSession
from ..domain.principal import LOCAL, Principal
from ..runs.metrics import TaskMetrics
from .audit import AuditLog
from .keyring import Keyring
from .quotas import QuotaBook
from .rates import RateLimits, open_counts
from .secrets import PREFIX
from .sessions import Sessions

if TYPE_CHECKING:
    from .tokens import TokenReader

log = structlog.get_logger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows of who sends it."""

    authorization: str | None
    session_token: str | None
    csrf_token: str
    method: str
    from_host: str | None
    """Where the connection comes from; None where it is no network's."""
    is_own_page: bool
    """Nothing says that a page of another site sent it."""
    names_us: bool
    """Its Host is a name that no stranger can point at this machine."""


@dataclass(frozen=True, slots=True)
class KnownCaller:
    """Who a request is from, and how that is known."""

    principal: Principal
    credential: str
    """`key:<id>`, `session:<key id>`, `oidc` or `local`."""
    session: WebSession | None = None
    new_token: str | None = None
    """Of the session's cookie, if it was renewed."""
    until: datetime | None = None
    """When the JWT ends that was shown."""


@dataclass(frozen=True, slots=True)
class FrontDoor:
    auth: Literal["auto", "required", "none"]
    keyring: Keyring
    sessions: Sessions
    tokens: "TokenReader | None"
    audit: AuditLog
    quotas: QuotaBook
    rates: RateLimits

    async def caller(self, shown: Credentials) -> KnownCaller:
        """Raises Unauthenticated, Forbidden for a page of another site, and Unavailable while it can't be told."""
        is_open = await self.is_open()
        if shown.authorization is not None and not (is_open and self._is_foreign(shown)):
            return await self._bearer(shown.authorization)
        if shown.session_token is not None and not (is_open and self.auth == "auto"):
            return await self._signed_in(shown, shown.session_token)
        if not is_open:
            raise Unauthenticated("send a key: Authorization: Bearer afv_…")
        return self._local(shown)

    def _is_foreign(self, shown: Credentials) -> bool:
        """Whether it is for somebody else: where no key is asked for, a proxy in front may have asked for its own."""
        return self.auth == "auto" or f" {PREFIX}_" not in (shown.authorization or "")

    async def is_still_let_in(self, caller: KnownCaller) -> bool:
        """Whether what was shown when a long answer began still holds, to be asked again and again while it is sent: a
        revoked key ends it within seconds. Yes while the database is away, as for who is let in."""
        try:
            if caller.session is not None:
                return await self.sessions.holds(caller.session)
            if caller.credential.startswith("key:"):
                return await self.keyring.holds(caller.credential.removeprefix("key:"))
        except Unavailable:
            return True
        if caller.credential == "local":
            return await self.is_open()
        return caller.until is None or now() < caller.until

    async def revoke(self, principal: Principal, key_id: str) -> ApiKey:
        """The key and its sessions. Raises NotFound."""
        revoked = await self.keyring.revoke(principal, key_id)
        self.sessions.forget_key(key_id)
        return revoked

    def forget_learner(self, tenant: str, speaker_id: str) -> None:
        """Whose keys and sessions ended with their erasure: here from now on."""

        def is_meant(principal: Principal) -> bool:
            return (principal.role, principal.tenant, principal.subject) == (
                "learner",
                tenant,
                speaker_id,
            )

        self.keyring.forget(lambda key: is_meant(key.principal))
        self.sessions.forget(lambda session: is_meant(session.key.principal))

    async def is_open(self) -> bool:
        """Whether who shows nothing is let in."""
        if self.auth != "auto":
            return self.auth == "none"
        return self.tokens is None and not await self.keyring.was_any_made()

    async def _bearer(self, authorization: str) -> KnownCaller:
        scheme, _, sent = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthenticated("send Authorization: Bearer, and a key", was_shown=True)
        sent = sent.strip()
        if self.tokens is not None and not sent.startswith(f"{PREFIX}_"):
            principal, until = await self.tokens.read(sent)
            return KnownCaller(principal, "oidc", until=until)
        key = await self.keyring.verify(sent)
        return KnownCaller(key.principal, f"key:{key.id}")

    async def _signed_in(self, shown: Credentials, token: str) -> KnownCaller:
        resumed = await self.sessions.resume(token)
        session = resumed.session
        if shown.method not in SAFE_METHODS:
            require_own_page(shown)
            self.sessions.require_csrf(session, shown.csrf_token)
        return KnownCaller(
            session.key.principal, f"session:{session.key.id}", session, resumed.token
        )

    def _local(self, shown: Credentials) -> KnownCaller:
        if self.auth == "none":
            return KnownCaller(LOCAL, "local")
        if shown.from_host is not None and not is_loopback(shown.from_host):
            raise Unauthenticated(
                "without keys only this machine itself is let in: make a key, python -m app.keys create"
            )
        if not shown.names_us:
            raise Forbidden(
                "without keys this answers to its own names alone: call it by 127.0.0.1, or set PUBLIC_URL",
                field="Host",
            )
        if shown.method not in SAFE_METHODS:
            require_own_page(shown)
        return KnownCaller(LOCAL, "local")


def require_own_page(shown: Credentials) -> None:
    """Raises Forbidden."""
    if not shown.is_own_page:
        raise Forbidden(
            "a page of another site sent this: let its origin in with CORS_ALLOWED_ORIGINS",
            field="Origin",
        )


@asynccontextmanager
async def open_door(
    settings: Settings,
    common: CommonSettings,
    database: Database,
    metrics: TaskMetrics,
    book: QuotaBook,
) -> AsyncIterator[FrontDoor]:
    """Raises ValueError where it would stand open to others than this machine and nobody said that it shall."""
    signing_key = common.url_signing_key.get_secret_value().encode()
    database = database.for_requests()
    keyring = Keyring(database)
    sessions = Sessions(
        database, signing_key, idle_s=settings.session_idle_s, longest_s=settings.session_max_s
    )
    await keyring.look_for_keys()
    async with AsyncExitStack() as stack:
        tokens = None
        if settings.oidc_issuer:
            from .tokens import open_tokens  # cryptography is imported by who uses it

            tokens = await stack.enter_async_context(open_tokens(settings))
        counts = await stack.enter_async_context(open_counts(settings, settings.queue_url, metrics))
        door = FrontDoor(
            common.auth,
            keyring,
            sessions,
            tokens,
            AuditLog(database, signing_key),
            book,
            RateLimits(
                book, counts, metrics, settings.sign_ins_per_minute, settings.visits_per_minute
            ),
        )
        await _refuse_to_stand_open(door)
        await stack.enter_async_context(door.audit.writing())
        yield door


async def _refuse_to_stand_open(door: FrontDoor) -> None:
    if not await door.is_open():
        return
    if door.auth == "none":
        log.warning("door_open", detail="AUTH=none: whoever reaches this service may do everything")
        return
    if (host := listens_elsewhere()) is not None:
        raise ValueError(
            f"listening on {host} without any key, everybody there could hear and erase everything. Make a key (python -m "
            "app.keys create --name NAME --role operator), or set OIDC_ISSUER, or AUTH=required to start locked and make it "
            "then, or AUTH=none if everybody is meant"
        )
