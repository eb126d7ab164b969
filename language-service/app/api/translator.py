"""The translator beside the linguist: opened with the service, asked by POST /translate."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from prometheus_client import Counter

from shared.engines import EngineContext, EngineHost, EngineUnavailable, load_engine
from shared.errors import InvalidInput
from shared.web.dependencies import Runtime, RuntimeDep
from shared.web.model_book import open_models

from ..core.config import Settings
from ..services.engines.translators import TRANSLATORS
from ..services.engines.translators.base import Translator
from ..services.translating import TranslationDesk
from ..services.translation.recent_sentences import RecentSentences
from ..services.translation.units import Direction

log = structlog.get_logger(__name__)

_DESK = "translation_desk"
_PACKAGE = __name__.rsplit(".", 2)[0] + ".services.engines"


@asynccontextmanager
async def open_translator(runtime: Runtime) -> AsyncIterator[None]:
    """Raises EngineUnavailable for a translator that is asked for by name and can't be loaded. Where `auto` finds none, the service does without."""
    settings: Settings = runtime.settings
    sentences = Counter(
        "translated_sentences_total",
        "Sentences to be translated, by what became of them",
        ["outcome"],
        registry=runtime.metrics,
    )
    host: EngineHost[Translator] | None = None
    try:
        host = await _load(runtime, settings)
    except EngineUnavailable as error:
        if settings.translator != "auto":
            runtime.metrics.unregister(sentences)
            raise
        log.warning("no_translator", reason=str(error))
    try:
        async with AsyncExitStack() as stack:
            if host is not None:
                assert runtime.host is not None
                opened = open_models(
                    runtime,
                    settings.translators,
                    TRANSLATORS,
                    package=_PACKAGE,
                    knows=_knows,
                    own=host,
                )
                runtime.resources[_DESK] = TranslationDesk(
                    runtime.host,
                    await stack.enter_async_context(opened),
                    RecentSentences(settings.translations_kept),
                    told=lambda outcome: sentences.labels(outcome).inc(),
                )
            yield
    finally:
        runtime.metrics.unregister(sentences)
        if host is not None and (close := getattr(host.engine, "close", None)) is not None:
            close()


def _knows(translator: Translator, pair: str) -> bool:
    return translator.offer.has(Direction.of(pair))


async def _load(runtime: Runtime, settings: Settings) -> EngineHost[Translator]:
    return await load_engine(
        TRANSLATORS,
        package=_PACKAGE,
        wanted=settings.translator,
        mock_mode=runtime.common.mock_mode,
        context=EngineContext(settings, runtime.common.model_dir, runtime.threads),
        line=runtime.engine_line("the translator", settings),
    )


def translation_desk(runtime: RuntimeDep) -> TranslationDesk:
    """Raises InvalidInput where there is no translator."""
    desk: TranslationDesk | None = runtime.resources.get(_DESK)
    if desk is None:
        raise InvalidInput(
            "no translator can be loaded here: install the packages of one that `make doctor` lists, or name it with LANGUAGE_TRANSLATOR",
            field="target",
        )
    return desk
