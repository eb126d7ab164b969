"""What of a request only the recogniser knows."""

import anyio

from shared.contracts.recognising import RecogniserModel
from shared.errors import InvalidInput
from shared.recognisers import heard_too_badly

from ..recognisers import loaded_recognisers
from ..upstreams import OFFERS_TIMEOUT_S, Upstreams
from .options import DETECT, LANGUAGE, TranscriptOptions


async def check_with_recogniser(options: TranscriptOptions, upstreams: Upstreams) -> None:
    """Raises as `require_recognised` does."""
    await require_recognised(options.language, upstreams)


async def require_recognised(language: str, upstreams: Upstreams) -> None:
    """Raises InvalidInput for a language that no loaded model knows, HeardTooBadly for one that none hears well enough. A
    recogniser that can't be asked refuses nothing: its stage will say what is wrong."""
    if language in {DETECT, LANGUAGE}:
        return
    models: list[RecogniserModel] = []
    with anyio.move_on_after(OFFERS_TIMEOUT_S):
        models = await loaded_recognisers(upstreams)
    if not models:
        return
    known = [
        (model, each) for model in models for each in model.languages if each.language == language
    ]
    if not known:
        raise InvalidInput(f"{language} is not recognised here", field="language")
    if not any(each.accepted for _, each in known):
        raise heard_too_badly(*known[0])
