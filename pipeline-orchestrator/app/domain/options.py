"""How a request is defined: each pipeline has its `Options`, whose fields say all there is to say of them.

The form, the stored JSON, the documentation and the stages read them there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from shared.contracts.docstrings import attribute_docstrings
from shared.errors import InvalidInput

SPEAKER_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
O = TypeVar("O", bound="Options")  # noqa: E741


@dataclass(frozen=True, slots=True)
class Sent:
    """How a field of the options comes in a form."""

    read: Callable[[Any], Any] = lambda value: value
    """From what was sent, or None, to the value. Raises InvalidInput that names the field."""
    kind: Any = str | None
    """What the form holds."""
    examples: tuple[str, ...] = ()


NOT_SENT = Sent(kind=None)
"""Of a field that no form has: it follows from the others."""


class Options(BaseModel):
    """What every pipeline's request says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    FIRST_FIELDS: ClassVar[frozenset[str]] = frozenset()
    """Fields of the release whose tasks were the first to have fingerprints."""

    stages: tuple[str, ...]
    """Names of the stages that were asked for, in pipeline order."""
    consent_voice_cloning: bool = False
    """The speaker agreed, with the request or by their standing consent."""
    speaker_id: str | None = None
    """The caller's own name for the speaker."""

    def with_consent(self) -> Self:
        return self.model_copy(update={"consent_voice_cloning": True})

    def identity(self) -> dict[str, Any]:
        """What makes two requests equal. A field that came later counts only where it was set: a request that says
        nothing of it equals the one that was stored before there was such a field."""
        return {
            name: value
            for name, value in self.model_dump().items()
            if name in self.FIRST_FIELDS
            or value != type(self).model_fields[name].get_default(call_default_factory=True)
        }


def read_sent(kind: type[O], sent: Mapping[str, Any]) -> O:
    """The options of the fields of a form. Raises InvalidInput that names the field."""
    return kind(
        **{
            name: how_sent(field).read(sent[name])
            for name, field in fields_of(kind).items()
            if name in sent
        }
    )


def fields_of(kind: type[Options]) -> dict[str, FieldInfo]:
    """Those that a form has, in the order in which the definition has them: pydantic puts what a base has first."""
    names = [name for name in kind.__annotations__ if name in kind.model_fields]
    fields = {name: kind.model_fields[name] for name in [*names, *kind.model_fields]}
    return {name: field for name, field in fields.items() if how_sent(field) != NOT_SENT}


def meanings_of(kind: type[Options]) -> dict[str, str]:
    """What each field means, for whoever fills in a form."""
    written = attribute_docstrings(kind)
    told = {
        name: field.description or written.get(name) for name, field in kind.model_fields.items()
    }
    return {name: text for name, text in told.items() if text}


def how_sent(field: FieldInfo) -> Sent:
    found = next((each for each in field.metadata if isinstance(each, Sent)), None)
    return found or Sent(kind=field.annotation)


def sent_speaker_id(sent: str | None) -> str | None:
    """Of a form that may name a speaker. Raises InvalidInput."""
    name = (sent or "").strip()
    return read_speaker_id(name) if name else None


def read_speaker_id(speaker_id: str) -> str:
    """Raises InvalidInput."""
    if not SPEAKER_ID.fullmatch(speaker_id):
        raise InvalidInput(
            "a speaker's id is 1 to 64 letters, digits, '.', '_' and '-': your own name for the speaker, "
            "better no real one",
            field="speaker_id",
        )
    return speaker_id
