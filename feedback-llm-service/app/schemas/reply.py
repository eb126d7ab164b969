"""What a language model is asked to write: the schema it is given, and that its reply is held to."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts import Category

Sentence = Annotated[str, Field(min_length=1, max_length=700)]
IssueIds = Annotated[list[str], Field(max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Statement(_Part):
    text: Sentence
    issue_ids: IssueIds
    """What it rests on."""


class WrittenPriority(_Part):
    rank: int
    issue_ids: IssueIds
    title: Sentence
    how: Sentence
    why: Sentence


class WrittenFinding(_Part):
    category: Category
    issue_ids: IssueIds
    text: Sentence


class WrittenDrill(_Part):
    priority_rank: int
    minimal_pairs: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = Field(
        max_length=6
    )
    sentences: Annotated[list[Sentence], Field(min_length=3, max_length=3)]
    next_recording: Sentence


class Reply(_Part):
    summary: Statement
    priorities: list[WrittenPriority]
    findings: list[WrittenFinding]
    drills: list[WrittenDrill]
    strength: Sentence | None
    next_step: Statement
