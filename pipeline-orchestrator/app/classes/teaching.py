"""Classes and their members, as teachers and learners deal with them."""

from uuid import UUID, uuid4

from shared.errors import Forbidden, InvalidInput

from ..app import App
from ..db import classes
from ..domain.classes import ClassRecord, Membership, new_code, read_code, shown_code
from ..domain.options import read_speaker_id
from ..domain.principal import Principal
from ..schemas.classes import (
    ClassDetail,
    ClassList,
    ClassMember,
    JoinRequest,
    MembershipChange,
    MembershipList,
    NewClass,
    ShownClass,
    ShownMembership,
)


async def create(app: App, principal: Principal, asked: NewClass) -> ShownClass:
    """Raises Forbidden where a teacher makes one for another, and Conflict for too many."""
    teacher = asked.teacher or principal.subject
    if principal.taught_by not in (None, teacher):
        raise Forbidden("a teacher makes classes of their own alone", field="teacher")
    class_id = uuid4()
    made = await app.database.write(
        lambda s: classes.create(s, principal, class_id, name=asked.name, teacher=teacher)
    )
    return _shown(made)


async def listed(app: App, principal: Principal) -> ClassList:
    found = await app.database.read(lambda s: classes.listed(s, principal))
    return ClassList(items=[_shown(each) for each in found])


async def get(app: App, principal: Principal, class_id: UUID) -> ClassDetail:
    """Raises NotFound."""
    found, members = await app.database.read(
        lambda s: (
            classes.get(s, principal, class_id),
            classes.members(s, principal, class_id),
        )
    )
    shown = [member_of(each) for each in members]
    return ClassDetail(**_shown(found).model_dump(), members=shown)


async def rename(app: App, principal: Principal, class_id: UUID, name: str) -> ShownClass:
    """Raises NotFound."""
    return _shown(await app.database.write(lambda s: classes.rename(s, principal, class_id, name)))


async def renew_code(app: App, principal: Principal, class_id: UUID) -> ShownClass:
    """The one before lets nobody in any more. Raises NotFound."""
    code = new_code()
    return _shown(
        await app.database.write(lambda s: classes.set_code(s, principal, class_id, code))
    )


async def close(app: App, principal: Principal, class_id: UUID) -> ShownClass:
    """Nobody joins until there is a new code. Raises NotFound."""
    return _shown(
        await app.database.write(lambda s: classes.set_code(s, principal, class_id, None))
    )


async def remove(app: App, principal: Principal, class_id: UUID) -> None:
    """Raises NotFound."""
    await app.database.write(lambda s: classes.remove(s, principal, class_id))


async def put_out(app: App, principal: Principal, class_id: UUID, member_id: UUID) -> None:
    """Raises NotFound."""
    await app.database.write(lambda s: classes.put_out(s, principal, class_id, member_id))


async def join(app: App, principal: Principal, asked: JoinRequest) -> ShownMembership:
    """Raises NotFound for a code of no class, Conflict for who is in it already, and what `speaker_of` does."""
    speaker_id = speaker_of(principal, asked.speaker_id)
    app.eraser.require_speaker(principal, speaker_id, for_new=True)
    member_id = uuid4()
    joined = await app.database.write(
        lambda s: classes.join(
            s,
            principal,
            member_id,
            code=read_code(asked.code),
            speaker_id=speaker_id,
            called=asked.called,
            share=asked.share,
        )
    )
    return _shown_membership(joined)


async def memberships(app: App, principal: Principal, speaker_id: str | None) -> MembershipList:
    """Raises what `speaker_of` does."""
    whose = speaker_of(principal, speaker_id)
    found = await app.database.read(lambda s: classes.memberships(s, principal, whose))
    return MembershipList(items=[_shown_membership(each) for each in found])


async def change_membership(
    app: App, principal: Principal, member_id: UUID, asked: MembershipChange
) -> ShownMembership:
    """Raises NotFound."""
    changed = await app.database.write(
        lambda s: classes.own_membership(s, principal, member_id, share=asked.share)
    )
    return _shown_membership(changed)


async def leave(app: App, principal: Principal, member_id: UUID) -> None:
    """The teacher sees nothing from then on. Raises NotFound."""
    await app.database.write(lambda s: classes.leave(s, principal, member_id))


def speaker_of(principal: Principal, speaker_id: str | None) -> str:
    """Whom it is about: a learner themself. Raises InvalidInput where nobody is named, and Forbidden for another's."""
    whose = speaker_id or principal.only_speaker
    if not whose:
        raise InvalidInput("say who it is: send speaker_id", field="speaker_id")
    if not principal.sees_speaker(whose):
        raise Forbidden("a learner asks for themself alone", field="speaker_id")
    return whose if speaker_id is None else read_speaker_id(speaker_id)


def member_of(membership: Membership) -> ClassMember:
    return ClassMember(
        member_id=membership.id,
        speaker_id=membership.speaker_id,
        called=membership.called,
        share=membership.share,
        joined_at=membership.joined_at,
    )


def _shown(found: ClassRecord) -> ShownClass:
    return ShownClass(
        class_id=found.id,
        name=found.name,
        teacher=found.teacher,
        code=None if found.code is None else shown_code(found.code),
        n_members=found.n_members,
        created_at=found.created_at,
    )


def _shown_membership(found: Membership) -> ShownMembership:
    return ShownMembership(
        membership_id=found.id,
        class_id=found.class_id,
        class_name=found.class_name,
        called=found.called,
        share=found.share,
        joined_at=found.joined_at,
    )
