"""The diff service's application."""

from shared.roster import PHONEME_DIFF
from shared.web import create_service

from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    PHONEME_DIFF, settings=Settings, router=router, package=__package__, engines=ENGINES
)
