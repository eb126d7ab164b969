"""Which recognisers are loaded, and what they hear."""

from shared.contracts.recognising import RecogniserModel, RecogniserModels
from shared.errors import UpstreamFailed
from shared.roster import ASR

from .upstreams import Upstreams, look_up


async def loaded_recognisers(upstreams: Upstreams) -> list[RecogniserModel]:
    """Empty while they can't be asked."""
    try:
        return (await look_up(RecogniserModels, upstreams[ASR], "/models", {})).models
    except UpstreamFailed:
        return []
