"""The flags there are. Each is on unless a file says otherwise."""

from dataclasses import dataclass
from typing import Literal

FlagName = Literal["search", "judge_while_reading"]


@dataclass(frozen=True, slots=True)
class KnownFlag:
    name: FlagName
    about: str
    is_on: bool
    """Where nobody says anything."""


FLAGS: dict[FlagName, KnownFlag] = {
    each.name: each
    for each in (
        KnownFlag("search", "turns of calls are indexed and can be searched", is_on=True),
        KnownFlag(
            "judge_while_reading", "words of a live stream are judged as they are read", is_on=True
        ),
    )
}
