"""The application: `python -m shared.web.server app.main:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.roster import CONVERSATION
from shared.web import Runtime, create_service
from shared.web.long_uploads import long_body_limit_mb, open_long_recordings

from .api.endpoints import router
from .api.sentiment_teller import open_sentiment_teller
from .core.config import Settings
from .services.engines import ENGINES


@asynccontextmanager
async def open_resources(runtime: Runtime) -> AsyncIterator[None]:
    settings: Settings = runtime.settings
    long_recordings = open_long_recordings(
        runtime, longest_s=settings.longest_s, at_once=settings.long_recordings
    )
    async with open_sentiment_teller(runtime), long_recordings:
        yield


app = create_service(
    CONVERSATION,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_resources,
    body_limit_mb=long_body_limit_mb,
    cancel_when_caller_leaves=True,
)
