"""What tells sentiment: opened with the service, asked by POST /analyse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends

from shared.engines import EngineContext, EngineHost, load_engine
from shared.web.dependencies import Runtime, RuntimeDep

from ..core.config import Settings
from ..services.engines.sentiments import SENTIMENT_TELLERS
from ..services.engines.sentiments.base import SentimentTeller

_RESOURCE = "sentiment_teller"
_PACKAGE = __name__.rsplit(".", 2)[0] + ".services.engines"


@asynccontextmanager
async def open_sentiment_teller(runtime: Runtime) -> AsyncIterator[None]:
    """Raises EngineUnavailable where the one that is asked for can't be loaded."""
    settings: Settings = runtime.settings
    runtime.resources[_RESOURCE] = await load_engine(
        SENTIMENT_TELLERS,
        package=_PACKAGE,
        wanted=settings.sentiment,
        mock_mode=runtime.common.mock_mode,
        context=EngineContext(settings, runtime.common.model_dir, runtime.threads),
        line=runtime.engine_line("the sentiment", settings),
    )
    yield


def _sentiment_host(runtime: RuntimeDep) -> EngineHost[SentimentTeller]:
    return runtime.resources[_RESOURCE]


SentimentDep = Annotated[EngineHost[SentimentTeller], Depends(_sentiment_host)]
