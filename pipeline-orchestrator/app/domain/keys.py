"""Where a task's objects lie in the store, and those of a speaker's standing consent: below their tenant's name.

Before there were tenants they lay in folders without one. What lies there is the local tenant's, and stays there: rows
name it, signed addresses lead to it, and an erasure looks in both folders.
"""

import re
from uuid import UUID, uuid5

from .claim import Claim
from .principal import LOCAL_TENANT

JSON_TYPE = "application/json"
WAV_TYPE = "audio/wav"
_SPEAKERS = UUID("6f0b7c1e-5d7a-4d0e-9a86-2b3f6a1c9d52")
_PLAYABLE = re.compile(
    r"recording\.wav|own_voice\.[a-z0-9]{1,5}|(speech|notes)-[0-9a-f-]{8,64}\.[a-z0-9]{1,5}"
)
"""A name is one part of a path: `speech/…` is called `speech-…` in it."""
_COPY = re.compile(r"/speech/([0-9a-f]{64})\.[a-z0-9]+$")


def folder(tenant: str, task_id: UUID) -> str:
    return f"tasks/{tenant}/{task_id}/"


def folders(tenant: str, task_id: UUID) -> tuple[str, ...]:
    """All in which there may be objects of the task."""
    return (folder(tenant, task_id), *_of_before("tasks", tenant, task_id))


def consent_folder(tenant: str, consent_id: UUID) -> str:
    """By the consent, not the speaker: nobody's name is in a key, and a consent given anew starts empty."""
    return f"speakers/{tenant}/{consent_id}/"


def consent_folders(tenant: str, consent_id: UUID) -> tuple[str, ...]:
    """All in which there may be objects kept under the consent."""
    return (
        consent_folder(tenant, consent_id),
        f"{speech_cache(tenant)}/of/{consent_id}/",
        *_of_before("speakers", tenant, consent_id),
    )


def recording_key(tenant: str, task_id: UUID) -> str:
    return f"{folder(tenant, task_id)}recording.wav"


def upload_key(tenant: str, recording_id: UUID) -> str:
    """A file that waits to be taken in, as it was sent."""
    return f"{folder(tenant, recording_id)}upload"


def sample_key(tenant: str, task_id: UUID, index: int) -> str:
    return f"{folder(tenant, task_id)}samples/{index}.wav"


def note_key(tenant: str, task_id: UUID, note_id: UUID) -> str:
    return f"{folder(tenant, task_id)}notes/{note_id}.wav"


def standing_sample_key(tenant: str, consent_id: UUID, index: int) -> str:
    return f"{consent_folder(tenant, consent_id)}samples/{index}.wav"


def standing_sample_folders(tenant: str, consent_id: UUID) -> tuple[str, ...]:
    return _within_consent(tenant, consent_id, "samples")


def measured_folders(tenant: str, consent_id: UUID) -> tuple[str, ...]:
    """What voice conversion measured of the samples."""
    return _within_consent(tenant, consent_id, "voice")


def _within_consent(tenant: str, consent_id: UUID, part: str) -> tuple[str, ...]:
    tops = (consent_folder(tenant, consent_id), *_of_before("speakers", tenant, consent_id))
    return tuple(f"{top}{part}/" for top in tops)


def training_folder(tenant: str, job_id: UUID) -> str:
    """Of a training job while it is unfinished."""
    return f"jobs/{tenant}/{job_id}/"


def training_key(claim: Claim, step: str) -> str:
    """Each claim has its own: who lost the job writes beside what the holder writes, never over it."""
    return f"{training_folder(claim.tenant, claim.task_id)}{claim.number}-{step}"


SPEECH_ROOT = "speech/"
CACHES = (SPEECH_ROOT, "tts/", "vc/")
"""What may go at any time: reference voices by tenant, and what TTS and voice conversion made for callers who named no
place for it."""


def speech_cache(tenant: str) -> str:
    """Reference voices that were made for tasks of a tenant's, to be used again; each task has a copy of its own."""
    return f"speech/{tenant}"


def speech_owner(tenant: str, speaker_id: str) -> UUID:
    """Under which lies what a speaker listened to: nobody's name is in a key."""
    return uuid5(_SPEAKERS, f"{tenant}\n{speaker_id}")


def own_speech_cache(tenant: str, speaker_id: str) -> str:
    """What was spoken for one speaker, to go with them; `consent_folders` names it, too."""
    return f"{speech_cache(tenant)}/of/{speech_owner(tenant, speaker_id)}"


def cached_speech(tenant: str, key: str) -> str | None:
    """The folder of the cache that has what a task's copy, `…/speech/<digest>.wav`, was made from; None for another key."""
    found = _COPY.search(key)
    return f"{speech_cache(tenant)}/{found[1][:2]}/{found[1]}/" if found else None


def playable(tenant: str, task_id: UUID, name: str) -> tuple[str, ...]:
    """Where a sound of the task may lie that its result names so; none for what is no such name."""
    if not (found := _PLAYABLE.fullmatch(name)):
        return ()
    below = name if found[1] is None else name.replace("-", "/", 1)
    return tuple(top + below for top in folders(tenant, task_id))


def playable_name(tenant: str, task_id: UUID, key: str) -> str | None:
    """The other way round; None for what is not the task's own."""
    for top in folders(tenant, task_id):
        name = key.removeprefix(top).replace("/", "-", 1)
        if key.startswith(top) and _PLAYABLE.fullmatch(name):
            return name
    return None


def result_key(claim: Claim, stage: str) -> str:
    """Each claim has its own: who lost the task writes beside what the holder writes, never over it."""
    return f"{folder(claim.tenant, claim.task_id)}{_result_name(claim, stage)}"


def result_keys(claim: Claim, stage: str) -> tuple[str, ...]:
    """All at which that claim may have stored the result: its holder may be of a release before tenants."""
    name = _result_name(claim, stage)
    return tuple(top + name for top in folders(claim.tenant, claim.task_id))


def piece_key(claim: Claim, stage: str, index: int) -> str:
    """What a stage has of one piece of a long recording; each claim has its own, as for results."""
    return f"{folder(claim.tenant, claim.task_id)}{claim.number}-{stage}/{index:05d}.json"


def piece_of(tenant: str, task_id: UUID, stage: str, key: str) -> tuple[int, int] | None:
    """The number of the claim and of the piece; None for another key."""
    found = re.fullmatch(
        rf"(\d+)-{re.escape(stage)}/(\d+)\.json", key.removeprefix(folder(tenant, task_id))
    )
    return (int(found[1]), int(found[2])) if found else None


def _result_name(claim: Claim, stage: str) -> str:
    return f"{claim.number}-{stage}.json"


def _of_before(root: str, tenant: str, owner_id: UUID) -> tuple[str, ...]:
    return (f"{root}/{owner_id}/",) if tenant == LOCAL_TENANT else ()
