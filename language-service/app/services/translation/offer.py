"""From which languages into which an engine translates, and what would bring another pair."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.errors import InvalidInput

from .units import Direction

INDIAN = frozenset((
    "as", "bn", "gu", "hi", "kn", "ks", "ml", "mr", "ne", "or", "pa", "sa", "sd", "ta", "te", "ur",
))  # fmt: skip
"""That IndicTrans2 knows, with English, of those with two letters."""
_MOST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Offer:
    pairs: frozenset[tuple[str, str]] | None
    """Source and target, ISO 639; None: any."""

    def has(self, direction: Direction) -> bool:
        if self.pairs is None:
            return direction.source != direction.target
        return (direction.source, direction.target) in self.pairs

    def with_pairs(self, more: Iterable[str]) -> "Offer":
        """And those of other models, as they are listed: `en>hi`."""
        if self.pairs is None:
            return self
        directions = [Direction.of(each) for each in more]
        return Offer(self.pairs | {(each.source, each.target) for each in directions})

    def is_into(self, target: str) -> bool:
        return self.pairs is None or any(into == target for _, into in self.pairs)

    def told(self) -> str:
        if self.pairs is None:
            return "any pair"
        pairs = [f"{source}→{target}" for source, target in sorted(self.pairs)]
        more = ["…"] if len(pairs) > _MOST_SHOWN else []
        return ", ".join(pairs[:_MOST_SHOWN] + more)


ANY_PAIR = Offer(None)


def require_offered(offer: Offer, engine: str, source: str | None, target: str) -> None:
    """Raises InvalidInput that names what the engine has, and what would bring the rest. `source` is None where each text's is detected."""
    if source == target:
        raise InvalidInput(f"source and target are both {target!r}", field="target")
    if source is None:
        if not offer.is_into(target):
            raise _lacking(offer, engine, f"into {target!r}", "target", {target})
    elif not offer.has(Direction(source, target)):
        field = "source" if offer.is_into(target) else "target"
        raise _lacking(offer, engine, f"from {source!r} into {target!r}", field, {source, target})


def _lacking(offer: Offer, engine: str, pair: str, field: str, languages: set[str]) -> InvalidInput:
    return InvalidInput(
        f"engine {engine!r} does not translate {pair}, it has {offer.told()}: {_what_brings(languages)}",
        field=field,
    )


def _what_brings(languages: set[str]) -> str:
    model = "an IndicTrans2 model" if languages & INDIAN else "an M2M100 or Marian model"
    return f"LANGUAGE_TRANSLATOR=ctranslate2 with {model}, or llm with a language model, would bring it"
