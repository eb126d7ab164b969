"""What keeps the vectors of turns and finds the nearest. It knows no text and no name: only ids, and digests of roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol
from uuid import UUID, uuid5

import numpy as np

_TURNS = UUID("6f1c1d6e-54a0-4f0e-8f0c-0d6c6c9f1b57")
"""The namespace of the ids of turns."""
POINTS_AT_ONCE = 256
"""Sent to a store together: a megabyte or two."""
_DIGITS = 5
"""Of a score: what is beyond them is rounding of float32."""
INDEXED_FIELDS = ("tenant", "recording", "made_by", "speaker", "sentiment")
"""Of a point's payload, all of them."""


@dataclass(frozen=True, slots=True)
class TurnVector:
    id: UUID
    vector: np.ndarray
    """float32 (DIMENSIONS,), of length 1."""
    tenant: str
    recording: str
    made_by: str
    """Name and version of the encoder."""
    speaker: str
    """`digest_of` the role or name."""
    sentiment: str | None

    @property
    def payload(self) -> dict[str, str]:
        told = {name: getattr(self, name) for name in INDEXED_FIELDS}
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Vicinity:
    """Among which turns the nearest are looked for."""

    tenant: str
    made_by: str
    recordings: Sequence[str] | None = None
    """None: all of the tenant's."""
    speaker: str | None = None
    """`digest_of` a role or name."""
    sentiment: str | None = None

    @property
    def values(self) -> dict[str, str]:
        """Field → what it has to be."""
        told = {
            "tenant": self.tenant,
            "made_by": self.made_by,
            "speaker": self.speaker,
            "sentiment": self.sentiment,
        }
        return {name: value for name, value in told.items() if value is not None}


class TurnVectors(Protocol):
    """Each call is done when it returns. All raise Unavailable where the store is away. Thread-safe."""

    def put(self, turns: Sequence[TurnVector]) -> None: ...

    def erase(self, tenant: str, recording: str) -> None:
        """All of a recording's, whoever made them; nothing where there are none."""
        ...

    def nearest(self, vector: np.ndarray, among: Vicinity, *, limit: int) -> list[UUID]:
        """Ids, the nearest first; equally near ones by their ids, whichever was put first."""
        ...

    def check(self) -> None:
        """Whether it can be asked."""
        ...

    def close(self) -> None: ...


def nearest_first(scored: Iterable[tuple[UUID, float]]) -> list[UUID]:
    """Of ids and their products with what was asked. Of the same text vectors differ by a rounding, as it was made with others or alone."""
    return [each for each, _ in sorted(scored, key=lambda one: (-round(one[1], _DIGITS), one[0]))]


def turn_id(tenant: str, recording: str, index: int) -> UUID:
    return uuid5(_TURNS, f"{tenant}/{recording}/{index}")


def digest_of(name: str) -> str:
    """Of a role or name, so that a store's file has none."""
    return blake2b(name.encode(), digest_size=8).hexdigest()
