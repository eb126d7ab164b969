"""Why a stage of a call is left out."""

from .materials import CallMaterials

NOT_ASSESSABLE = "not_assessable"
OTHER_LANGUAGE = "not_english"
NO_WORDS = "no_words"
JUDGED_LANGUAGE = "en"


def assessable(materials: CallMaterials) -> str | None:
    found = materials.assessment
    return None if found is None or found.assessable else NOT_ASSESSABLE


def with_words(materials: CallMaterials) -> str | None:
    """Once it is known what was said."""
    if "turns" not in materials.given or materials.transcript.turns:
        return None
    return NO_WORDS


def english(materials: CallMaterials) -> str | None:
    """American English is what is judged."""
    if "turns" not in materials.given:
        return None
    return None if materials.transcript.language in {None, JUDGED_LANGUAGE} else OTHER_LANGUAGE
