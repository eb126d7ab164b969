"""Links to a result, and what who follows one is shown."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, Issue, JudgedWord, Scores

from ..domain.shares import DAYS, MOST_DAYS


class NewShare(Contract):
    expires_in_days: int = Field(default=DAYS, ge=1, le=MOST_DAYS)
    """For how long the link holds."""


class ShownShare(Contract):
    share_id: UUID
    """To revoke it by."""
    created_at: datetime
    """When it was made, with time zone."""
    expires_at: datetime
    """Until when it holds, with time zone."""
    revoked_at: datetime | None
    """When it was revoked; null while it was not."""
    holds: bool
    """Whether it opens now."""


class MadeShare(ShownShare):
    token: str
    """Opens `GET /shared/{token}`. Shown this once: it is not kept."""
    url: str
    """The page that shows the result. The token is behind its #, which browsers send to nobody."""


class ShareList(Contract):
    items: list[ShownShare]
    """Newest first, those that ended with them."""


class SpeakersShare(ShownShare):
    task_id: UUID
    """The result that it shows."""
    text: str | None
    """What was to be read; null for free speech."""


class SpeakersShares(Contract):
    items: list[SpeakersShare]
    """Those that hold now, newest first; the newest 200 of more."""


class SharedSound(Contract):
    url: str
    """Plays as long as the link holds."""


class SharedAudio(Contract):
    recording: SharedSound | None = None
    """What was said."""
    reference: SharedSound | None = None
    """The text as it should sound, in the reference voice."""


class SharedSpan(Contract):
    start_s: float
    """In seconds from the start of the sound it is of."""
    end_s: float
    """In seconds from the start of the sound it is of."""


class SharedWordSpans(Contract):
    word_index: int
    """Index of the word in the text."""
    recording: SharedSpan | None = None
    """Null for a word that was not said."""
    reference: SharedSpan | None = None
    """Null where its times are not known."""


class SharedResult(Contract):
    """One result: what was read, how each word was, and how it sounds. Nothing else of the speaker, nor who they are."""

    expires_at: datetime
    """Until when the link holds, unless it is revoked before."""
    text: str
    """What was to be read; of free speech what was understood."""
    scores: Scores
    """Of the whole recording, 0–100 each."""
    words: list[JudgedWord]
    """The words of the text in order, then what else was said (`insertion`)."""
    issues: list[Issue]
    """What is certainly off target, in the order of speech."""
    audio: SharedAudio
    """What can be listened to."""
    spans: list[SharedWordSpans]
    """Where each word is in both sounds."""
