"""Names that a request uses and nobody reads: refused, with the name that was probably meant.

A form or a query that is read tolerantly answers a misspelt field as if it had not been sent: nobody notices.
"""

from collections.abc import Iterable, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from starlette.requests import HTTPConnection

from shared.errors import InvalidInput
from shared.likeness import nearest, shown

CACHE_BUSTER = "_"
"""The query parameter by which browsers' libraries ask for something anew: it is for caches, no service reads it."""


def hint(name: str, known: Sequence[str]) -> str:
    """What to send in place of `name`."""
    if meant := nearest(name, known):
        return f"did you mean {meant}?"
    return f"there is {', '.join(known)}" if known else "there is none to send"


async def refuse_unknown_names(request: HTTPConnection) -> None:
    """A dependency of every endpoint. Raises InvalidInput for a query parameter or form field that the endpoint doesn't
    read, and for one that it reads once and that was sent twice: which of them counts would be a guess."""
    dependant: Dependant = request.scope["route"].dependant
    if all(each.call is not any_query for each in dependant.dependencies):
        asked = [each for each in request.query_params.multi_items() if each[0] != CACHE_BUSTER]
        _check(asked, fields_read(dependant, "query_params"), "query parameter")
    body = fields_read(dependant, "body_params")
    is_form = "form" in request.headers.get("content-type", "") and bool(body)
    if is_form and isinstance(request, Request):
        _check((await request.form()).multi_items(), body, "field")


def any_query() -> None:
    """A dependency of an endpoint whose addresses others hold: players and caches add parameters of their own."""


def nearest_of_model(model: Any, place: Sequence[str | int]) -> str | None:
    """For a key that a JSON body should not have: the name that was probably meant at that place of the model."""
    *way, name = place
    for step in way:
        model = _below(model, step)
    kinds = [kind for kind in alternatives(model) if _is_model(kind)]
    known = [each for kind in kinds for each in kind.model_fields]
    return nearest(str(name), known)


def _check(sent: Iterable[tuple[str, Any]], fields: dict[str, FieldInfo], kind: str) -> None:
    counts: dict[str, int] = {}
    for name, _ in sent:
        if name not in fields:
            visible = [
                each.removesuffix("[]") if each.removesuffix("[]") in fields else each
                for each, field in fields.items()
                if getattr(field, "include_in_schema", True)
            ]
            raise _refused(
                shown(name),
                f"there is no {kind} '{shown(name)}': {hint(name, visible)}",
            )
        counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        if count > 1 and not _is_many(fields[name].annotation):
            raise _refused(name, f"the {kind} was sent {count} times: send it once")


def _refused(field: str, detail: str) -> InvalidInput:
    return InvalidInput(detail, field=field, errors=[{"field": field, "detail": detail}])


def fields_read(dependant: Dependant, kind: str) -> dict[str, FieldInfo]:
    """What an endpoint and all it depends on read, by the name on the wire."""
    found: dict[str, FieldInfo] = {
        field.alias: field.field_info for field in getattr(dependant, kind)
    }
    for each in dependant.dependencies:
        found |= fields_read(each, kind)
    return found


def alternatives(annotation: Any) -> list[Any]:
    """The types of a union, Annotated taken off."""
    if hasattr(annotation, "__metadata__"):
        return alternatives(annotation.__origin__)
    if get_origin(annotation) in {Union, UnionType}:
        return [each for part in get_args(annotation) for each in alternatives(part)]
    return [annotation]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_many(annotation: Any) -> bool:
    return any(get_origin(each) in {list, tuple, set} for each in alternatives(annotation))


def _below(annotation: Any, step: str | int) -> Any:
    """The type of a model's field, of a list's items or of a dict's values; None where there is no telling."""
    for kind in alternatives(annotation):
        if _is_model(kind) and step in kind.model_fields:
            return kind.model_fields[step].annotation
        if get_origin(kind) in {list, dict} and get_args(kind):
            return get_args(kind)[-1]
    return None
