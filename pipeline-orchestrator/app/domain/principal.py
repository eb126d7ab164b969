"""Who asks, and of which tenant. Every use case takes a Principal; every function of the database takes what names a tenant."""

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["learner", "teacher", "operator", "service"]
"""What each may ask for is in app/access/rules.py."""
Scope = Literal["metrics", "tenants"]
"""`metrics`: reads GET /metrics. `tenants`: an operator for all tenants, who makes keys of each and reads its audit."""

LOCAL_TENANT = "local"
"""Of an installation without keys; rows and objects from before there were tenants are its own."""
MAX_TENANT_CHARS = 32
"""Shorter than a UUID: the folder of a tenant is never that of a task."""
TENANT_FORM = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"
_TENANT = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Principal:
    tenant: str
    """Lower-case letters, digits and hyphens, at most 32: it is part of object keys. Raises ValueError for another."""
    subject: str
    """Who it is within the tenant: a key's id, a user, a worker."""
    role: Role
    scopes: frozenset[str] = frozenset()
    """What it may do beyond its role: each a Scope."""
    key_id: str | None = None
    """Of the key that was shown, or that a session was opened with."""

    @property
    def only_speaker(self) -> str | None:
        """The one speaker whose things it sees; None where it sees those of all its tenant."""
        return self.subject if self.role == "learner" else None

    @property
    def taught_by(self) -> str | None:
        """The teacher, whose classes bound what is seen; None where no class does."""
        return self.subject if self.role == "teacher" else None

    def sees_speaker(self, speaker_id: str | None) -> bool:
        """By who they are alone; what a teacher sees of them, their classes say (db/sight.py)."""
        return self.only_speaker in (None, speaker_id)

    def __post_init__(self) -> None:
        if len(self.tenant) > MAX_TENANT_CHARS or not _TENANT.fullmatch(self.tenant):
            raise ValueError(
                f"a tenant is 1 to {MAX_TENANT_CHARS} of a-z, 0-9 and '-', not {self.tenant!r}"
            )


@dataclass(frozen=True, slots=True)
class System:
    """The orchestrator itself, which looks after the tasks of all tenants: only what takes it crosses them."""


LOCAL = Principal(LOCAL_TENANT, subject="local", role="operator")
"""Whoever calls an installation that has no keys."""
SYSTEM = System()


def acting_for(tenant: str, subject: str) -> Principal:
    """The orchestrator at work on something of a tenant's."""
    return Principal(tenant, subject, role="service")
