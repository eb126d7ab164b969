"""The speaker's earlier recordings, for the coach."""

import structlog

from shared.contracts import Diff, EarlierReading, History
from shared.contracts.reading import Unreadable, read_stored
from shared.storage import ObjectMissing

from ...domain.speaker import EarlierTask
from ..spec import Past
from .materials import PronunciationMaterials

log = structlog.get_logger(__name__)

RECORDINGS_LOOKED_AT = 50
"""Of a speaker's earlier ones, the newest."""
JUDGED_BY = "diff"
"""The stage whose result is compared with the earlier one of the same words."""


async def read_history(materials: PronunciationMaterials) -> History | None:
    """None where no speaker was named."""
    if materials.options.speaker_id is None:
        return None
    recordings, same_text = await materials.past.recordings(
        materials.task,
        text=materials.options.reference_text,
        judged_by=JUDGED_BY,
        limit=RECORDINGS_LOOKED_AT,
    )
    return History(
        recordings=list(recordings),
        same_text=await _reading(same_text, materials.past) if same_text else None,
    )


async def earlier_accents(materials: PronunciationMaterials) -> dict[str, float] | None:
    """How well each group's habits explain the speaker's earlier recordings; None where none is known."""
    if materials.options.speaker_id is None:
        return None
    recordings, _ = await materials.past.recordings(
        materials.task, text=None, judged_by=JUDGED_BY, limit=RECORDINGS_LOOKED_AT
    )
    summed: dict[str, float] = {}
    for recording in recordings:
        for group, likelihood in recording.accents.items():
            summed[group] = summed.get(group, 0.0) + likelihood
    return summed or None


async def _reading(earlier: EarlierTask, past: Past) -> EarlierReading | None:
    """None when its result was erased meanwhile, or is of a contract that is no more."""
    try:
        diff = read_stored(Diff, await past.result(earlier.result_key))
    except (ObjectMissing, Unreadable):
        log.info("earlier_reading_left_out", key=earlier.result_key)
        return None
    return EarlierReading(recorded_at=earlier.recorded_at, diff=diff)
