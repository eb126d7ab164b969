"""POST /diarize: a recording in, who spoke when out; POST /analyse: turns in, how they felt and how the talk was shared out;
POST /redact: turns in, the same without what is personal out."""

from typing import Annotated

from fastapi import Body, Depends, File, Form, UploadFile

from shared.audio.containers import RECORDING
from shared.contracts.conversation import (
    MOST_SPEAKERS,
    ConversationAnalysis,
    ConversationToAnalyse,
    DiarizedRecording,
    RedactedTurns,
    TurnsToRedact,
)
from shared.engines import EngineHost
from shared.errors import Busy, EngineFailed, InvalidInput, StorageFull
from shared.storage import ObjectMissing, checked_key
from shared.web import AUDIO_PROBLEMS, RuntimeDep, ServiceRouter, StoreDep, engine_host, problems
from shared.web.long_uploads import RESOURCE, LongRecordings, StoredRecording

from ..schemas.request_response import (
    ANALYSE_EXAMPLES,
    ANALYSED_EXAMPLE,
    AUDIO_KEY,
    CHANNELS,
    DIARIZED_EXAMPLE,
    REDACT_EXAMPLES,
    REDACTED_EXAMPLE,
    SPEAKERS,
)
from ..services import analysing, logic, redacting
from ..services.engines.base import Diarizer
from .sentiment_teller import SentimentDep

router = ServiceRouter(tags=["conversation"])


@router.post(
    "/diarize",
    responses={
        200: {"content": {"application/json": {"example": DIARIZED_EXAMPLE}}},
        **problems(*AUDIO_PROBLEMS, ObjectMissing, StorageFull, Busy, EngineFailed),
    },
)
@router.post("/process", include_in_schema=False)
async def diarize_recording(
    runtime: RuntimeDep,
    store: StoreDep,
    host: Annotated[EngineHost[Diarizer], Depends(engine_host)],
    file: Annotated[UploadFile | None, File(description=RECORDING)] = None,
    audio_key: Annotated[str | None, Form(description=AUDIO_KEY)] = None,
    speakers: Annotated[int, Form(description=SPEAKERS, ge=1, le=MOST_SPEAKERS)] = 2,
    channels: Annotated[bool, Form(description=CHANNELS)] = False,
) -> DiarizedRecording:
    """Who spoke when in a recording of up to hours: by voices, or by channels. No measure of a voice leaves the service or is kept."""
    if (file is None) == (audio_key is None):
        raise InvalidInput("send either the recording or its `audio_key`", field="file")
    room: LongRecordings = runtime.resources[RESOURCE]
    if file is not None:
        source, field = file, "file"
    else:
        assert audio_key is not None
        source = StoredRecording(store, checked_key(audio_key, field="audio_key"))
        field = "audio_key"
    async with room.opened_parts(source, field=field, channels=channels) as recordings:
        if channels:
            return await logic.diarize_channels(recordings, host=host)
        return await logic.diarize_voices(recordings[0], n_speakers=speakers, host=host)


@router.post(
    "/analyse",
    responses={
        200: {"content": {"application/json": {"example": ANALYSED_EXAMPLE}}},
        **problems(InvalidInput, Busy, EngineFailed),
    },
)
async def analyse_conversation(
    request: Annotated[ConversationToAnalyse, Body(openapi_examples=ANALYSE_EXAMPLES)],
    host: SentimentDep,
) -> ConversationAnalysis:
    """How each turn of a conversation felt, and how the talk was shared: pace, silences, interruptions, questions, monologues."""
    return await analysing.analyse(request, host=host)


@router.post(
    "/redact",
    responses={
        200: {"content": {"application/json": {"example": REDACTED_EXAMPLE}}},
        **problems(InvalidInput),
    },
)
async def redact_turns(
    request: Annotated[TurnsToRedact, Body(openapi_examples=REDACT_EXAMPLES)],
) -> RedactedTurns:
    """Turns without what is personal in them, spoken or written: cards, Aadhaar, PAN, telephones, addresses, account and order numbers, dates of birth."""
    return await redacting.redact(request)
