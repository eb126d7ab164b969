"""Classes: who is in them, what they share, what is set, and what a teacher says of a recording. No web, no database."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Share = Literal["assignments", "from_joining", "everything"]
"""Which recordings of a member a class's teacher sees: those of its assignments, all since they joined, or all there are."""
Verdict = Literal["accepted", "overruled"]
"""What a teacher says of a finding: it stands, or it is not so."""

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another when it is read out or copied by hand."""
_CODE_LETTERS = 12
"""59 random bits: nobody goes through them at the rate at which requests are taken."""
_CODE = re.compile(rf"[{_LETTERS}]{{{_CODE_LETTERS}}}")
_GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))


def shown_code(code: str) -> str:
    """In groups, to be read out: `ABCD-EFGH-JKMN`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read_code(sent: str) -> str | None:
    """As it is kept; None for what is no code."""
    code = re.sub(r"[\s-]", "", sent).upper()
    return code if _CODE.fullmatch(code) else None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    id: UUID
    name: str
    teacher: str
    """Subject of the teacher whose class it is."""
    code: str | None
    """With which one joins; None: nobody can now."""
    created_at: datetime
    n_members: int = 0


@dataclass(frozen=True, slots=True)
class Membership:
    id: UUID
    class_id: UUID
    class_name: str
    speaker_id: str
    called: str
    """What the learner wants to be called there."""
    share: Share
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class AssignmentFields:
    """What a teacher sets."""

    title: str
    texts: tuple[str, ...]
    due_at: datetime | None
    attempts: int | None
    """Recordings of each text; None: as many as one likes."""
    habits: tuple[str, ...]
    """Keys of tips of the coach."""
    lexicon: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class AssignmentRecord:
    id: UUID
    class_id: UUID
    class_name: str
    fields: AssignmentFields
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AssignedTry:
    """A recording that was sent for an assignment."""

    task_id: UUID
    assignment_id: UUID
    speaker_id: str
    text: str | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class TaskNote:
    id: UUID
    task_id: UUID
    author: str
    word_index: int | None
    """Of the text; None: of the whole recording."""
    text: str | None
    audio_key: str | None
    duration_s: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class IssueVerdict:
    task_id: UUID
    issue_id: str
    tip: str
    """The habit that the issue is of."""
    verdict: Verdict
    author: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictCount:
    tip: str
    n_accepted: int
    n_overruled: int
