"""The application: `python -m shared.web.server app.main:app`."""

from shared.contracts import MAX_JSON_MB
from shared.roster import LANGUAGE
from shared.web import create_service

from .api.endpoints import router
from .api.translator import open_translator
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    LANGUAGE,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_translator,
    body_limit_mb=lambda _: MAX_JSON_MB / 4,
    cancel_when_caller_leaves=True,
)
