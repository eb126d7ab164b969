"""Keys, sessions and the audit on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.contracts import Contract, JsonRequest

from ..domain.principal import MAX_TENANT_CHARS, TENANT_FORM, Role, Scope

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Subject = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[!-~]+$")]


class NewKey(JsonRequest):
    name: Name
    """What you call it: who or what uses it. Better no learner's name."""
    role: Role
    """What it may do: a learner's sees that speaker alone, a teacher's what was shared with their classes, a service's acts for the
    tenant's application, an operator's makes keys too."""
    subject: Subject | None = None
    """Who asks with it. A learner's is their `speaker_id`; where it is left out, the key's own id."""
    scopes: Annotated[list[Scope], Field(max_length=10, default_factory=list)]
    """What it may do beyond its role."""
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """After so many days it opens nothing; without it, it holds until it is revoked."""
    tenant: Annotated[str, Field(max_length=MAX_TENANT_CHARS, pattern=TENANT_FORM)] | None = None
    """Whose it is: your own where it is left out; another's needs the scope `tenants`."""


class ShownKey(Contract):
    id: str
    """Its public part."""
    name: str
    """What its maker calls it."""
    tenant: str
    """Whose it is."""
    subject: str
    """Who asks with it."""
    role: Role
    """What it may do."""
    scopes: list[str]
    """What it may do beyond that."""
    created_at: datetime
    """When it was made, with time zone."""
    expires_at: datetime | None
    """Until when it holds; null: until it is revoked."""
    revoked_at: datetime | None
    """When it was revoked; null while it was not."""
    used_at: datetime | None
    """When it was last used, to the hour; null before that."""


class MadeKey(ShownKey):
    key: str
    """The whole key. It is shown here and nowhere else: keep it."""


class KeyList(Contract):
    items: list[ShownKey]
    """The tenant's keys, newest first, at most 1000."""


class SignIn(JsonRequest):
    key: Annotated[str, Field(max_length=200)]
    """An API key: `afv_…`."""


class SignedIn(Contract):
    tenant: str
    """Whose things are seen."""
    subject: str
    """Who is signed in; a learner's is their `speaker_id`."""
    role: Role
    """What they may do."""
    scopes: list[str]
    """What they may do beyond that."""
    csrf_token: str | None
    """To be sent as X-CSRF-Token with every request that changes something; null for who came with a key of their own."""
    ends_at: datetime | None
    """When the session ends if it is not used; null for who came with a key of their own."""


class SessionsClosed(Contract):
    n_closed: int
    """How many sessions were ended."""


class ShownAudit(Contract):
    id: int
    """Its place in the audit."""
    at: datetime
    """When, with time zone."""
    action: str
    """What was done: `recording.played`, `consent.given`, `key.revoked` …"""
    status: int
    """HTTP status of the answer: 2xx, done; 403 or 404, refused."""
    credential: str
    """By what it was known who asked: `key:<id>`, `session:<key id>`, `oidc`, `address` (a signed one) or `local`."""
    subject: str
    """Who asked; of a learner a pseudonym."""
    role: str
    """As what."""
    target: str | None
    """What it was done to: `task:<id>`, `key:<id>`, `class:<id>`, `member:<id>`, `membership:<id>` or `speaker:<pseudonym>`; null where it was no one thing."""
    request_id: str | None
    """Under which the log has it."""


class AuditPage(Contract):
    items: list[ShownAudit]
    """Newest first."""
    next_before: int | None
    """`before` of the next page; null on the last."""
