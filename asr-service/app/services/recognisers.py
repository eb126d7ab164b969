"""The recognisers that are loaded, and which of them a recording is given to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.contracts.recognising import RecogniserModel, RecogniserModels
from shared.engines import EngineHost
from shared.languages import language_code
from shared.web import Runtime
from shared.web.model_book import LoadedModel, ModelBook, open_models, request_key

from ..core.config import Settings
from .engines import ENGINES
from .engines.base import Transcriber
from .heard_languages import model_of

RESOURCE = "recognisers"
Recognisers = ModelBook[Transcriber]
_PACKAGE = __name__.rsplit(".", 1)[0] + ".engines"


@asynccontextmanager
async def open_recognisers(runtime: Runtime) -> AsyncIterator[None]:
    """Raises EngineUnavailable for a listed model that can't be loaded."""
    settings: Settings = runtime.settings
    opened = open_models(
        runtime,
        settings.models,
        ENGINES,
        package=_PACKAGE,
        knows=lambda engine, language: language in engine.languages,
    )
    async with opened as book:
        runtime.resources[RESOURCE] = book
        yield


def loaded_recognisers(runtime: Runtime) -> Recognisers:
    return runtime.resources[RESOURCE]


def recogniser_for(recognisers: Recognisers, language: str) -> EngineHost[Transcriber]:
    """Who hears a recording in a language by any of its names, or `auto`: that is the service's own."""
    sent = language.strip().lower()
    return recognisers.host_for(language_code(sent) or sent, request_key())


def told(recognisers: Recognisers) -> RecogniserModels:
    return RecogniserModels(
        models=[_told(each) for each in recognisers.models], **recognisers.own.stamp()
    )


def _told(model: LoadedModel[Transcriber]) -> RecogniserModel:
    """The service's own engine is asked for all that it knows, a listed one for its languages."""
    known, listed = model_of(model.host.engine), model.listed
    its_own = {"name": model.name, "load_s": round(model.host.load_s, 2)}
    if listed is None:
        return known.model_copy(update=its_own)
    languages = [each for each in known.languages if each.language in listed.languages]
    more = {"share": listed.share, "licence": listed.licence or None, "languages": languages}
    return known.model_copy(update=its_own | more)
