"""One word of a task, to be listened to."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from shared.errors import NotFound
from shared.web import problems

from ..services import logic
from ..services.slices import Recording
from .dependencies import DeskDep

router = APIRouter(prefix="/tasks", tags=["tasks"])


@router.get(
    "/{task_id}/words/{word_index}/audio",
    response_class=Response,
    responses={**problems(NotFound), 200: {"content": {"audio/wav": {}}}},
)
async def word_audio(
    task_id: UUID,
    word_index: Annotated[int, Path(ge=0)],
    desk: DeskDep,
    of: Recording = "learner",
) -> Response:
    """The part of the recording, or of the reference, in which one word is said."""
    content = await logic.word_audio(desk, task_id, word_index, of)
    headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
    return Response(content, media_type="audio/wav", headers=headers)
