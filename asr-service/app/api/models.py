"""GET /models: which languages the loaded model recognises, and how well."""

from typing import Annotated

from fastapi import Depends

from shared.contracts.recognising import RecogniserModels
from shared.engines import EngineHost
from shared.web import ServiceRouter, engine_host

from ..services.engines.base import Transcriber
from ..services.heard_languages import model_of

router = ServiceRouter(tags=["asr"])


@router.get("/models")
async def list_models(
    host: Annotated[EngineHost[Transcriber], Depends(engine_host)],
) -> RecogniserModels:
    """The loaded model with its languages: which are accepted, what was measured, and what hears those that aren't."""
    return RecogniserModels(models=[model_of(host.engine)], **host.stamp())
