"""Where a task's objects lie in the store, and those of a speaker's standing consent."""

from uuid import UUID

from .claim import Claim

JSON_TYPE = "application/json"


WAV_TYPE = "audio/wav"


def folder(task_id: UUID) -> str:
    return f"tasks/{task_id}/"


def consent_folder(consent_id: UUID) -> str:
    """By the consent, not the speaker: nobody's name is in a key, and a consent given anew starts empty."""
    return f"speakers/{consent_id}/"


def recording_key(task_id: UUID) -> str:
    return f"{folder(task_id)}recording.wav"


def sample_key(task_id: UUID, index: int) -> str:
    return f"{folder(task_id)}samples/{index}.wav"


def standing_sample_key(consent_id: UUID, index: int) -> str:
    return f"{consent_folder(consent_id)}samples/{index}.wav"


def result_key(claim: Claim, stage: str) -> str:
    """Each claim has its own: who lost the task writes beside what the holder writes, never over it."""
    return f"{folder(claim.task_id)}{claim.number}-{stage}.json"
