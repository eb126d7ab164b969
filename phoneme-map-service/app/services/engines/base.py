"""What a pronouncer does."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from shared.engines import Engine
from shared.phonetics.lexicon import PronouncedText


class Pronouncer(Engine, Protocol):
    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> PronouncedText:
        """The spoken words of `text` with their accepted pronunciations, most usual first, and its other readings.

        `own` are a caller's pronunciations. Raises InvalidInput with field `text` or `lexicon`.
        """
        ...
