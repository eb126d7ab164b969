"""POST /process: a recording and its text in, evidence for every phone out."""

from typing import Annotated

from fastapi import Depends, File, Form, UploadFile

from shared.audio.containers import RECORDING
from shared.contracts import Alignment
from shared.engines import EngineHost
from shared.errors import EngineFailed, Unavailable
from shared.web import (
    AUDIO_PROBLEMS,
    CommonSettingsDep,
    DecoderDep,
    RuntimeDep,
    ServiceRouter,
    engine_host,
    problems,
    read_audio,
)

from ..schemas.request_response import (
    EXAMPLES,
    LEXICON,
    TEXT,
    WEIGHTS,
    read_lexicon,
    read_weights,
)
from ..services import logic
from ..services.engines.base import Aligner
from ..services.other_weights import WeightsBook, WeightsUnusable

router = ServiceRouter(tags=["alignment"])


@router.post(
    "/process",
    responses={
        200: {"content": {"application/json": {"examples": EXAMPLES}}},
        **problems(*AUDIO_PROBLEMS, EngineFailed, WeightsUnusable, Unavailable),
    },
)
async def align(
    file: Annotated[UploadFile, File(description=RECORDING)],
    text: Annotated[str, Form(description=TEXT, examples=["The very thin boy"])],
    common: CommonSettingsDep,
    decoder: DecoderDep,
    runtime: RuntimeDep,
    engine: Annotated[EngineHost[Aligner], Depends(engine_host)],
    lexicon: Annotated[str | None, Form(description=LEXICON)] = None,
    weights: Annotated[str | None, Form(description=WEIGHTS)] = None,
) -> Alignment:
    """Find when each phone was spoken, and what was heard in its place."""
    own, named = read_lexicon(lexicon), read_weights(weights)
    book: WeightsBook = runtime.resources["weights"]
    audio = await read_audio(file, common, decoder)
    return await logic.align(
        audio,
        text,
        own=own,
        host=engine,
        max_words=runtime.settings.max_words,
        aligner=None if named is None else await book.aligner(named),
    )
