"""POST /convert."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, UploadFile

from shared.contracts import Conversion
from shared.engines import EngineHost
from shared.storage import ObjectMissing
from shared.web import (
    AUDIO_PROBLEMS,
    CommonSettingsDep,
    StoreDep,
    engine_host,
    problems,
    read_upload,
)

from ..schemas.request_response import ConsentMissing
from ..services import logic
from ..services.engines.base import NoVoice, VoiceConverter

router = APIRouter()
ConverterHost = Annotated[EngineHost[VoiceConverter], Depends(engine_host)]


@router.post(
    "/convert",
    responses=problems(
        ConsentMissing,
        ObjectMissing,
        NoVoice,
        *AUDIO_PROBLEMS,
    ),
)
@router.post("/process", include_in_schema=False)
async def convert(
    host: ConverterHost,
    store: StoreDep,
    common: CommonSettingsDep,
    reference: Annotated[UploadFile | None, File(description="What is to be said")] = None,
    reference_key: Annotated[
        str | None, Form(description="Or its key in the object store", examples=["tts/3f/3f….wav"])
    ] = None,
    samples: Annotated[
        list[UploadFile], File(description="One to twenty recordings of the speaker")
    ] = [],  # noqa: B006 - FastAPI copies a form field's default
    sample_keys: Annotated[
        list[str], Form(description="Or their keys, repeated or comma-separated")
    ] = [],  # noqa: B006
    consent_voice_cloning: Annotated[
        bool, Form(description="The speaker agrees; without it nothing is computed")
    ] = False,
    key_prefix: Annotated[
        str | None, Form(description="Where the result is kept", examples=["tasks/8d2f"])
    ] = None,
) -> Conversion:
    """Say what the reference says in a voice closer to the speaker's own."""
    logic.require_consent(consent_voice_cloning)
    return await logic.convert(
        await logic.reference_bytes(
            await read_upload(reference, common, field="reference") if reference else None,
            reference_key,
            store=store,
        ),
        await logic.sample_bytes(
            [await read_upload(sample, common, field="samples") for sample in samples],
            [key.strip() for keys in sample_keys for key in keys.split(",") if key.strip()],
            store=store,
        ),
        key_prefix=key_prefix,
        max_audio_s=common.max_audio_seconds,
        host=host,
        store=store,
    )
