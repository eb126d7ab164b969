"""POST /redact: turns → the same without what is personal, and where that stood."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import get_args

import anyio.to_thread

from shared.contracts.conversation import (
    PiiEntity,
    PiiSpan,
    RedactedTurn,
    RedactedTurns,
    TurnsToRedact,
    TurnToRedact,
)

from .redaction.conversation import PersonalSpan, RedactableTurn, personal_spans

RULES = "rules"
RULES_VERSION = "1"
_USUAL = frozenset(get_args(PiiEntity)) - {"PERSON"}


async def redact(request: TurnsToRedact) -> RedactedTurns:
    """No engine: the rules are the same in mock mode."""
    return await anyio.to_thread.run_sync(_redact, request)


def _redact(request: TurnsToRedact) -> RedactedTurns:
    entities = frozenset(request.entities) if request.entities else _USUAL
    found = personal_spans(
        [RedactableTurn(turn.text, turn.speaker) for turn in request.turns], entities
    )
    return RedactedTurns(
        engine=RULES,
        model_version=RULES_VERSION,
        mock=False,
        turns=[
            RedactedTurn(
                redacted=_redacted(turn.text, spans),
                spans=_told(turn, spans),
            )
            for turn, spans in zip(request.turns, found, strict=True)
        ],
    )


def _redacted(text: str, spans: Sequence[PersonalSpan]) -> str:
    made, last = "", 0
    for span in spans:
        made += f"{text[last : span.start]}<{span.entity}>"
        last = span.end
    return made + text[last:]


def _told(turn: TurnToRedact, spans: Sequence[PersonalSpan]) -> list[PiiSpan]:
    places = _places(turn)
    starts = [start for start, _ in places]
    timed = turn.words if turn.words and len(places) == len(turn.words) else None
    told: list[PiiSpan] = []
    for span in spans:
        first = max(0, bisect_right(starts, span.start) - 1)
        last = max(first, bisect_right(starts, span.end - 1) - 1)
        told.append(
            PiiSpan(
                entity=span.entity,
                start=span.start,
                end=span.end,
                first_word=first,
                last_word=last,
                start_s=timed[first].start_s if timed else None,
                end_s=timed[last].end_s if timed else None,
                checked=span.checked,
                spoken=span.spoken,
                continues=span.continues,
            )
        )
    return told


def _places(turn: TurnToRedact) -> list[tuple[int, int]]:
    """Where each of the words that were sent stands in the text; of those between spaces where one isn't found there."""
    places: list[tuple[int, int]] = []
    at = 0
    for word in turn.words or ():
        start = turn.text.find(word.text.strip(), at) if word.text.strip() else -1
        if start < 0:
            return [found.span() for found in re.finditer(r"\S+", turn.text)]
        at = start + len(word.text.strip())
        places.append((start, at))
    return places or [found.span() for found in re.finditer(r"\S+", turn.text)]
