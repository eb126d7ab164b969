"""Why a stage is skipped, and what it can do without."""

from datetime import UTC, datetime

from .materials import PronunciationMaterials

NOT_ASSESSABLE = "not_assessable"


def consented(materials: PronunciationMaterials) -> str | None:
    return materials.task.why_no_clone(datetime.now(UTC))


def assessable(materials: PronunciationMaterials) -> str | None:
    found = materials.assessment
    return None if found is None or found.assessable else NOT_ASSESSABLE


def assessable_or_in_doubt(materials: PronunciationMaterials) -> str | None:
    """The ASR may have heard another language than the reference text's: how well the audio fits the text decides."""
    found = materials.assessment
    if found and found.reason == "wrong_language" and materials.text_source == "reference":
        return None
    return assessable(materials)


def unjudged(materials: PronunciationMaterials) -> bool:
    """Whether it is settled, before anything was aligned, that the recording can't be judged."""
    return "diff" not in materials.given and assessable_or_in_doubt(materials) is not None
