"""One word of a task, to be listened to."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Response

from shared.contracts import AnyCase
from shared.errors import Gone, NotFound
from shared.web import ServiceRouter, problems
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..pipelines.pronunciation.slices import Recording
from ..tasks import results
from .dependencies import AppDep, PrincipalDep

router = ServiceRouter(prefix="/tasks", tags=["tasks"])


@router.get(
    "/{task_id}/words/{word_index}/audio",
    response_class=Response,
    responses={**PART_ANSWERS, **problems(NotFound, Gone), 200: {"content": {"audio/wav": {}}}},
)
async def play_word(
    task_id: UUID,
    word_index: Annotated[int, Path(ge=0)],
    app: AppDep,
    principal: PrincipalDep,
    of: Annotated[Recording, AnyCase] = "learner",
) -> RangedBytes:
    """The part in which one word is said: of the recording, of the reference, or of the reference in the own voice."""
    content = await results.word_audio(app, principal, task_id, word_index, of)
    headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
    return RangedBytes(content, media_type="audio/wav", headers=headers)
