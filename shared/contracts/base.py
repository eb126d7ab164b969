"""What every contract rests on: its base classes and the bounds of what a request may hold."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")
Many = Annotated[list[T], Field(max_length=5_000, fail_fast=True)]
"""One for each word, phone or pause of a recording. The first bad item ends the check: a list of millions is refused
for that one, not for each."""
Series = Annotated[list[T], Field(max_length=500_000, fail_fast=True)]
"""Values over time."""
MAX_JSON_MB = 16.0
"""A JSON body of evidence: some five times that of ten minutes of speech."""
MAX_KEYS = 1000
"""Of one JSON object in a request."""


class Contract(BaseModel):
    model_config = ConfigDict(extra="forbid")


class JsonRequest(Contract):
    """A request body in JSON."""

    @model_validator(mode="before")
    @classmethod
    def _no_flood_of_keys(cls, value: Any) -> Any:
        """Each key that a contract doesn't know is an error of its own: millions of them take gigabytes to tell."""
        left = [value]
        while left:
            each = left.pop()
            if isinstance(each, dict):
                if len(each) > MAX_KEYS:
                    raise PydanticCustomError(
                        "too_many_keys",
                        "an object may hold {most} keys, this has {n}",
                        {"most": MAX_KEYS, "n": len(each)},
                    )
                left += [part for part in each.values() if isinstance(part, dict | list)]
            elif isinstance(each, list):
                left += [part for part in each if isinstance(part, dict | list)]
        return value


class Stamped(Contract):
    """Every service response says which engine made it."""

    engine: str
    model_version: str
    mock: bool
