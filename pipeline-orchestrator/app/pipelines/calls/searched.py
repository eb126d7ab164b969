"""What of a call can be found again: its turns, without what is personal."""

from shared.contracts.conversation import Sentiment
from shared.contracts.search import RecordingToIndex, TurnToIndex

from .materials import CallMaterials
from .options import MOST_TAGS

MOST_HABITS = 100


def call_to_index(materials: CallMaterials) -> RecordingToIndex:
    """With moods and habits, as far as they are known. A call of which redaction was switched off is found by what is personal as well."""
    options, transcript = materials.options, materials.transcript
    analysed = materials.analysis.turns if materials.analysis is not None else []
    felt: dict[int, Sentiment | None] = {each.index: each.sentiment for each in analysed}
    habits = materials.accent.accent.habits if materials.accent is not None else []
    return RecordingToIndex(
        agent=options.speaker_id,
        customer=options.customer,
        started_at=options.started_at or materials.task.created_at,
        language=transcript.language,
        kind="call",
        habits=sorted({habit.tip for habit in habits})[:MOST_HABITS],
        tags=list(options.tags)[:MOST_TAGS],
        turns=[
            TurnToIndex(
                index=turn.index,
                speaker=turn.speaker,
                text=turn.text,
                start_s=turn.start_s,
                end_s=turn.end_s,
                sentiment=felt.get(turn.index),
            )
            for turn in transcript.turns
        ],
    )
