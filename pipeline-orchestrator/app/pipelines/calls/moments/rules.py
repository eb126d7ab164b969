"""The rules of rules.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from ....schemas.calls import MomentRule

_TEXTS = {"title", "reason", "advice", "weight", "is_good"}
_PUNCTUATION = re.compile(r"[^\w\s'’\u0900-\u097F]+")


@dataclass(frozen=True, slots=True)
class CallRule:
    name: MomentRule
    weight: float
    title: str
    reason: str
    """With places for the measures of its evidence."""
    advice: str
    is_good: bool
    limits: Mapping[str, Any]
    """By name, as rules.toml has them."""

    def limit(self, name: str) -> float:
        return float(self.limits[name])

    def finds(self, text: str, *, phrases: str = "phrases") -> bool:
        """Whether one of its phrases is said in it."""
        pattern = _pattern(tuple(self.limits[phrases]))
        return pattern.search(f" {plain(text)} ") is not None

    def is_whole(self, text: str) -> bool:
        """Whether it is nothing else than one of the phrases that count alone."""
        return plain(text) in self.limits["whole"]


@cache
def rules() -> Mapping[MomentRule, CallRule]:
    """Raises ValueError for a rule that the answer has no word for, or that is missing."""
    told = {name: each for name, each in _read().items() if isinstance(each, dict)}
    if set(told) != set(get_args(MomentRule)):
        raise ValueError("rules.toml and MomentRule do not have the same rules")
    return {
        name: CallRule(
            name=name,
            weight=told[name]["weight"],
            title=told[name]["title"],
            reason=told[name]["reason"],
            advice=told[name]["advice"],
            is_good=told[name].get("is_good", False),
            limits={key: value for key, value in told[name].items() if key not in _TEXTS},
        )
        for name in get_args(MomentRule)
    }


@cache
def version() -> str:
    return str(_read()["version"])


def plain(text: str) -> str:
    """In lower case, without punctuation, one space between words."""
    return " ".join(_PUNCTUATION.sub(" ", text.replace("’", "'").lower()).split())


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(phrases)}) ")
