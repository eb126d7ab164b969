"""POST /convert, and erasing what it made."""

from typing import Annotated

from fastapi import File, Form, Path, UploadFile

from shared.contracts import Conversion, VoiceErased
from shared.errors import ConsentMissing, InvalidInput
from shared.storage import ObjectMissing
from shared.web import AUDIO_PROBLEMS, CommonSettingsDep, ServiceRouter, problems, read_upload

from ..services import logic
from ..services.engines.base import NoVoice
from .dependencies import VoiceRoomDep

KeyPrefix = Annotated[
    str, Path(description="The key_prefix that results were kept under", examples=["tasks/8d2f"])
]

router = ServiceRouter(tags=["voice conversion"])


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
    room: VoiceRoomDep,
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
    voice_prefix: Annotated[
        str | None,
        Form(
            description="Where what is measured of the samples is kept, so that it need not be again; "
            "beside the result when left out",
            examples=["speakers/priya"],
        ),
    ] = None,
) -> Conversion:
    """Say what the reference says in a voice closer to the speaker's own."""
    logic.require_consent(consent_voice_cloning)
    keys = [key.strip() for keys in sample_keys for key in keys.split(",") if key.strip()]
    logic.require_some_samples(len(samples) + len(keys))
    return await logic.convert(
        await logic.reference_bytes(
            await read_upload(reference, common, field="reference") if reference else None,
            reference_key,
            store=room.store,
        ),
        await logic.sample_bytes(
            [await read_upload(sample, common, field="samples") for sample in samples],
            keys,
            store=room.store,
        ),
        key_prefix=key_prefix,
        voice_prefix=voice_prefix,
        max_audio_s=common.max_audio_seconds,
        room=room,
    )


@router.delete("/conversions/{key_prefix:path}", responses=problems(InvalidInput, ObjectMissing))
async def erase_conversions(key_prefix: KeyPrefix, room: VoiceRoomDep) -> VoiceErased:
    """The speaker takes the consent back: delete what was converted and measured under a prefix."""
    return await logic.erase(key_prefix, store=room.store)
