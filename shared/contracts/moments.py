"""POST /moments of feedback-llm-service: moments of a call in other words, held to what was measured."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, JsonRequest, RequestPart, Stamped
from shared.contracts.unknown_words import UnknownAs

MOST_WORDED = 10
Sentence = Annotated[str, Field(min_length=1, max_length=600)]


class MomentToWord(RequestPart):
    title: Sentence
    """In a few words; it stays."""
    reason: Sentence
    """Why the moment is worth a minute, with what was measured."""
    advice: Sentence
    """What to do."""
    is_good: bool
    """Whether it is to be praised."""
    quotes: Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=10)]
    """What was said in it, as it may be quoted; what is personal was taken out before."""


class MomentsToWord(JsonRequest):
    moments: Annotated[list[MomentToWord], Field(min_length=1, max_length=MOST_WORDED)]
    """Each is worded by itself."""


class WordedMoment(Contract):
    reason: str
    """Why the moment is worth a minute."""
    advice: str
    """What to do."""
    source: Annotated[Literal["rules", "llm", "other"], UnknownAs("other")]
    """Whose words these are: as they were sent, or a language model's that hold."""


class WordedMoments(Stamped):
    moments: list[WordedMoment]
    """One for each that was sent, in the same order."""
