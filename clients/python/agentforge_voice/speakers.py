"""What is asked of a speaker, by your own name for them: `client.speakers`."""
# Made of async_speakers.py by `make clients`; not to be edited.

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import calls
from .calls import Audio
from .schema import SpeakerConsent, SpeakerConsentRevoked, SpeakerErased, SpeakerProgress
from .waiting import run

if TYPE_CHECKING:
    from .client import Client


class SpeakerCalls:
    """Consent, progress, export and erasing. ValueError for what can't be a speaker's name."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def give_consent(
        self,
        speaker_id: str,
        samples: Sequence[Audio] = (),
        *,
        expires_in_days: int | None = None,
    ) -> SpeakerConsent:
        """They agree, for all their tasks, that a reference in their own voice is made; show them `consent_wording()` before.
        `samples`: recordings of theirs to make it of, at most 20."""
        request = run(calls.consent, speaker_id, samples, expires_in_days)
        return self._client.ask(request, SpeakerConsent)

    def consent(self, speaker_id: str) -> SpeakerConsent:
        """What they agreed to last, and whether it `holds`. NotThere where nothing was."""
        return self._client.ask(calls.of_speaker("GET", speaker_id, "/consent"), SpeakerConsent)

    def revoke_consent(self, speaker_id: str) -> SpeakerConsentRevoked:
        """Taken back: samples, what was measured of them, and every conversion are erased."""
        request = calls.of_speaker("DELETE", speaker_id, "/consent")
        return self._client.ask(request, SpeakerConsentRevoked)

    def progress(self, speaker_id: str, *, limit: int = 50) -> SpeakerProgress:
        """How often each sound was on target in each recording, oldest first; `limit`: the newest so many."""
        request = calls.of_speaker("GET", speaker_id, "/progress", query={"limit": limit})
        return self._client.ask(request, SpeakerProgress)

    def export(self, speaker_id: str, path: str | os.PathLike[str]) -> Path:
        """All that is kept of them, into a zip at `path`."""
        path = Path(path)
        self._client.save(calls.of_speaker("GET", speaker_id, "/export"), path)
        return path

    def erase(self, speaker_id: str) -> SpeakerErased:
        """All that is known of them: tasks with audio and results, consents, voice samples, progress."""
        return self._client.ask(calls.of_speaker("DELETE", speaker_id), SpeakerErased)
