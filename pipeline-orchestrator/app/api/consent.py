"""GET /consent/wording: what is agreed to, to be shown before it is."""

from typing import Annotated

from fastapi import Query

from shared.errors import InvalidInput
from shared.web import ServiceRouter, problems

from ..schemas.speakers import ConsentWording
from ..speakers import wordings
from .dependencies import PrincipalDep

router = ServiceRouter(prefix="/consent", tags=["speakers"])


@router.get("/wording", responses=problems(InvalidInput))
async def show_consent_wording(
    principal: PrincipalDep,
    language: Annotated[str, Query(description="To show it in, ISO 639")] = "en",
    scope: Annotated[
        wordings.WordingScope,
        Query(description="Of which consent: `voice_cloning`, or `training` (being learnt from)"),
    ] = "voice_cloning",
) -> ConsentWording:
    """The words that `consent_voice_cloning=true`, or a consent to be learnt from, agrees to."""
    del principal
    return wordings.wording(language, scope)
