"""What is asked of language-service through this door."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool

from shared.contracts import JsonRequest
from shared.languages import well_formed

MAX_TEXT = 5000
"""Characters of one text, as language-service takes."""


class TextToDetect(JsonRequest):
    """A text whose language is asked for."""

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    """As it stands; a sentence is enough, a single word is often not."""


class TranscriptToWrite(JsonRequest):
    """A transcript to be written down."""

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    """As a recogniser wrote it, numbers in words."""
    language: Annotated[str | None, BeforeValidator(well_formed)] = None
    """ISO 639-1, a tag (`hi-IN`) or a name: en, hi, kn, mr, or, ta, te, vi. Left out, it is detected."""
    numbers: StrictBool = True
    """Whether numbers, money, times and the like are written in figures."""
    casing: StrictBool = True
    """Whether sentences begin with a capital, and days, months and *I* have theirs; in Latin letters alone."""
    punctuation: StrictBool = True
    """Whether a sign is put at the end of a text that lacks one."""
