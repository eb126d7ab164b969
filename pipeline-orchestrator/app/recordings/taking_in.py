"""Taking recordings in: who is told that one was received decodes it and queues its task.

From there the task's stages do the rest, each once (recognise, write down, index), and tell what they did. Whatever is done twice
here is there once: the task has the recording's id.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio.to_thread
import structlog

from shared.audio.decoder import AudioDecoder
from shared.errors import Gone, InvalidInput, LimitReached, Problem
from shared.events import RecordingIngestedFact
from shared.storage import ObjectMissing
from shared.web.long_uploads import LongRecordings, StoredRecording

from ..app import App
from ..db import recordings
from ..db.event_deliveries import Effect
from ..domain import keys
from ..domain.principal import Principal, acting_for
from ..domain.recordings import DUPLICATE, RecordingRecord
from ..eventing.consumer import Consumer, GivenEvent, Retries
from ..pipelines.catalogue import pipeline_of
from ..pipelines.spec import Pipeline
from ..speakers import consents
from ..tasks import submission
from ..tasks.intake import Intake, check_channels, read_intake, read_long_intake

log = structlog.get_logger(__name__)

NAME = "ingestion"
WITHIN_S = 900.0
"""Two hours of MP3 are decoded in one to two minutes of a core."""
RETRIES = Retries((5.0, 30.0, 120.0, *[600.0] * 6, *[3_600.0] * 48))
"""Two days: a quota of the day may be used up, the line full, the store away."""


class _AlreadyThere(Exception):
    """Its audio is, and it was to be refused then."""


@dataclass(frozen=True, slots=True)
class TakingIn:
    app: App
    decoder: AudioDecoder
    """Of short recordings."""
    long_recordings: LongRecordings
    longest_s: float
    """Of a short one."""

    def consumer(self) -> Consumer:
        return Consumer(
            NAME, frozenset({"recording.ingested"}), self.take_in, RETRIES, within_s=WITHIN_S
        )

    async def take_in(self, given: GivenEvent) -> Effect | None:
        """Raises what may pass: Busy, Unavailable, a quota. What can't be taken in as it is, is refused for good."""
        fact = RecordingIngestedFact.model_validate(given.event.data)
        whose = acting_for(given.event.tenant, NAME)
        waits = await self.app.database.read(
            lambda s: recordings.untaken(s, whose, fact.recording_id)
        )
        if waits is None:
            return None  # erased meanwhile, or taken in by who did not come to say so
        sha256: list[str] = []
        try:
            await self._queue(waits, sha256.append)
        except Problem as problem:
            if isinstance(problem, Gone):
                return None
            if not _is_for_good(problem):
                raise
            log.info("recording_refused", recording_id=str(waits.id), slug=problem.slug)
            return _refusing(whose, waits, problem.slug, problem.detail, sha256)
        except _AlreadyThere:
            return _refusing(whose, waits, DUPLICATE, "its audio is there already", sha256)
        await self.app.store.delete(keys.upload_key(waits.tenant, waits.id))
        return None

    async def _queue(self, waits: RecordingRecord, told: Callable[[str], None]) -> None:
        app, pipeline = self.app, pipeline_of(waits.pipeline)
        sender = _sender(waits)
        async with self._intake(waits, pipeline, sender) as intake:
            told(intake.audio_sha256)
            if waits.is_refused_if_there:
                first = await app.database.read(
                    lambda s: recordings.first_with_audio(s, sender, [intake.audio_sha256])
                )
                if first:
                    raise _AlreadyThere
            await submission.submit(app, sender, intake, request_id=None, received=waits.id)

    @asynccontextmanager
    async def _intake(
        self, waits: RecordingRecord, pipeline: Pipeline, sender: Principal
    ) -> AsyncIterator[Intake]:
        options = pipeline.options.model_validate(waits.options)
        key = keys.upload_key(waits.tenant, waits.id)
        if not pipeline.long_recordings:
            content = await self.app.store.get(key)
            recording = await self.decoder.decode(content, max_duration_s=self.longest_s)
            standing = await consents.holding_consent(self.app, sender, options.speaker_id)
            yield await anyio.to_thread.run_sync(
                read_intake, pipeline, options, recording, [], standing
            )
            return
        by_channel = bool(getattr(options, "channels", False))
        stored = StoredRecording(self.app.store, key)
        async with self.long_recordings.opened_parts(
            stored, field="file", channels=by_channel
        ) as parts:
            check_channels(options, len(parts))
            yield await anyio.to_thread.run_sync(read_long_intake, pipeline, options, parts)


def _sender(waits: RecordingRecord) -> Principal:
    if waits.sender is None:
        return acting_for(waits.tenant, NAME)
    return waits.sender.principal(waits.tenant)


def _is_for_good(problem: Problem) -> bool:
    """Whether the same would be answered to it tomorrow. The upload that is not in the store may be in a backup of it."""
    if isinstance(problem, ObjectMissing | LimitReached):
        return False
    return isinstance(problem, InvalidInput)


def _refusing(
    whose: Principal, waits: RecordingRecord, reason: str, detail: str, sha256: list[str]
) -> Effect:
    return recordings.refusing(
        whose,
        waits.id,
        reason=reason,
        detail=detail,
        audio_sha256=sha256[0] if sha256 else None,
    )
