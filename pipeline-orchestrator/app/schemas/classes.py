"""Classes, memberships and assignments on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.contracts import Contract, JsonRequest

from ..domain.classes import Share
from .access import Subject

ClassName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$"
    ),
]
Called = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$"
    ),
]
LexiconWord = Annotated[str, Field(min_length=1, max_length=100)]
Spellings = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=400)]], Field(min_length=1, max_length=8)
]
AssignedLexicon = Annotated[dict[LexiconWord, Spellings], Field(max_length=100)]
AssignedTexts = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=2000)]], Field(min_length=1, max_length=20)
]


class NewClass(JsonRequest):
    name: ClassName
    """What it is called: its members see it."""
    teacher: Subject | None = None
    """Whose it is: the `subject` of a teacher's key. Your own where it is left out; another's only for operators."""


class ClassChange(JsonRequest):
    name: ClassName
    """What it is called from now on."""


class ShownClass(Contract):
    class_id: UUID
    """Id of the class."""
    name: str
    """What it is called."""
    teacher: str
    """Subject of the teacher whose it is."""
    code: str | None
    """With which learners join; null while nobody can."""
    n_members: int
    """Learners in it."""
    created_at: datetime
    """When it was made, with time zone."""


class ClassList(Contract):
    items: list[ShownClass]
    """By name, at most 1000: a teacher's own, an operator's all of the tenant."""


class ClassMember(Contract):
    member_id: UUID
    """Id of the membership."""
    speaker_id: str
    """Under which their recordings are."""
    called: str
    """What they want to be called here."""
    share: Share
    """Which recordings their teacher sees."""
    joined_at: datetime
    """When, with time zone."""


class ClassDetail(ShownClass):
    members: list[ClassMember]
    """By what they are called."""


class JoinRequest(JsonRequest):
    code: Annotated[str, Field(min_length=1, max_length=64)]
    """The teacher's: `ABCD-EFGH-JKMN`; hyphens, spaces and lower case don't matter."""
    called: Called
    """What you want to be called in this class."""
    share: Share = "from_joining"
    """What the teacher may see and hear: `assignments`, what is sent for this class's; `from_joining`, all that is recorded
    from now on; `everything`, earlier recordings too."""
    speaker_id: Annotated[str, Field(max_length=64)] | None = None
    """Who joins; a learner joins themself."""


class MembershipChange(JsonRequest):
    share: Share
    """What the teacher may see and hear from now on."""


class ShownMembership(Contract):
    membership_id: UUID
    """Id of the membership."""
    class_id: UUID
    """Id of the class."""
    class_name: str
    """What the class is called."""
    called: str
    """What you are called there."""
    share: Share
    """Which recordings the teacher sees."""
    joined_at: datetime
    """When, with time zone."""


class MembershipList(Contract):
    items: list[ShownMembership]
    """By the names of the classes."""


class NewAssignment(JsonRequest):
    title: ClassName
    """What it is called."""
    texts: AssignedTexts
    """What is to be read, one recording each: 1 to 20 texts of at most 2000 characters."""
    due_at: AwareDatetime | None = None
    """Until when, with time zone; what comes later is taken and marked."""
    attempts: Annotated[int, Field(ge=1, le=100)] | None = None
    """Recordings of each text that are taken; without it as many as one likes."""
    habits: Annotated[
        list[Annotated[str, Field(max_length=64)]], Field(max_length=10, default_factory=list)
    ]
    """What to look after: keys of the coach's tips, as GET /tips has them."""
    lexicon: AssignedLexicon = Field(default_factory=dict)
    """Pronunciations of words that the dictionary lacks: `{"Priya": ["P R IY1 Y AH0"]}`. POST /words/check tells which."""


class ShownAssignment(Contract):
    assignment_id: UUID
    """What recordings for it are sent with."""
    class_id: UUID
    """Id of the class."""
    title: str
    """What it is called."""
    due_at: datetime | None
    """Until when, with time zone; null: no end was set."""
    attempts: int | None
    """Recordings of each text that are taken; null: as many as one likes."""
    habits: list[str]
    """What to look after, as keys of the coach's tips."""
    created_at: datetime
    """When it was set, with time zone."""


class AssignmentStanding(Contract):
    member_id: UUID
    """Whose."""
    n_texts: int
    """Texts that they have recorded."""
    n_recordings: int
    """Their recordings, of all texts."""
    is_late: bool
    """Whether a text was first recorded after it was due."""


class ClassAssignment(ShownAssignment):
    texts: list[str]
    """What is to be read."""
    lexicon: dict[str, list[str]]
    """Pronunciations that were sent with it."""
    standings: list[AssignmentStanding]
    """How far each member is, of those who have begun."""


class ClassAssignmentList(Contract):
    items: list[ClassAssignment]
    """The newest first."""


class AssignedText(Contract):
    text: str
    """What is to be read."""
    n_recordings: int
    """How often it was."""
    task_id: UUID | None
    """The newest of these recordings; null where there is none."""


class LearnersAssignment(ShownAssignment):
    class_name: str
    """Of the class that has to do it."""
    texts: list[AssignedText]
    """What is to be read, and what was."""


class LearnersAssignmentList(Contract):
    items: list[LearnersAssignment]
    """The newest first."""


class WordCheck(JsonRequest):
    texts: AssignedTexts
    """What is to be read."""
    lexicon: AssignedLexicon = Field(default_factory=dict)
    """Pronunciations that are sent with it."""


class GuessedWords(Contract):
    out_of_vocabulary: list[str]
    """Words whose pronunciation would be guessed: give it in the lexicon, or take other words."""
