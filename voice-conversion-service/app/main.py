"""The voice conversion service: `python -m shared.web.server app.main:app`."""

from shared.contracts import MAX_VOICE_SAMPLES
from shared.roster import VOICE_CONVERSION
from shared.web import create_service

from .api.dependencies import open_voice_room
from .api.endpoints import router
from .core.config import Settings
from .services.engines import ENGINES

app = create_service(
    VOICE_CONVERSION,
    settings=Settings,
    router=router,
    package=__package__,
    engines=ENGINES,
    resources=open_voice_room,
    body_limit_mb=lambda common: (MAX_VOICE_SAMPLES + 1) * common.max_upload_mb + 1,
    cancel_when_caller_leaves=True,
)
