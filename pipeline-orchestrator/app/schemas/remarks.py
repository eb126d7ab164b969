"""What a teacher sees of a class's recordings and says of them, on the wire."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from shared.contracts import Contract, JsonRequest

from ..domain.classes import Verdict
from .classes import ClassMember
from .tasks import TaskSummary

MOST_NOTE_CHARS = 2000
NoteText = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=MOST_NOTE_CHARS, pattern=r"^[^\x00]+$"
    ),
]
InboxReason = Literal["failed", "not_assessable", "uncertain", "new_habit"]
"""Why a person should look, the weightiest first."""


class NewNote(JsonRequest):
    text: NoteText
    """What you say."""
    word_index: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Of which word of the text; without it, of the whole recording."""


class NoteSound(Contract):
    url: str
    """Plays for who sees the recording."""
    duration_s: float
    """Length in seconds."""


class ShownNote(Contract):
    note_id: UUID
    """Id of the note."""
    word_index: int | None
    """Index of the word that it is of; null: of the whole recording."""
    text: str | None
    """What was written; null for a voice note without words."""
    audio: NoteSound | None
    """A voice note; null where none was spoken, and once its sound was erased."""
    created_at: datetime
    """When, with time zone."""
    is_mine: bool
    """Whether it is by who asks."""


class VerdictRequest(JsonRequest):
    verdict: Verdict
    """`accepted`: the finding stands; `overruled`: it is not so. Neither moves a score."""


class ShownVerdict(Contract):
    issue_id: str
    """Of the finding, as the result has it."""
    verdict: Verdict
    """What the teacher says of it."""
    set_at: datetime
    """When, with time zone."""


class Remarks(Contract):
    notes: list[ShownNote]
    """In the order in which they were made."""
    verdicts: list[ShownVerdict]
    """On findings, beside what was found."""


class InboxItem(Contract):
    member_id: UUID
    """Whose recording it is."""
    called: str
    """What they are called."""
    task: TaskSummary
    """The recording."""
    reasons: list[InboxReason]
    """Why a person should look, the weightiest first."""
    new_habits: list[str]
    """Habits that no earlier recording of theirs had, as keys of the coach's tips."""
    is_done: bool
    """Whether you marked it."""


class Inbox(Contract):
    items: list[InboxItem]
    """What is urgent first, then the newest."""
    n_open: int
    """That you have not marked yet."""


class InboxMark(JsonRequest):
    done: StrictBool
    """Whether you are done with it."""


class LearnerPage(Contract):
    member: ClassMember
    """Who it is, and what they share."""
    recordings: list[TaskSummary]
    """What they share, the newest first, at most 100."""


class HeatMapLearner(Contract):
    member_id: UUID
    """Id of the membership."""
    called: str
    """What they are called."""
    n_recordings: int
    """Judged recordings that count here."""


class HabitOfLearner(Contract):
    member_id: UUID
    """Whose."""
    n_found: int
    """How often it was certainly there."""
    n_recordings: int
    """In how many recordings."""


class HabitRow(Contract):
    tip: str
    """The habit, as key of the coach's tip."""
    n_learners: int
    """How many have it."""
    learners: list[HabitOfLearner]
    """Those who have it."""


class CountedVerdicts(Contract):
    tip: str
    """The habit, as key of the coach's tip."""
    n_accepted: int
    """Findings that teachers said stand."""
    n_overruled: int
    """Findings that teachers said are not so."""


class HeatMap(Contract):
    learners: list[HeatMapLearner]
    """The class, by what they are called."""
    habits: list[HabitRow]
    """From findings that are sure; what most learners have comes first."""
    verdicts: list[CountedVerdicts]
    """What teachers said of these findings, which are counted above all the same."""
