"""The alignment service's application."""

from shared.roster import ALIGNMENT
from shared.web import create_service

from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    ALIGNMENT,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    cancel_when_caller_leaves=True,
)
