"""Assignments: set, looked at by teachers and learners, and recorded for."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from shared.contracts import PhonemeMap
from shared.errors import Forbidden, InvalidInput, UpstreamRefused
from shared.roster import FEEDBACK, PHONEME_MAP

from ..app import App
from ..db import assignments, classes
from ..domain.classes import AssignedTry, AssignmentFields, AssignmentRecord, Membership
from ..domain.options import Options
from ..domain.principal import Principal
from ..pipelines.lexicon import check_lexicon
from ..pipelines.pronunciation.options import ProcessOptions, read_text
from ..pipelines.upstreams import ask
from ..schemas.classes import (
    AssignedText,
    AssignmentStanding,
    ClassAssignment,
    ClassAssignmentList,
    GuessedWords,
    LearnersAssignment,
    LearnersAssignmentList,
    NewAssignment,
    ShownAssignment,
    WordCheck,
)
from .teaching import speaker_of

T = TypeVar("T")


async def create(
    app: App, principal: Principal, class_id: UUID, asked: NewAssignment
) -> ClassAssignment:
    """Raises InvalidInput naming the field that is wrong, NotFound, and Conflict for too many."""
    fields = await _read(app, asked)
    assignment_id = uuid4()
    made = await app.database.write(
        lambda s: assignments.create(s, principal, assignment_id, class_id, fields)
    )
    return _of_class(made, [], {})


async def change(
    app: App, principal: Principal, class_id: UUID, assignment_id: UUID, asked: NewAssignment
) -> ClassAssignment:
    """All of it anew. Raises InvalidInput and NotFound."""
    fields = await _read(app, asked)
    await app.database.write(
        lambda s: assignments.change(s, principal, class_id, assignment_id, fields)
    )
    found = await of_class(app, principal, class_id)
    return next(each for each in found.items if each.assignment_id == assignment_id)


async def remove(app: App, principal: Principal, class_id: UUID, assignment_id: UUID) -> None:
    """Raises NotFound."""
    await app.database.write(lambda s: assignments.remove(s, principal, class_id, assignment_id))


async def of_class(app: App, principal: Principal, class_id: UUID) -> ClassAssignmentList:
    """With how far each member is. Raises NotFound."""
    found, tries, members = await app.database.read(
        lambda s: (
            assignments.of_class(s, principal, class_id),
            assignments.tries_of_class(s, principal, class_id),
            classes.members(s, principal, class_id),
        )
    )
    by_speaker = {member.speaker_id: member for member in members}
    return ClassAssignmentList(items=[_of_class(each, tries, by_speaker) for each in found])


async def of_learner(
    app: App, principal: Principal, speaker_id: str | None
) -> LearnersAssignmentList:
    """Of all their classes, with what they have recorded. Raises what `speaker_of` does."""
    whose = speaker_of(principal, speaker_id)
    found, tries = await app.database.read(
        lambda s: (
            assignments.of_speaker(s, principal, whose),
            assignments.tries_of_speaker(s, principal, whose),
        )
    )
    return LearnersAssignmentList(items=[_of_learner(each, tries) for each in found])


async def check_words(app: App, asked: WordCheck) -> GuessedWords:
    """Raises InvalidInput for what is no text or lexicon, UpstreamFailed and its kinds."""
    texts = _texts(asked.texts)
    _in_field("lexicon", lambda: check_lexicon(asked.lexicon))
    guessed: dict[str, None] = {}
    for text in texts:
        request = {"text": text, "lexicon": asked.lexicon}
        try:
            mapped = await ask(PhonemeMap, app.upstreams[PHONEME_MAP], "/map", json=request)
        except UpstreamRefused as error:
            raise InvalidInput(error.detail, field="texts") from error
        guessed |= dict.fromkeys(mapped.out_of_vocabulary)
    return GuessedWords(out_of_vocabulary=list(guessed))


async def for_recording(app: App, principal: Principal, options: Options) -> Options:
    """What may be recorded so, with the lexicon of its assignment: the caller's own words come first.

    Raises Forbidden for a speaker that the teacher has in no class, InvalidInput where the text is not the assignment's, and
    NotFound where there is no such assignment for the speaker.
    """
    speaker_id = options.speaker_id
    await require_taught(app, principal, speaker_id)
    if not isinstance(options, ProcessOptions) or options.assignment_id is None:
        return options
    assignment_id = options.assignment_id
    if speaker_id is None:
        raise InvalidInput("say who recorded it: send speaker_id", field="speaker_id")
    found = await app.database.read(
        lambda s: assignments.for_recording(s, principal, assignment_id, speaker_id)
    )
    if options.reference_text not in found.fields.texts:
        raise InvalidInput(
            "the assignment has other texts: send one of them as it stands", field="reference_text"
        )
    return options.model_copy(update={"lexicon": found.fields.lexicon | options.lexicon})


async def require_taught(app: App, principal: Principal, speaker_id: str | None) -> None:
    """Raises Forbidden where a teacher names a speaker that is in no class of theirs."""
    if principal.taught_by is None or speaker_id is None:
        return
    if not await app.database.read(lambda s: classes.teaches(s, principal, speaker_id)):
        raise Forbidden(
            "a teacher speaks for members of their classes alone: leave speaker_id out",
            field="speaker_id",
        )


async def _read(app: App, asked: NewAssignment) -> AssignmentFields:
    texts = _texts(asked.texts)
    if len(set(texts)) < len(texts):
        raise InvalidInput("send each text once", field="texts")
    _in_field("lexicon", lambda: check_lexicon(asked.lexicon))
    known = await app.upstreams.offered(FEEDBACK, "/tips?language=en", "tips", "tip")
    if known is not None and (strange := [each for each in asked.habits if each not in known]):
        raise InvalidInput(
            f"the coach knows no habit {strange[0]!r}: take the keys of GET /tips", field="habits"
        )
    return AssignmentFields(
        title=asked.title,
        texts=tuple(texts),
        due_at=asked.due_at,
        attempts=asked.attempts,
        habits=tuple(dict.fromkeys(asked.habits)),
        lexicon=asked.lexicon,
    )


def _texts(sent: Sequence[str]) -> list[str]:
    def read() -> list[str]:
        found = [read_text(text) for text in sent]
        return [text for text in found if text is not None]

    return _in_field("texts", read)


def _in_field(field: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except InvalidInput as error:
        raise InvalidInput(error.detail, field=field) from error


def _shown(found: AssignmentRecord) -> ShownAssignment:
    return ShownAssignment(
        assignment_id=found.id,
        class_id=found.class_id,
        title=found.fields.title,
        due_at=found.fields.due_at,
        attempts=found.fields.attempts,
        habits=list(found.fields.habits),
        created_at=found.created_at,
    )


def _of_class(
    found: AssignmentRecord, tries: Sequence[AssignedTry], members: Mapping[str, Membership]
) -> ClassAssignment:
    begun: dict[str, list[AssignedTry]] = {}
    for each in tries:
        if each.assignment_id == found.id and each.speaker_id in members:
            begun.setdefault(each.speaker_id, []).append(each)
    return ClassAssignment(
        **_shown(found).model_dump(),
        texts=list(found.fields.texts),
        lexicon=found.fields.lexicon,
        standings=[
            _standing(members[speaker_id], found, theirs) for speaker_id, theirs in begun.items()
        ],
    )


def _standing(
    member: Membership, found: AssignmentRecord, tries: Sequence[AssignedTry]
) -> AssignmentStanding:
    first = {each.text: each.sent_at for each in tries}  # newest first: the oldest stands
    done = {text: at for text, at in first.items() if text in found.fields.texts}
    due_at = found.fields.due_at
    return AssignmentStanding(
        member_id=member.id,
        n_texts=len(done),
        n_recordings=len(tries),
        is_late=due_at is not None and any(at > due_at for at in done.values()),
    )


def _of_learner(found: AssignmentRecord, tries: Sequence[AssignedTry]) -> LearnersAssignment:
    mine = [each for each in tries if each.assignment_id == found.id]
    texts: list[AssignedText] = []
    for text in found.fields.texts:
        of_text = [each for each in mine if each.text == text]
        newest = of_text[0].task_id if of_text else None
        texts.append(AssignedText(text=text, n_recordings=len(of_text), task_id=newest))
    return LearnersAssignment(
        **_shown(found).model_dump(), class_name=found.class_name, texts=texts
    )
