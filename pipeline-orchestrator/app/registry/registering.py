"""Putting a model into the registry: what a training job ends with, and what is done by hand."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.errors import InvalidInput
from shared.storage import ObjectStore

from ..db import registry
from ..db.session import Database
from ..domain.access import AuditEntry
from ..domain.model import MODEL_NAME_FORM, VERSION_FORM, ModelVersion, NewModel
from ..domain.principal import SYSTEM

MAX_MODEL_BYTES = 64_000_000
"""What the aligner takes of weights."""
MAX_CARD_CHARS = 100_000
_BINARY = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what is known of it."""

    name: str
    version: str
    service: str
    content: bytes
    """Of its one file."""
    card: str
    """Markdown."""
    figures: Mapping[str, float] = field(default_factory=dict)
    data: str = ""
    """What it was taught by, with licences."""
    licence: str = ""


async def register(
    database: Database, store: ObjectStore, made: Made, entry: AuditEntry | None = None
) -> ModelVersion:
    """Keep its file, and enter it as a candidate; done twice it is there once. Raises InvalidInput naming what is wrong, Conflict for a
    version that is there with another file, and Unavailable."""
    _require_sound(made)
    digest = hashlib.sha256(made.content).hexdigest()
    key = f"models/{made.name}/{digest}"
    await store.put(key, made.content, content_type=_BINARY)
    new = NewModel(
        name=made.name,
        version=made.version,
        service=made.service,
        sha256=digest,
        n_bytes=len(made.content),
        card=made.card,
        figures=dict(made.figures),
        data=made.data,
        licence=made.licence,
        object_key=key,
    )
    return await database.write(lambda s: registry.add(s, SYSTEM, new, entry))


def _require_sound(made: Made) -> None:
    if not re.fullmatch(MODEL_NAME_FORM, made.name):
        raise InvalidInput("a model's name is a-z, 0-9 and '-', at most 64", field="name")
    if not re.fullmatch(VERSION_FORM, made.version):
        raise InvalidInput("a version is letters, digits, '.', '_', '+' and '-', at most 64", field="version")  # fmt: skip
    if not 0 < len(made.content) <= MAX_MODEL_BYTES:
        raise InvalidInput(f"a model's file has 1 to {MAX_MODEL_BYTES} bytes", field="file")
    if len(made.card) > MAX_CARD_CHARS:
        raise InvalidInput(f"a card has at most {MAX_CARD_CHARS} characters", field="card")
