"""What a speaker agreed to, and did before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CONSENT_SCOPE = "voice_cloning"


CONSENT_REVOKED = "consent_revoked"
"""Why a voice conversion is skipped after its consent was taken back."""


CONSENT_WORDING = "2026-11-1"
"""Version of the wording in README.md that `consent_voice_cloning=true` agrees to."""


CONSENT_EXPIRED = "consent_expired"


@dataclass(frozen=True, slots=True)
class Consent:
    scope: str
    given_at: datetime
    wording_version: str
    revoked_at: datetime | None
    expires_at: datetime | None = None
    standing_id: UUID | None = None
    """Of the speaker's standing consent; None when it was given with the request."""


@dataclass(frozen=True, slots=True)
class StandingConsent:
    """A speaker's consent for all tasks to come, until it expires or is revoked."""

    id: UUID
    speaker_id: str
    scope: str
    wording_version: str
    sample_keys: tuple[str, ...]
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class EarlierTask:
    """A speaker's last judged recording of a text."""

    recorded_at: datetime
    result_key: str
    """Of what judged it."""
