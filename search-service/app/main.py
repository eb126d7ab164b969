"""The application: `python -m shared.web.server app.main:app`."""

from shared.roster import SEARCH
from shared.web import create_service

from .api.endpoints import router
from .api.index import open_index
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    SEARCH,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_index,
    cancel_when_caller_leaves=True,
)
