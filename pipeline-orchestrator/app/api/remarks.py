"""What a teacher sees of a class's recordings, and says of one."""

from typing import Annotated
from uuid import UUID

import anyio.to_thread
from fastapi import File, Form, Path, Query, Response, UploadFile
from pydantic import StringConstraints

from shared.audio.containers import RECORDING
from shared.errors import (
    Conflict,
    Forbidden,
    Gone,
    InvalidInput,
    NotFound,
    StorageFull,
    StorageQuotaExceeded,
    Unavailable,
)
from shared.web import (
    AUDIO_PROBLEMS,
    CommonSettingsDep,
    DecoderDep,
    ServiceRouter,
    problems,
    read_audio,
)
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..classes import overview, remarking
from ..schemas.remarks import (
    MOST_NOTE_CHARS,
    HeatMap,
    Inbox,
    InboxMark,
    LearnerPage,
    NewNote,
    Remarks,
    ShownNote,
    ShownVerdict,
    VerdictRequest,
)
from ..tasks import results
from ..tasks.intake import wav_of
from .dependencies import AppDep, PrincipalDep

SEEN = problems(InvalidInput, Forbidden, NotFound, Gone, Unavailable)
IssueId = Annotated[str, Path(pattern=r"^i[0-9]{1,6}$", description="`id` of an issue")]
SpokenOf = Annotated[
    int | None, Form(ge=0, le=10_000, description="Index of the word that it is of")
]
Written = Annotated[
    str | None,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=MOST_NOTE_CHARS, pattern=r"^[^\x00]+$"
    ),
    Form(description="What you say beside it"),
]

router = ServiceRouter(tags=["classes"])


@router.get("/classes/{class_id}/inbox", responses=SEEN)
async def list_inbox(
    class_id: UUID,
    app: AppDep,
    principal: PrincipalDep,
    done: Annotated[bool, Query(description="true: with what you marked as done")] = False,
) -> Inbox:
    """What needs a person: recordings that failed or can't be judged, with many uncertain words, or with a habit that is new
    to their learner."""
    return await overview.inbox(app, principal, class_id, with_done=done)


@router.put("/classes/{class_id}/inbox/{task_id}", status_code=204, responses=SEEN)
async def mark_inbox(
    class_id: UUID, task_id: UUID, asked: InboxMark, app: AppDep, principal: PrincipalDep
) -> Response:
    """Mark a recording of the inbox as done, or not done after all. The mark is yours alone."""
    await overview.mark(app, principal, class_id, task_id, is_done=asked.done)
    return Response(status_code=204)


@router.get("/classes/{class_id}/members/{member_id}", responses=SEEN)
async def get_class_member(
    class_id: UUID, member_id: UUID, app: AppDep, principal: PrincipalDep
) -> LearnerPage:
    """A learner, and the recordings that they share with this class."""
    return await overview.learner(app, principal, class_id, member_id)


@router.get("/classes/{class_id}/habits", responses=SEEN)
async def get_class_habits(class_id: UUID, app: AppDep, principal: PrincipalDep) -> HeatMap:
    """Which habits are whose, from sure findings in what was shared with the class; the newest 1000 recordings count."""
    return await overview.heat_map(app, principal, class_id)


@router.get(
    "/classes/{class_id}/habits.csv",
    response_class=Response,
    responses={**SEEN, 200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_class_habits(class_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """The same for a spreadsheet: a row a learner. A name that would be a formula has an apostrophe before it."""
    return Response(
        await overview.heat_map_csv(app, principal, class_id),
        media_type="text/csv",
        headers={
            "content-disposition": 'attachment; filename="class.csv"',
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        },
    )


@router.get("/tasks/{task_id}/remarks", responses=SEEN)
async def list_remarks(task_id: UUID, app: AppDep, principal: PrincipalDep) -> Remarks:
    """What teachers said of a recording: notes at its words, and verdicts on findings."""
    return await remarking.of_task(app, principal, task_id)


@router.post(
    "/tasks/{task_id}/notes",
    status_code=201,
    responses=problems(InvalidInput, Forbidden, NotFound, Gone, Conflict, Unavailable),
)
async def add_note(
    task_id: UUID, asked: NewNote, app: AppDep, principal: PrincipalDep
) -> ShownNote:
    """Write something at a word, or of the whole recording; the learner sees it in the result."""
    return await remarking.add_note(
        app, principal, task_id, text=asked.text, word_index=asked.word_index
    )


@router.post(
    "/tasks/{task_id}/voice-notes",
    status_code=201,
    responses=problems(
        *AUDIO_PROBLEMS,
        Forbidden,
        NotFound,
        Gone,
        Conflict,
        StorageQuotaExceeded,
        Unavailable,
        StorageFull,
    ),
)
async def add_voice_note(
    task_id: UUID,
    app: AppDep,
    principal: PrincipalDep,
    common: CommonSettingsDep,
    decoder: DecoderDep,
    file: Annotated[UploadFile, File(description=f"{RECORDING} At most 60 seconds.")],
    word_index: SpokenOf = None,
    text: Written = None,
) -> ShownNote:
    """Say something at a word, or of the whole recording; the learner hears it in the result."""
    await results.require_own(app, principal, task_id)
    spoken = await read_audio(file, common, decoder)
    wav = await anyio.to_thread.run_sync(wav_of, spoken)
    return await remarking.add_voice_note(
        app,
        principal,
        task_id,
        wav=wav,
        duration_s=spoken.duration_s,
        text=text,
        word_index=word_index,
    )


@router.delete("/tasks/{task_id}/notes/{note_id}", status_code=204, responses=SEEN)
async def delete_note(
    task_id: UUID, note_id: UUID, app: AppDep, principal: PrincipalDep
) -> Response:
    """Take a note of yours back, with its sound."""
    await remarking.delete_note(app, principal, task_id, note_id)
    return Response(status_code=204)


@router.put("/tasks/{task_id}/issues/{issue_id}/verdict", responses=SEEN)
async def judge_issue(
    task_id: UUID, issue_id: IssueId, asked: VerdictRequest, app: AppDep, principal: PrincipalDep
) -> ShownVerdict:
    """Say that a finding stands, or is not so. It is kept beside the finding, and moves no score."""
    return await remarking.judge(app, principal, task_id, issue_id, asked.verdict)


@router.delete("/tasks/{task_id}/issues/{issue_id}/verdict", status_code=204, responses=SEEN)
async def withdraw_verdict(
    task_id: UUID, issue_id: IssueId, app: AppDep, principal: PrincipalDep
) -> Response:
    """Say nothing of a finding after all."""
    await remarking.withdraw(app, principal, task_id, issue_id)
    return Response(status_code=204)


@router.get(
    "/tasks/{task_id}/audio/{name}",
    response_class=Response,
    responses={**PART_ANSWERS, **problems(NotFound, Gone), 200: {"content": {"audio/wav": {}}}},
)
async def play_recording(
    task_id: UUID,
    app: AppDep,
    principal: PrincipalDep,
    name: Annotated[str, Path(description="As an address in a result or a note has it")],
) -> RangedBytes:
    """A sound of a recording, whole: it plays as long as who asks may see the recording."""
    content = await results.sound(app, principal, task_id, name)
    headers = {"cache-control": "private, no-store", "x-content-type-options": "nosniff"}
    return RangedBytes(content, media_type="audio/wav", headers=headers)
