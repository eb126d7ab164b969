"""The application: `python -m shared.web.server app.main:app`."""

from shared.roster import ASR
from shared.web import create_service

from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES
from .services.streaming.book import open_streams

app = create_service(
    ASR,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_streams,
    cancel_when_caller_leaves=True,
)
