"""The application: `python -m shared.web.server app.main:app`."""

from shared.roster import ORCHESTRATOR
from shared.web import create_service
from shared.web.compression import Gzip

from .access.rules import VERSION_PREFIX
from .api.door import Doorkeeper, authorise
from .api.endpoints import router
from .api.web import router as web
from .bootstrap import open_resources
from .core.bodies import largest_mb
from .core.config import Settings

app = create_service(
    ORCHESTRATOR,
    settings=Settings,
    router=router,
    package=__package__,
    resources=open_resources,
    body_limit_mb=largest_mb,
    door=Doorkeeper,
    authorise=authorise,
    versioned=VERSION_PREFIX,
)
app.include_router(web)
app.add_middleware(Gzip, leaves=("/sessions", "/sessions/current", "/keys"))
