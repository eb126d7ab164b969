"""What of a request only the recogniser knows."""

import anyio

from shared.contracts.recognising import RecogniserModels
from shared.errors import InvalidInput, UpstreamFailed
from shared.recognisers import heard_too_badly
from shared.roster import ASR

from ..upstreams import OFFERS_TIMEOUT_S, Upstreams, look_up
from .options import DETECT, LANGUAGE, TranscriptOptions


async def check_with_recogniser(options: TranscriptOptions, upstreams: Upstreams) -> None:
    """Raises InvalidInput for a language that no loaded model knows, HeardTooBadly for one that none hears well enough. A
    recogniser that can't be asked refuses nothing: its stage will say what is wrong."""
    if options.language in {DETECT, LANGUAGE}:
        return
    models = None
    with anyio.move_on_after(OFFERS_TIMEOUT_S):
        models = await _loaded(upstreams)
    if not models or not models.models:
        return
    known = [
        (model, each)
        for model in models.models
        for each in model.languages
        if each.language == options.language
    ]
    if not known:
        raise InvalidInput(f"{options.language} is not recognised here", field="language")
    if not any(each.accepted for _, each in known):
        raise heard_too_badly(*known[0])


async def _loaded(upstreams: Upstreams) -> RecogniserModels | None:
    try:
        return await look_up(RecogniserModels, upstreams[ASR], "/models", {})
    except UpstreamFailed:
        return None
