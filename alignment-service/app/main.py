"""The alignment service's application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.roster import ALIGNMENT
from shared.web import Runtime, create_service

from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES
from .services.other_weights import WeightsBook


@asynccontextmanager
async def open_resources(runtime: Runtime) -> AsyncIterator[None]:
    assert runtime.host is not None, "the service has an engine"
    runtime.resources["weights"] = WeightsBook(runtime.host.engine, runtime.store)
    yield


app = create_service(
    ALIGNMENT,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_resources,
    cancel_when_caller_leaves=True,
)
