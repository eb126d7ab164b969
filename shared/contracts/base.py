"""What every contract rests on: its base classes and the bounds of what a request may hold.

Requests are strict: a field that no one knows is a mistake of who sent it. Answers are read tolerantly, alone, stored or
inside a request: a newer service may say more than who reads it knows (ADR 21).
"""

from contextvars import ContextVar
from functools import cache
from types import UnionType
from typing import Annotated, Any, Self, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from shared.contracts.docstrings import attribute_docstrings
from shared.contracts.unknown_words import read_past_unknown_words

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


_IN_REQUEST: ContextVar[bool] = ContextVar("in_request", default=False)
"""Whether an answer is being read inside a request, whose sender can be told what is wrong with it."""


class Contract(BaseModel):
    """Part of an answer, or of what is stored: fields of a newer release are passed over.

    A number is finite: JSON has no NaN, and what holds one can't be sent on.
    """

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Each field is described by the docstring below it."""
        schema = handler(core_schema)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in attribute_docstrings(cls).items():
            known = cls.model_fields.get(name)
            sent_as = (known.alias if known else None) or name
            if sent_as in fields:
                fields[sent_as].setdefault("description", text)
        return schema


class RequestPart(Contract):
    """Part of a request that no service answered: a field that isn't known is refused, and so is true or false where a number belongs,
    which pydantic would read as 1 or 0."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _truth_is_no_number(cls, value: Any) -> Any:
        """In place of one stands what no number can be read from, so that the field itself is named."""
        if isinstance(value, dict):
            wrong = [each for each in _fields_of_numbers(cls) if isinstance(value.get(each), bool)]
            return {**value, **dict.fromkeys(wrong, "true or false")} if wrong else value
        return value


@cache
def _fields_of_numbers(kind: type[BaseModel]) -> frozenset[str]:
    """Names of those that are a number, or null."""
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if _plain_kinds(field.annotation) <= {int, float, type(None)}
    )


def _plain_kinds(annotation: Any) -> set[Any]:
    """Those that it may be, without what bounds them."""
    if get_origin(annotation) is Annotated:
        return _plain_kinds(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return {kind for each in get_args(annotation) for kind in _plain_kinds(each)}
    return {annotation}


class JsonRequest(RequestPart):
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

    @model_validator(mode="wrap")
    @classmethod
    def _tell_unknown_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """An answer in it may have fields of a newer release, but a word that isn't known is the sender's to mend."""
        before = _IN_REQUEST.set(True)
        try:
            return handler(value)
        finally:
            _IN_REQUEST.reset(before)


class Stamped(Contract):
    """What a service answers: it says which engine made it, and in which version of its contract."""

    contract_version: int = 1
    """Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or
    means something else takes one, and an upgrade step (`shared.contracts.reading`)."""
    engine: str
    """Name of the engine that made the answer: `whisper-phones`, `mock`."""
    model_version: str
    """Version of the engine's model."""
    mock: bool
    """Whether the answer is made up by the mock engine, for tests and development."""

    @model_validator(mode="wrap")
    @classmethod
    def _read_past_unknown_words(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as error:
            if _IN_REQUEST.get():
                raise
            return read_past_unknown_words(cls, value, error, handler)
