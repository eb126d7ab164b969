"""Custom fields: a tenant's JSON Schema (draft 2020-12) of flat values, and recordings held to it.

Only what has no cost of its own is taken of JSON Schema: no patterns, no references, no nesting.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import anyio.to_thread
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from shared.errors import InvalidInput

from ..app import App
from ..db import recordings
from ..domain.principal import Principal
from ..domain.recordings import FieldSchema, FieldValue
from ..utils.text import check_storable

MOST_SCHEMA_BYTES = 12_000
MOST_FIELDS = 50
MOST_VALUE_CHARS = 512
FIELD_NAME = "^[A-Za-z][A-Za-z0-9_]{0,63}$"
_NUMBER_RANGE = 2**53
_TEXT = {"type": "string", "maxLength": 500}
_SIZE = {"type": "integer", "minimum": 0, "maximum": MOST_VALUE_CHARS}
_NUMBER = {"type": "number"}
_VALUE = {"type": ["string", "number", "boolean"], "maxLength": MOST_VALUE_CHARS}
_SCHEMA_OF_SCHEMAS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["properties"],
    "properties": {
        "$schema": {"const": "https://json-schema.org/draft/2020-12/schema"},
        "title": _TEXT,
        "description": _TEXT,
        "type": {"const": "object"},
        "properties": {
            "type": "object",
            "maxProperties": MOST_FIELDS,
            "propertyNames": {"pattern": FIELD_NAME},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["type"],
                "properties": {
                    "type": {"enum": ["string", "integer", "number", "boolean"]},
                    "title": _TEXT,
                    "description": _TEXT,
                    "enum": {"type": "array", "minItems": 1, "maxItems": 500, "items": _VALUE},
                    "const": _VALUE,
                    "minLength": _SIZE,
                    "maxLength": _SIZE,
                    "format": {"enum": ["date"]},
                    "minimum": _NUMBER,
                    "maximum": _NUMBER,
                    "exclusiveMinimum": _NUMBER,
                    "exclusiveMaximum": _NUMBER,
                },
            },
        },
        "required": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        "additionalProperties": {"const": False},
    },
}


async def schema_of(app: App, principal: Principal) -> FieldSchema | None:
    """Of the principal's tenant; None: its recordings have no custom fields."""
    return await app.database.read(lambda s: recordings.field_schema(s, principal))


async def set_schema(app: App, principal: Principal, schema: Mapping[str, Any]) -> FieldSchema:
    """Held to from now on; recordings that are there keep what they have. Raises InvalidInput naming what is wrong in it."""
    await anyio.to_thread.run_sync(check_schema, schema)
    return await app.database.write(lambda s: recordings.set_field_schema(s, principal, schema))


async def drop_schema(app: App, principal: Principal) -> None:
    await app.database.write(lambda s: recordings.drop_field_schema(s, principal))


async def checked(
    app: App, principal: Principal, fields: Mapping[str, Any]
) -> dict[str, FieldValue]:
    """Raises InvalidInput naming the field that is wrong, or that its tenant has none."""
    found = await schema_of(app, principal)
    if found is None:
        if fields:
            raise InvalidInput(
                "your recordings have no custom fields: an operator says which by PUT /recording-fields",
                field="fields",
            )
        return {}
    return await anyio.to_thread.run_sync(check_fields, fields, found.schema)


def check_schema(schema: Mapping[str, Any]) -> None:
    """Raises InvalidInput."""
    if len(json.dumps(schema, ensure_ascii=False).encode()) > MOST_SCHEMA_BYTES:
        raise InvalidInput(f"a schema has at most {MOST_SCHEMA_BYTES} bytes", field="json_schema")
    if (wrong := best_match(_of_schemas().iter_errors(schema))) is not None:
        raise InvalidInput(_told(wrong), field=_place("json_schema", wrong))
    for name in schema.get("required", ()):
        if name not in schema["properties"]:
            raise InvalidInput(
                f"there is no field {name!r} to be required", field="json_schema.required"
            )


def check_fields(fields: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, FieldValue]:
    """As they are kept. Raises InvalidInput."""
    held_to = {**schema, "type": "object", "additionalProperties": False}
    validator = Draft202012Validator(held_to, format_checker=FormatChecker(["date"]))
    if (wrong := best_match(validator.iter_errors(fields))) is not None:
        raise InvalidInput(_told(wrong), field=_place("fields", wrong))
    for name, value in fields.items():
        _check_storable(name, value)
    return dict(fields)


def read_value(name: str, sent: str, schema: Mapping[str, Any] | None) -> FieldValue:
    """A value that recordings are looked for by, of the type that its field has. Raises InvalidInput."""
    field = f"field.{name}"
    wanted = (schema or {}).get("properties", {}).get(name)
    if wanted is None:
        raise InvalidInput(f"there is no custom field {name[:64]!r}", field="field")
    match wanted["type"]:
        case "string":
            return sent
        case "boolean" if sent in {"true", "false"}:
            return sent == "true"
        case "integer" if _is_number(sent) and float(sent).is_integer():
            return int(float(sent))
        case "number" if _is_number(sent):
            return float(sent)
        case kind:
            raise InvalidInput(f"{name} is a {kind}", field=field)


def _is_number(sent: str) -> bool:
    try:
        return abs(float(sent)) <= _NUMBER_RANGE
    except ValueError:
        return False


def _check_storable(name: str, value: FieldValue) -> None:
    """What both databases keep and find as it is."""
    field = f"fields.{name}"
    if isinstance(value, str):
        if len(value) > MOST_VALUE_CHARS:
            raise InvalidInput(f"a value has at most {MOST_VALUE_CHARS} characters", field=field)
        check_storable(value, field)
    elif not isinstance(value, bool) and not abs(value) <= _NUMBER_RANGE:
        raise InvalidInput("a number lies within ±2**53", field=field)


@cache
def _of_schemas() -> Draft202012Validator:
    return Draft202012Validator(_SCHEMA_OF_SCHEMAS)


def _place(top: str, wrong: ValidationError) -> str:
    return ".".join([top, *map(str, wrong.absolute_path)])[:200]


def _told(wrong: ValidationError) -> str:
    """Never with what was sent: it may be long, and is somebody's."""
    match wrong.validator:
        case "required":
            return wrong.message.replace("'", "").replace("is a required property", "is missing")
        case "additionalProperties":
            return "there is a name in it that isn't known here"
        case "type":
            return f"it has to be of type {wrong.validator_value}"
        case "enum":
            return "it has to be one of the values of its list"
        case "propertyNames" | "pattern":
            return "a field's name is a letter, then letters, digits and '_', at most 64"
        case _:
            return f"it has to hold to {wrong.validator}: {wrong.validator_value}"[:300]
