"""The objects of a task and of a speaker's standing consent, and erasing them."""

import re
from collections.abc import Iterable
from uuid import UUID

from shared.contracts import VoiceErased
from shared.storage import ObjectStore

from ..domain.erasure import Erasure
from ..domain.keys import consent_folder, folder
from ..pipelines.catalogue import kept_without_consent, made_under_consent


async def erase(store: ObjectStore, task_id: UUID, *, voice_only: bool = False) -> list[str]:
    """Delete a task's objects, or only those made under the consent; their keys. Raises Unavailable."""
    top = folder(task_id)
    if not voice_only:
        return await store.delete_folder(top)
    # Named from the other side: whatever a voice engine left behind is deleted.
    ours = re.compile(rf"recording\.wav|(\d+-)?({'|'.join(kept_without_consent())})\.json")
    return await store.delete_folder(
        top, keep=lambda key: bool(ours.fullmatch(key.removeprefix(top)))
    )


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
    conversions = made_under_consent()
    return VoiceErased(
        conversions=sum(key.endswith(conversions) for key in keys),
        samples=sum("/samples/" in key for key in keys),
        features=sum("/voice/" in key for key in keys),
    )
