"""The multipart forms that bring a recording: with voice samples and options for POST /process and POST /tasks, with options
alone for POST /transcripts and POST /calls."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, File, Form, UploadFile

from shared.audio import Audio
from shared.audio.containers import RECORDING
from shared.audio.decoder import AudioDecoder
from shared.contracts import MAX_VOICE_SAMPLES
from shared.errors import InvalidInput
from shared.settings import CommonSettings
from shared.web import CommonSettingsDep, DecoderDep, read_audio

from ..classes import assigning
from ..domain.options import Options, fields_of, how_sent, meanings_of
from ..pipelines.calls.options import CallOptions
from ..pipelines.calls.pipeline import CALLS
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..pipelines.spec import Pipeline
from ..pipelines.transcript.options import TranscriptOptions
from ..pipelines.transcript.pipeline import TRANSCRIPT
from ..speakers import consents
from ..tasks.intake import Intake, of_principal, read_intake, read_options
from .dependencies import AppDep, PrincipalDep

SAMPLES = "Recordings of the speaker for the own-voice reference, at most 20; `voice_samples[]` is accepted, too."


def form_of(pipeline: Pipeline) -> Callable[..., Any]:
    """A dependency that reads and checks a request of this pipeline; its fields are those of the pipeline's options."""

    async def read_form(
        app: AppDep,
        principal: PrincipalDep,
        common: CommonSettingsDep,
        decoder: DecoderDep,
        file: Annotated[UploadFile, File(description=RECORDING)],
        voice_samples_list: Annotated[
            list[UploadFile] | None, File(alias="voice_samples[]", description=SAMPLES)
        ] = None,
        voice_samples: Annotated[list[UploadFile] | None, File(include_in_schema=False)] = None,
        **sent: Any,
    ) -> Intake:
        """Everything is checked before a task exists. Raises what names the field that is wrong."""
        options = of_principal(read_options(sent, pipeline), principal)
        options = await assigning.for_recording(app, principal, options)
        recording = await read_audio(file, common, decoder)
        samples = await read_samples(voice_samples_list, voice_samples, common, decoder)
        await pipeline.check(options, app.upstreams)
        standing = await consents.holding_consent(app, principal, options.speaker_id)
        return await anyio.to_thread.run_sync(
            read_intake, pipeline, options, recording, samples, standing
        )

    _write_out(read_form, pipeline.options)
    return read_form


def _parameters(options: type[Options]) -> list[inspect.Parameter]:
    """A form field for each of the options, as FastAPI reads it from a function's signature."""
    found: list[inspect.Parameter] = []
    meanings = meanings_of(options)
    for name, field in fields_of(options).items():
        sent = how_sent(field)
        form = Form(description=meanings[name], examples=list(sent.examples) or None)
        found.append(
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=field.default if isinstance(field.default, str | int | float) else None,
                annotation=Annotated[sent.kind, form],
            )
        )
    return found


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


def options_of(pipeline: Pipeline) -> Callable[..., Any]:
    """A dependency that reads and checks the fields of a form but for its file: the pipeline's options."""

    async def read_options_form(app: AppDep, principal: PrincipalDep, **sent: Any) -> Options:
        """Raises what names the field that is wrong."""
        options = of_principal(read_options(sent, pipeline), principal)
        await assigning.require_taught(app, principal, options.speaker_id)
        await pipeline.check(options, app.upstreams)
        return options

    _write_out(read_options_form, pipeline.options)
    return read_options_form


def _write_out(read: Callable[..., Any], options: type[Options]) -> None:
    """Give a dependency the form fields of `options` in place of its keywords."""
    plain = inspect.signature(read)
    fixed = [each for each in plain.parameters.values() if each.kind is not each.VAR_KEYWORD]
    read.__signature__ = plain.replace(  # pyright: ignore[reportFunctionMemberAccess]
        parameters=[*fixed, *_parameters(options)]
    )


IntakeDep = Annotated[Intake, Depends(form_of(PRONUNCIATION))]
CallOptionsDep = Annotated[CallOptions, Depends(options_of(CALLS))]
TranscriptOptionsDep = Annotated[TranscriptOptions, Depends(options_of(TRANSCRIPT))]
