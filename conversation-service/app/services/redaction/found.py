"""What a finder tells: an entity over a stretch of a speaker's tokens, or of a text's characters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundTokens:
    entity: str
    first: int
    """Token of the speaker's stream."""
    last: int
    checked: bool
    """A checksum or a fixed form bears it out."""
    spoken: bool


@dataclass(frozen=True, slots=True)
class FoundText:
    entity: str
    start: int
    """In characters of the turn."""
    end: int
    checked: bool = True
