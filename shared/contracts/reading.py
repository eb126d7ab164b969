"""Reading what another release wrote: a service's answer now, a stored result years later.

A newer service is understood as far as this release knows it. A result of an older release is lifted to this one's contract, a step a
version; one that can't be is not shown.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from shared.contracts.base import Stamped

A = TypeVar("A", bound=Stamped)
Json = dict[str, Any]
UpgradeStep = Callable[[Json], Json]
"""The JSON of an answer in one version of its contract → the same in the next. It may change what it is given."""
Upgrades = Mapping[tuple[Any, int], UpgradeStep]
"""By kind of answer (or what it extends) and the version that a step starts from."""

UPGRADES: Upgrades = {}
"""Every contract is in its first version. The step for a second: `{(Diff, 1): name_the_unit_of_times}`."""
FIRST_VERSION = 1
"""Of what was stored before versions were written: it is the same but for that field."""


class Unreadable(Exception):
    """It is no answer of the kind that was expected, in no version that is known."""


def read_answer(kind: type[A], body: object) -> A:
    """What a service answered just now. Raises Unreadable."""
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        raise Unreadable(f"no {kind.__name__}: {_first_fault(error)}") from error


def read_stored(kind: type[A], content: bytes, *, upgrades: Upgrades = UPGRADES) -> A:
    """What this release or another kept of an answer. Raises Unreadable."""
    try:
        body = json.loads(content)
    except ValueError as error:
        raise Unreadable("it is damaged: it is no JSON") from error
    if not isinstance(body, dict):
        raise Unreadable("it is damaged: it is no JSON object")
    return read_answer(kind, _upgraded(kind, body, upgrades))


def current_version(kind: type[Stamped]) -> int:
    """The version of `kind` that this release writes."""
    return kind.model_fields["contract_version"].default


def _upgraded(kind: type[Stamped], body: Json, upgrades: Upgrades) -> Json:
    """Raises Unreadable for a version from which no step leads on."""
    version = body.get("contract_version", FIRST_VERSION)
    if not isinstance(version, int):
        raise Unreadable("it is damaged: its contract_version is no number")
    for older in range(version, current_version(kind)):
        step = next(
            (upgrades[each, older] for each in kind.mro() if (each, older) in upgrades), None
        )
        if step is None:
            raise Unreadable(f"nothing is known of version {older} of {kind.__name__}")
        try:
            body = step(body)
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(f"it is damaged: it is no version {older} of its kind") from error
        body["contract_version"] = older + 1
    return body


def _first_fault(error: ValidationError) -> str:
    """Where, and what is wrong; not what stood there, which may be somebody's words."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
