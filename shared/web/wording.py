"""What is wrong with a request, in the words of who sent it: pydantic's findings without Python's names."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core.core_schema import ErrorType

from shared.likeness import nearest
from shared.web.forms import holds_file

Finding = Mapping[str, Any]
"""An error as pydantic lists it: type, loc, msg, input, ctx."""

_SEND = {
    "string_type": "send text",
    "string_unicode": "send text in UTF-8",
    "string_sub_type": "send text",
    "string_pattern_mismatch": "it is not written as it has to be: /docs shows how",
    "int_type": "send a whole number",
    "int_parsing": "send a whole number, such as 5",
    "int_parsing_size": "send a smaller whole number",
    "int_from_float": "send a whole number, without a fraction",
    "float_type": "send a number",
    "float_parsing": "send a number, such as 1.5",
    "finite_number": "send a number that is not infinite",
    "bool_type": "send true or false",
    "bool_parsing": "send true or false",
    "list_type": "send a list: […]",
    "tuple_type": "send a list: […]",
    "set_type": "send a list: […]",
    "iterable_type": "send a list: […]",
    "dict_type": "send a JSON object: {{…}}",
    "mapping_type": "send a JSON object: {{…}}",
    "model_type": "send a JSON object: {{…}}",
    "model_attributes_type": "send a JSON object: {{…}}",
    "dataclass_type": "send a JSON object: {{…}}",
    "uuid_type": "send an id such as 3c507aaa-27b7-4257-b93f-af7c482df1d6",
    "uuid_parsing": "send an id such as 3c507aaa-27b7-4257-b93f-af7c482df1d6",
    "datetime_type": "send a time such as 2026-11-26T18:22:27Z",
    "datetime_parsing": "send a time such as 2026-11-26T18:22:27Z",
    "datetime_from_date_parsing": "send a time such as 2026-11-26T18:22:27Z",
    "none_required": "leave it out",
    "extra_forbidden": "there is no such field here",
    "greater_than_equal": "send at least {ge}",
    "greater_than": "send more than {gt}",
    "less_than_equal": "send at most {le}",
    "less_than": "send less than {lt}",
    "string_too_short": "too short: it needs {min_length} characters or more",
    "string_too_long": "too long: send {max_length} characters at most",
    "too_short": "too few: it needs {min_length} or more",
    "too_long": "too many: send {max_length} at most",
}
_ANYTHING = "it can't be used as it is: /docs shows what to send"
_OF_PYDANTIC = frozenset(get_args(ErrorType))
_WORD = re.compile(r"'([^']*)'")


def told(
    finding: Finding, *, body: Any, fields: Mapping[str, FieldInfo], meant: str = ""
) -> dict[str, str]:
    """`field` and `detail` of one finding; `fields` are the endpoint's form fields by name, `meant` what is added."""
    if finding["type"] == "json_invalid":
        where = finding["loc"][-1]
        reason = f"{finding['ctx']['error']}, at character {where}"
        return {"field": "body", "detail": f"it is no JSON: {reason}"}
    place = place_of(finding, body)
    detail = _detail(finding, place[-1] if place else "", fields) + meant
    return {"field": ".".join(place) or str(finding["loc"][0]), "detail": detail}


def place_of(finding: Finding, body: Any) -> list[str]:
    """The names and numbers that lead to what is wrong, without those that pydantic gives the branches of a choice."""
    way: tuple[str | int, ...] = finding["loc"][1:]
    if finding["loc"][0] != "body" or not isinstance(body, dict | list):
        return [str(each) for each in way]
    found: list[str] = []
    here: Any = body
    for index, step in enumerate(way):
        is_lacking = finding["type"] == "missing" and index == len(way) - 1
        if _leads_on(here, step):
            here = here[step]
        elif not is_lacking:
            continue
        found.append(str(step))
    return found


def _leads_on(here: Any, step: str | int) -> bool:
    if isinstance(here, list):
        return isinstance(step, int) and step < len(here)
    return isinstance(here, dict) and step in here


def _detail(finding: Finding, name: str, fields: Mapping[str, FieldInfo]) -> str:
    kind, of = finding["type"], finding.get("ctx", {})
    if kind == "missing":
        if not name:
            return "send a JSON object, with content-type: application/json"
        if name in fields and holds_file(fields[name].annotation):
            return f"it is missing: send it as {name}=@my.wav in a multipart/form-data form"
        return f"it is missing: send {name}"
    if kind in {"literal_error", "enum"}:
        return _one_of(_WORD.findall(of["expected"]), finding["input"])
    if kind in {"value_error", "assertion_error"}:
        return str(of["error"])
    if kind in _SEND:
        return _SEND[kind].format(**of)
    return _ANYTHING if kind in _OF_PYDANTIC else finding["msg"]


def _one_of(known: list[str], sent: Any) -> str:
    meant = nearest(sent, known) if isinstance(sent, str) else None
    listed = f"send {known[0]}" if len(known) == 1 else f"send one of {', '.join(known)}"
    return f"did you mean {meant}? {listed}" if meant else listed
