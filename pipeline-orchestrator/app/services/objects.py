"""The objects of a task, and erasing them."""

from uuid import UUID

from shared.storage import ObjectStore

from ..schemas.records import STAGE_NAMES

JSON_TYPE = "application/json"
WAV_TYPE = "audio/wav"


def folder(task_id: UUID) -> str:
    return f"tasks/{task_id}/"


def recording_key(task_id: UUID) -> str:
    return f"{folder(task_id)}recording.wav"


def sample_key(task_id: UUID, index: int) -> str:
    return f"{folder(task_id)}samples/{index}.wav"


def result_key(task_id: UUID, stage: str) -> str:
    return f"{folder(task_id)}{stage}.json"


async def erase(store: ObjectStore, task_id: UUID, *, voice_only: bool = False) -> int:
    """Delete a task's objects, or only those made under the consent; returns how many."""
    keys = await store.keys(folder(task_id))
    if voice_only:
        # Named from the other side: whatever a voice engine left behind is in.
        ours = {result_key(task_id, stage) for stage in STAGE_NAMES if stage != "vc"}
        keys = [key for key in keys if key not in ours | {recording_key(task_id)}]
    for key in keys:
        await store.delete(key)
    return len(keys)
