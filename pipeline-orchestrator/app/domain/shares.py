"""A link by which somebody without a key sees one result: who holds its token, for a while."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

DAYS = 7
"""For which a link holds by default."""
MOST_DAYS = 30
MOST_OF_A_TASK = 10
"""Links of one result that hold at once."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Share:
    tenant: str
    id: UUID
    task_id: UUID
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


def new_token() -> str:
    """43 characters of 256 random bits: nobody can go through them."""
    return secrets.token_urlsafe(32)


def is_token(sent: str) -> bool:
    """Whether it may be one."""
    return _TOKEN.fullmatch(sent) is not None


def hash_of(token: str) -> str:
    """SHA-256 in hex: what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
