"""API keys: `afv_<id>_<secret>`, made once, looked up by id, compared in constant time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from shared.errors import InvalidInput, Unauthenticated, Unavailable

from ..db import api_keys
from ..db.models import now
from ..db.session import Database
from ..domain.access import ApiKey
from ..domain.options import SPEAKER_ID
from ..domain.principal import SYSTEM, Principal, Role
from . import secrets
from .recent import Recent

log = structlog.get_logger(__name__)

USE_NOTED_EVERY = timedelta(hours=1)
MOST_LISTED = 1_000
LOOK_FOR_KEYS_EVERY_S = 5.0
"""While there is none: another process may make the first."""
LOOK_PATIENCE_S = 1.0


@dataclass(slots=True)
class Keyring:
    database: Database
    clock: Callable[[], float] = time.monotonic
    _verified: Recent[ApiKey] = field(init=False)
    """By the hash of the whole key."""
    _looked_up: Recent[ApiKey | None] = field(init=False)
    """By id."""
    _was_any_made: bool = False
    _looked_at: float = float("-inf")

    def __post_init__(self) -> None:
        self._verified = Recent(self.clock)
        self._looked_up = Recent(self.clock)

    async def holds(self, key_id: str) -> bool:
        """Whether a key that was verified before can still be used. Raises Unavailable."""

        async def look() -> ApiKey | None:
            found = await self.database.read(lambda s: api_keys.find(s, SYSTEM, key_id))
            return None if found is None else found[0]

        key = await self._looked_up.get_or(key_id, look)
        return key is not None and key.holds_at(now())

    async def verify(self, sent: str) -> ApiKey:
        """Raises Unauthenticated, and Unavailable while the database is away."""
        key = await self._verified.get_or(secrets.hash_of(sent), lambda: self._find(sent))
        require_holding(key)
        return key

    async def _find(self, sent: str) -> ApiKey:
        parts = secrets.parts_of(sent)
        if parts is None:
            raise Unauthenticated("this is no key: a key is afv_<id>_<secret>", was_shown=True)
        key_id, secret = parts
        found = await self.database.read(lambda s: api_keys.find(s, SYSTEM, key_id))
        # A comparison all the same, so that the time does not tell which ids there are.
        if not secrets.is_secret(secret, found[1] if found else "") or found is None:
            raise Unauthenticated("there is no such key", was_shown=True)
        key = found[0]
        require_holding(key)
        await self._note_use(key)
        return key

    async def _note_use(self, key: ApiKey) -> None:
        at = now()
        if key.used_at is not None and at - key.used_at < USE_NOTED_EVERY:
            return
        try:
            await self.database.with_patience(LOOK_PATIENCE_S).write(
                lambda s: api_keys.note_use(s, key.principal, key.id, at)
            )
        except Unavailable as error:
            log.warning("key_use_not_noted", detail=error.detail)  # nobody is sent away for it

    async def make(
        self,
        name: str,
        *,
        tenant: str,
        role: Role,
        subject: str | None = None,
        scopes: frozenset[str] = frozenset(),
        expires_at: datetime | None = None,
    ) -> tuple[ApiKey, str]:
        """A key, and the whole of it, which is nowhere else from now on. Without a `subject` its id is that.

        Raises InvalidInput for a learner whose subject is no speaker's id, and ValueError for what is no tenant.
        """
        if role == "learner" and subject is None:
            raise InvalidInput("name the learner: their speaker_id", field="subject")
        key_id, secret, whole = secrets.new_key()
        principal = Principal(tenant, subject or key_id, role, scopes, key_id)
        require_subject(principal)
        key = ApiKey(key_id, name, principal, created_at=now(), expires_at=expires_at)
        kept = secrets.hash_of(secret)
        await self.database.write(lambda s: api_keys.insert(s, principal, key, kept))
        self._was_any_made = True
        return key, whole

    async def listed(self, principal: Principal) -> list[ApiKey]:
        return await self.database.read(lambda s: api_keys.listed(s, principal, limit=MOST_LISTED))

    async def listed_of_all(self) -> list[ApiKey]:
        return await self.database.read(lambda s: api_keys.listed_of_all(s, SYSTEM))

    async def revoke(self, principal: Principal, key_id: str) -> ApiKey:
        """Here it opens nothing any more from now on, elsewhere after `recent.KEPT_S`. Raises NotFound."""
        revoked = await self.database.write(lambda s: api_keys.revoke(s, principal, key_id))
        self.forget(lambda key: key.id == key_id)
        return revoked

    def forget(self, is_meant: Callable[[ApiKey], bool]) -> None:
        """They are looked up anew."""
        self._verified.forget(is_meant)
        self._looked_up.forget(lambda key: key is None or is_meant(key))

    async def was_any_made(self) -> bool:
        """Whether there ever was a key: then the door asks for one, however all of them ended."""
        if not self._was_any_made and self.clock() - self._looked_at >= LOOK_FOR_KEYS_EVERY_S:
            self._looked_at = self.clock()
            try:
                await self.look_for_keys()
            except Unavailable as error:
                log.warning("keys_not_looked_for", detail=error.detail)
        return self._was_any_made

    async def look_for_keys(self) -> None:
        """Raises Unavailable."""
        database = self.database.with_patience(LOOK_PATIENCE_S)
        self._was_any_made |= await database.read(lambda s: api_keys.was_any_made(s, SYSTEM))


def require_holding(key: ApiKey) -> None:
    """Raises Unauthenticated for one that was revoked, or has expired."""
    if not key.holds_at(now()):
        how = "was revoked" if key.revoked_at is not None else "has expired"
        raise Unauthenticated(f"this key {how}: ask your operator for another", was_shown=True)


def require_subject(principal: Principal) -> None:
    """Raises InvalidInput for a learner whose subject is no speaker's id."""
    if principal.role == "learner" and not SPEAKER_ID.fullmatch(principal.subject):
        raise InvalidInput(
            "a learner's subject is their speaker_id: 1 to 64 letters, digits, '.', '_' and '-'",
            field="subject",
        )
