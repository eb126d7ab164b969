"""The feedback service's application."""

from shared.contracts import MAX_JSON_MB
from shared.roster import FEEDBACK
from shared.web import create_service

from .api.dependencies import check_prompts
from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    FEEDBACK,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=check_prompts,
    body_limit_mb=lambda _: MAX_JSON_MB,
    cancel_when_caller_leaves=True,
)
