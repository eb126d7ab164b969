"""The objects of a task and of a speaker's standing consent, and erasing them."""

import contextlib
import re
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from shared.contracts import VoiceErased
from shared.storage import ObjectMissing, ObjectStore

from ..domain import keys
from ..domain.erasure import Erasure
from ..pipelines.catalogue import kept_without_consent, made_under_consent

_SHARED_SPEECH = re.compile(rb'"(tts/[0-9a-f]{2}/[0-9a-f]{64})\.[a-z0-9]+"')
"""Of tasks from before each had a copy of its own reference voice: in their results, keys of a cache that all shared."""


async def erase(
    store: ObjectStore, tenant: str, task_id: UUID, *, voice_only: bool = False
) -> list[str]:
    """Delete a task's objects, or only those made under the consent; their keys. Raises Unavailable.

    What was spoken for it goes from the cache first: the task's own objects tell what that is, and are there as long as
    anything is left to do.
    """
    ours = re.compile(rf"recording\.wav|notes/[^/]+|{_results()}")
    erased: list[str] = []
    for top in keys.folders(tenant, task_id):
        if not voice_only:
            erased += await _erase_cached_speech(store, tenant, top)
        keep = partial(_matches, ours, top) if voice_only else None
        erased += await store.delete_folder(top, keep=keep)
    return erased


async def _erase_cached_speech(store: ObjectStore, tenant: str, top: str) -> list[str]:
    """Others who had the same spoken have copies of their own."""
    below = await store.keys(top)
    folders = {keys.cached_speech(tenant, key) for key in below} - {None}
    erased: list[str] = []
    for folder in sorted(filter(None, folders)):
        erased += await store.delete_folder(folder)
    if not folders:
        for key in await _shared_speech(store, below):
            await store.delete(key)
            erased.append(key)
    return erased


async def _shared_speech(store: ObjectStore, below: Sequence[str]) -> list[str]:
    found: set[bytes] = set()
    for key in below:
        if key.endswith(".json"):
            with contextlib.suppress(ObjectMissing):
                found |= set(_SHARED_SPEECH.findall(await store.get(key)))
    return [key for stem in sorted(found) for key in await store.keys(f"{stem.decode()}.")]


def is_of_recording(top: str, key: str) -> bool:
    """Whether it is somebody's voice: the recording, samples, what was made or measured of them, and voice notes on it."""
    return not re.fullmatch(_results(), key.removeprefix(top))


def _results() -> str:
    """Of every pipeline, what is no voice of the learner. Named from this side: whatever else a voice engine left is theirs."""
    return rf"speech/[^/]+|(\d+-)?({'|'.join(kept_without_consent())})(/\d+)?\.json"


async def erase_recording(store: ObjectStore, tenant: str, task_id: UUID) -> list[str]:
    """Delete the voices of a task, the learner's and those of voice notes, and keep what was found in it; the keys. Raises Unavailable."""
    erased: list[str] = []
    for top in keys.folders(tenant, task_id):
        keep = partial(_is_result, top)
        erased += await store.delete_folder(top, keep=keep)
    return erased


def _is_result(top: str, key: str) -> bool:
    return not is_of_recording(top, key)


def _matches(ours: re.Pattern[str], top: str, key: str) -> bool:
    return bool(ours.fullmatch(key.removeprefix(top)))


async def erase_consent(store: ObjectStore, tenant: str, consent_id: UUID) -> list[str]:
    """Delete the samples kept under a standing consent and what was measured of them, or what was spoken for a speaker;
    their keys. Raises Unavailable."""
    erased: list[str] = []
    for top in keys.consent_folders(tenant, consent_id):
        erased += await store.delete_folder(top)
    return erased


async def erase_due(store: ObjectStore, erasure: Erasure) -> list[str]:
    """Raises Unavailable."""
    if erasure.of_consent:
        return await erase_consent(store, erasure.tenant, erasure.task_id)
    return await erase(store, erasure.tenant, erasure.task_id, voice_only=erasure.voice_only)


def of_voice(erased: Sequence[str]) -> VoiceErased:
    """What there was of a voice among the keys of erased objects."""
    conversions = made_under_consent()
    return VoiceErased(
        conversions=sum(key.endswith(conversions) for key in erased),
        samples=sum("/samples/" in key for key in erased),
        features=sum("/voice/" in key for key in erased),
    )
