"""GET /models: which languages the loaded models recognise, and how well."""

from shared.contracts.recognising import RecogniserModels
from shared.web import ServiceRouter

from ..services.recognisers import told
from .recognisers import RecognisersDep

router = ServiceRouter(tags=["asr"])


@router.get("/models")
async def list_models(recognisers: RecognisersDep) -> RecogniserModels:
    """The loaded models with their languages: which are accepted, what was measured, and what hears those that aren't."""
    return told(recognisers)
