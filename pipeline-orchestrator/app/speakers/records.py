"""What is kept of a speaker: how they practised, and erasing all of it."""

from shared.errors import NotFound

from ..app import App
from ..db import practice
from ..domain import keys
from ..domain.erasure import Wish
from ..domain.principal import Principal
from ..schemas.speakers import PractisedRecording, SpeakerErased, SpeakerProgress


async def get_progress(
    app: App, principal: Principal, speaker_id: str, *, limit: int
) -> SpeakerProgress:
    """Raises NotFound where no recording of the speaker was judged."""
    app.eraser.require_speaker(principal, speaker_id)
    kept = await app.database.read(
        lambda s: practice.of_speaker(s, principal, speaker_id, limit=limit)
    )
    if not kept:
        raise NotFound(f"no recording of speaker {speaker_id} was judged", field="speaker_id")
    return SpeakerProgress(
        speaker_id=speaker_id,
        recordings=[
            PractisedRecording(task_id=task_id, **recording.model_dump())
            for task_id, recording in kept
        ],
    )


async def erase(app: App, principal: Principal, speaker_id: str) -> SpeakerErased:
    """Erase every task of the speaker with all that was made of it, every consent, all progress, and what was spoken for
    them. Raises NotFound."""
    try:
        erased = await app.eraser.erase(Wish.of_speaker(principal, speaker_id))
    except NotFound:
        only_listened = keys.own_speech_cache(principal.tenant, speaker_id)
        deleted = await app.store.delete_folder(f"{only_listened}/")
        if not deleted:
            raise
        return SpeakerErased(
            speaker_id=speaker_id,
            n_tasks=0,
            n_consents=0,
            erased_objects=len(deleted),
            erasure_pending=False,
        )
    return SpeakerErased(
        speaker_id=speaker_id,
        n_tasks=len(erased.tasks),
        n_consents=len(erased.consents),
        erased_objects=len(erased.keys),
        erasure_pending=erased.is_pending,
    )
