"""What is said of a speaker."""

from datetime import datetime
from uuid import UUID

from shared.contracts import Contract, EarlierRecording, VoiceErased


class ConsentWording(Contract):
    """What a speaker agrees to."""

    version: str
    """Of the English text; kept with each consent."""
    language: str
    """Of `text`, ISO 639."""
    text: str
    """To be shown before anybody agrees."""
    original: str
    """The English text, which is the one that counts: to be shown beside it."""


class SpeakerConsent(Contract):
    """A consent that holds for all of a speaker's tasks until it expires or is revoked."""

    speaker_id: str
    """Your own name for the speaker."""
    scope: str
    """What was agreed to: `voice_cloning`."""
    wording_version: str
    """Version of the wording that was agreed to."""
    given_at: datetime
    """When, with time zone."""
    expires_at: datetime
    """Until when it holds, with time zone."""
    revoked_at: datetime | None
    """When it was taken back; null while it was not."""
    holds: bool
    """Whether it may be relied on now."""
    n_samples: int
    """Voice samples that are kept under it."""


class KeptSample(Contract):
    sample_id: int
    """Its number among those that were sent, from 0; it stays when another is erased."""
    url: str
    """Plays it for who may; ranges are answered."""


class KeptSamples(Contract):
    items: list[KeptSample]
    """Kept under the consent that was given last, in the order they were sent in; empty once that has ended."""


class SpeakerConsentRevoked(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    revoked_at: datetime
    """When, with time zone."""
    n_tasks: int
    """Tasks whose voice data were deleted."""
    erased_objects: int
    """How many stored objects were deleted."""
    erased: VoiceErased
    """The same by kind."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class PractisedRecording(EarlierRecording):
    task_id: UUID
    """Id of the task."""


class SpeakerProgress(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    recordings: list[PractisedRecording]
    """The newest that were judged, oldest first: how often each sound was on target, every slip, and how well each group's
    habits explain it."""


class SpeakerErased(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    n_tasks: int
    """Tasks that were erased."""
    n_consents: int
    """Consents that were erased."""
    erased_objects: int
    """How many stored objects were deleted; so far, where the erasure is pending."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""
