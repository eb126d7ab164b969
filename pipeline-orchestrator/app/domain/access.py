"""A key, a browser's session, and a line of the audit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .principal import Principal


@dataclass(frozen=True, slots=True)
class ApiKey:
    id: str
    """16 of a-z and 2-7; no secret."""
    name: str
    """What its maker calls it."""
    principal: Principal
    """Who asks with it."""
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    """When it was last used, to the hour."""

    def holds_at(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, slots=True)
class WebSession:
    id: UUID
    key: ApiKey
    """That was signed in with; the session ends with it."""
    renewed_at: datetime
    """When its token was made."""
    seen_at: datetime
    """When it was last used, to the minute."""
    expires_at: datetime

    def holds_at(self, at: datetime, *, idle_s: float) -> bool:
        is_idle = (at - self.seen_at).total_seconds() >= idle_s
        return at < self.expires_at and not is_idle and self.key.holds_at(at)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    tenant: str
    at: datetime
    action: str
    """`recording.played`, `consent.given`, `key.revoked` … (app/access/rules.py)."""
    status: int
    """HTTP status of the answer."""
    credential: str
    """`key:<id>`, `session:<key id>`, `oidc`, `address` (a signed one) or `local`."""
    subject: str
    """A learner's is a pseudonym."""
    role: str
    target: str | None
    """`task:<id>`, `key:<id>`, `class:<id>`, `member:<id>`, `membership:<id>`, `training:<id>` or `speaker:<pseudonym>`."""
    request_id: str | None
    id: int = 0
    """Its place in the table, once it is there."""
