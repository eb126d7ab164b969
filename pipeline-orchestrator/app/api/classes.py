"""/classes: a teacher's classes, who is in them, and what they have to do; /memberships and /assignments: the learner's side."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from shared.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    Unavailable,
    UpstreamFailed,
    UpstreamTimedOut,
)
from shared.web import ServiceRouter, problems

from ..classes import assigning, teaching
from ..schemas.classes import (
    ClassAssignment,
    ClassAssignmentList,
    ClassChange,
    ClassDetail,
    ClassList,
    GuessedWords,
    JoinRequest,
    LearnersAssignmentList,
    MembershipChange,
    MembershipList,
    NewAssignment,
    NewClass,
    ShownClass,
    ShownMembership,
    WordCheck,
)
from .dependencies import AppDep, PrincipalDep

FOUND = problems(InvalidInput, Forbidden, NotFound, Unavailable)
LIMITED = problems(InvalidInput, Forbidden, NotFound, Conflict, Unavailable)
SpeakerQuery = Annotated[
    str | None, Query(max_length=64, description="Whose; a learner's are their own")
]

router = ServiceRouter(tags=["classes"])


@router.post("/classes", status_code=201, responses=LIMITED)
async def create_class(asked: NewClass, app: AppDep, principal: PrincipalDep) -> ShownClass:
    """Make a class, with the code by which learners join."""
    return await teaching.create(app, principal, asked)


@router.get("/classes", responses=problems(Forbidden, Unavailable))
async def list_classes(app: AppDep, principal: PrincipalDep) -> ClassList:
    """Your classes; of an operator all of the tenant's."""
    return await teaching.listed(app, principal)


@router.get("/classes/{class_id}", responses=FOUND)
async def get_class(class_id: UUID, app: AppDep, principal: PrincipalDep) -> ClassDetail:
    """A class with its code and its members."""
    return await teaching.get(app, principal, class_id)


@router.put("/classes/{class_id}", responses=FOUND)
async def rename_class(
    class_id: UUID, asked: ClassChange, app: AppDep, principal: PrincipalDep
) -> ShownClass:
    """Give a class another name."""
    return await teaching.rename(app, principal, class_id, asked.name)


@router.delete("/classes/{class_id}", status_code=204, responses=FOUND)
async def delete_class(class_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """Delete a class with its assignments. Recordings are the learners' and stay; you see them no more."""
    await teaching.remove(app, principal, class_id)
    return Response(status_code=204)


@router.post("/classes/{class_id}/code", responses=FOUND)
async def renew_class_code(class_id: UUID, app: AppDep, principal: PrincipalDep) -> ShownClass:
    """Make a new code; the one before lets nobody in any more, and who is in stays."""
    return await teaching.renew_code(app, principal, class_id)


@router.delete("/classes/{class_id}/code", responses=FOUND)
async def close_class(class_id: UUID, app: AppDep, principal: PrincipalDep) -> ShownClass:
    """Let nobody join until there is a new code."""
    return await teaching.close(app, principal, class_id)


@router.delete("/classes/{class_id}/members/{member_id}", status_code=204, responses=FOUND)
async def remove_class_member(
    class_id: UUID, member_id: UUID, app: AppDep, principal: PrincipalDep
) -> Response:
    """Put a learner out of the class; with a code they may join again."""
    await teaching.put_out(app, principal, class_id, member_id)
    return Response(status_code=204)


@router.post("/memberships", status_code=201, responses=LIMITED)
async def join_class(asked: JoinRequest, app: AppDep, principal: PrincipalDep) -> ShownMembership:
    """Join a class by its code, and say what its teacher may see and hear."""
    return await teaching.join(app, principal, asked)


@router.get("/memberships", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_memberships(
    app: AppDep, principal: PrincipalDep, speaker_id: SpeakerQuery = None
) -> MembershipList:
    """The classes that a learner is in."""
    return await teaching.memberships(app, principal, speaker_id)


@router.put("/memberships/{membership_id}", responses=FOUND)
async def change_membership(
    membership_id: UUID, asked: MembershipChange, app: AppDep, principal: PrincipalDep
) -> ShownMembership:
    """Share more, or less, with a class: at once."""
    return await teaching.change_membership(app, principal, membership_id, asked)


@router.delete("/memberships/{membership_id}", status_code=204, responses=FOUND)
async def leave_class(membership_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """Leave a class: its teacher sees and hears nothing more, from this moment on."""
    await teaching.leave(app, principal, membership_id)
    return Response(status_code=204)


@router.post("/classes/{class_id}/assignments", status_code=201, responses=LIMITED)
async def create_assignment(
    class_id: UUID, asked: NewAssignment, app: AppDep, principal: PrincipalDep
) -> ClassAssignment:
    """Set texts to be recorded."""
    return await assigning.create(app, principal, class_id, asked)


@router.get("/classes/{class_id}/assignments", responses=FOUND)
async def list_class_assignments(
    class_id: UUID, app: AppDep, principal: PrincipalDep
) -> ClassAssignmentList:
    """What a class has to record, and how far each member is."""
    return await assigning.of_class(app, principal, class_id)


@router.put("/classes/{class_id}/assignments/{assignment_id}", responses=FOUND)
async def change_assignment(
    class_id: UUID, assignment_id: UUID, asked: NewAssignment, app: AppDep, principal: PrincipalDep
) -> ClassAssignment:
    """Set an assignment anew, in all its parts."""
    return await assigning.change(app, principal, class_id, assignment_id, asked)


@router.delete("/classes/{class_id}/assignments/{assignment_id}", status_code=204, responses=FOUND)
async def delete_assignment(
    class_id: UUID, assignment_id: UUID, app: AppDep, principal: PrincipalDep
) -> Response:
    """Delete an assignment; what was recorded for it stays the learners'."""
    await assigning.remove(app, principal, class_id, assignment_id)
    return Response(status_code=204)


@router.get("/assignments", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_assignments(
    app: AppDep, principal: PrincipalDep, speaker_id: SpeakerQuery = None
) -> LearnersAssignmentList:
    """What a learner has to record in all their classes, and what they have."""
    return await assigning.of_learner(app, principal, speaker_id)


@router.post(
    "/words/check", responses=problems(InvalidInput, Forbidden, UpstreamFailed, UpstreamTimedOut)
)
async def check_words(asked: WordCheck, app: AppDep, principal: PrincipalDep) -> GuessedWords:
    """Which words of these texts the dictionary lacks: their pronunciation would be guessed."""
    del principal
    return await assigning.check_words(app, asked)
