"""Words and figures of a turn, with their places."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[\u0900-\u0963\u0970-\u097f]+|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class TurnToken:
    turn: int
    text: str
    """In small letters."""
    start: int
    """In characters of the turn."""
    end: int
    before: str
    """What stands between it and the token before, or the turn's beginning."""

    @property
    def is_figures(self) -> bool:
        return self.text.isdecimal()


def tokens_of(text: str, turn: int = 0) -> list[TurnToken]:
    made: list[TurnToken] = []
    last = 0
    for found in _TOKEN.finditer(text):
        made.append(
            TurnToken(
                turn, found[0].lower(), found.start(), found.end(), text[last : found.start()]
            )
        )
        last = found.end()
    return made
