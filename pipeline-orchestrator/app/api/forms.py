"""The multipart form of POST /process and POST /tasks."""

from typing import Annotated

import anyio.to_thread
from fastapi import Depends, File, UploadFile
from fastapi import Form as Field

from shared.audio import Audio
from shared.audio.decoder import AudioDecoder
from shared.contracts import MAX_VOICE_SAMPLES
from shared.errors import InvalidInput
from shared.settings import CommonSettings
from shared.web import CommonSettingsDep, DecoderDep, read_audio

from ..schemas.request_response import FORM
from ..speakers import consents
from ..tasks.intake import Form, Intake, check_voice, read_intake, read_options
from .dependencies import AppDep


async def read_form(
    app: AppDep,
    common: CommonSettingsDep,
    decoder: DecoderDep,
    file: Annotated[UploadFile, File(description=FORM["file"])],
    reference_text: Annotated[str | None, Field(description=FORM["reference_text"])] = None,
    l1: Annotated[str | None, Field(description=FORM["l1"], examples=["hi"])] = None,
    voice: Annotated[str | None, Field(description=FORM["voice"], examples=["af_heart"])] = None,
    speaking_rate: Annotated[float, Field(description=FORM["speaking_rate"])] = 1.0,
    voice_samples_list: Annotated[
        list[UploadFile] | None,
        File(alias="voice_samples[]", description=FORM["voice_samples"]),
    ] = None,
    voice_samples: Annotated[list[UploadFile] | None, File(include_in_schema=False)] = None,
    consent_voice_cloning: Annotated[
        bool, Field(description=FORM["consent_voice_cloning"])
    ] = False,
    stages: Annotated[str | None, Field(description=FORM["stages"])] = None,
    lexicon: Annotated[str | None, Field(description=FORM["lexicon"])] = None,
    speaker_id: Annotated[
        str | None, Field(description=FORM["speaker_id"], examples=["learner-17"])
    ] = None,
    say_heard: Annotated[bool, Field(description=FORM["say_heard"])] = False,
) -> Intake:
    """Everything is checked before a task exists. Raises what names the field that is wrong."""
    options = read_options(
        Form(
            reference_text=reference_text,
            l1=l1,
            voice=voice,
            speaking_rate=speaking_rate,
            stages=stages,
            lexicon=lexicon,
            consent_voice_cloning=consent_voice_cloning,
            speaker_id=(speaker_id or "").strip() or None,
            say_heard=say_heard,
        )
    )
    recording = await read_audio(file, common, decoder)
    samples = await read_samples(voice_samples_list, voice_samples, common, decoder)
    await check_voice(options, app.upstreams)
    standing = await consents.holding_consent(app, options.speaker_id)
    return await anyio.to_thread.run_sync(read_intake, options, recording, samples, standing)


async def read_samples(
    listed: list[UploadFile] | None,
    plain: list[UploadFile] | None,
    common: CommonSettings,
    decoder: AudioDecoder,
) -> list[Audio]:
    """Voice samples under either of their names. Raises what names `voice_samples`."""
    uploads = [*(listed or []), *(plain or [])]
    if len(uploads) > MAX_VOICE_SAMPLES:
        raise InvalidInput(f"at most {MAX_VOICE_SAMPLES} samples are taken", field="voice_samples")
    return [await read_audio(each, common, decoder, field="voice_samples") for each in uploads]


IntakeDep = Annotated[Intake, Depends(read_form)]
