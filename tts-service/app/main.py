"""The TTS service: `python -m shared.web.server app.main:app`."""

from shared.contracts import MAX_JSON_MB
from shared.roster import TTS
from shared.web import create_service

from .api.dependencies import open_studio
from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    TTS,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_studio,
    body_limit_mb=lambda _: MAX_JSON_MB / 4,
    cancel_when_caller_leaves=True,
)
