"""The objects of a task and of a speaker's standing consent, and erasing them."""

import re
from collections.abc import Iterable
from uuid import UUID

from shared.contracts import VoiceErased
from shared.storage import ObjectStore

from ..domain.erasure import Erasure
from ..domain.keys import consent_folder, folder
from ..domain.task import STAGE_NAMES

_CONVERTED = ("own_voice.wav", "vc.json")
"""What a conversion leaves: the audio, and the stage's answer."""
_OURS = re.compile(rf"recording\.wav|(\d+-)?({'|'.join(set(STAGE_NAMES) - {'vc'})})\.json")
"""Below a task's folder: the recording, and the results of all stages but the voice's, of whichever claim."""


async def erase(store: ObjectStore, task_id: UUID, *, voice_only: bool = False) -> list[str]:
    """Delete a task's objects, or only those made under the consent; their keys. Raises Unavailable."""
    top = folder(task_id)
    # Named from the other side: whatever a voice engine left behind is deleted.
    keep = (lambda key: bool(_OURS.fullmatch(key.removeprefix(top)))) if voice_only else None
    return await store.delete_folder(top, keep=keep)


async def erase_consent(store: ObjectStore, consent_id: UUID) -> list[str]:
    """Delete the samples kept under a standing consent, and what was measured of them; their keys. Raises Unavailable."""
    return await store.delete_folder(consent_folder(consent_id))


async def erase_due(store: ObjectStore, erasure: Erasure) -> list[str]:
    """Raises Unavailable."""
    if erasure.of_consent:
        return await erase_consent(store, erasure.task_id)
    return await erase(store, erasure.task_id, voice_only=erasure.voice_only)


def of_voice(keys: Iterable[str]) -> VoiceErased:
    """What there was of a voice among erased objects."""
    keys = list(keys)
    return VoiceErased(
        conversions=sum(key.endswith(_CONVERTED) for key in keys),
        samples=sum("/samples/" in key for key in keys),
        features=sum("/voice/" in key for key in keys),
    )
