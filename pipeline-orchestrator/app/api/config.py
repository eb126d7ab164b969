"""GET /config: what a client may know."""

from shared import __version__
from shared.roster import ASR, FEEDBACK, TTS, Service
from shared.web import RuntimeDep, ServiceRouter

from ..pipelines.catalogue import PIPELINES
from ..schemas.config import ClientAbilities, ClientConfig, ClientLimits
from .dependencies import AppDep, PrincipalDep

router = ServiceRouter(tags=["access"])


@router.get("/config")
async def get_config(app: AppDep, principal: PrincipalDep, runtime: RuntimeDep) -> ClientConfig:
    """What this installation takes and can do, and what is switched on for your tenant. Nothing that is secret."""
    common = runtime.common

    async def told(service: Service, path: str, items: str, name: str) -> list[str] | None:
        found = await app.upstreams.offered(service, path, items, name)
        return None if found is None else sorted(found)

    return ClientConfig(
        version=__version__,
        environment=common.app_env,
        pipelines=list(PIPELINES),
        limits=ClientLimits(
            upload_mb=common.max_upload_mb,
            audio_s=common.max_audio_seconds,
            long_upload_mb=common.max_long_upload_mb,
            long_audio_s=app.settings.longest_s,
        ),
        abilities=ClientAbilities(
            recognisers=await told(ASR, "/models", "models", "model_version"),
            voices=await told(TTS, "/voices", "voices", "id"),
            coach_languages=await told(FEEDBACK, "/languages", "languages", "code"),
        ),
        flags={str(name): is_on for name, is_on in app.flags.told(principal).items()},
    )
