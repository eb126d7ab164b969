"""Turns without what is personal in them, and as one would write them."""

import re
from collections.abc import Sequence
from functools import partial

import anyio
import structlog

from shared.contracts import TranscriptWord
from shared.contracts.conversation import PiiSpan, RedactedTurns
from shared.contracts.language import WrittenText
from shared.errors import UpstreamFailed
from shared.roster import CONVERSATION, LANGUAGE

from ...schemas.calls import CallTurn
from ..upstreams import Upstreams, ask

log = structlog.get_logger(__name__)

PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*>")
"""What stands in the place of something personal."""
_AT_ONCE = 4
_LEAST_CHARS = 3


async def redacted(turns: Sequence[CallTurn], upstreams: Upstreams) -> list[CallTurn]:
    """The same turns; each personal span is one word, `<PHONE_NUMBER>`. Raises UpstreamFailed: what can't be redacted is not kept."""
    if not turns:
        return []
    request = {
        "turns": [
            {
                "text": turn.text,
                "speaker": turn.speaker,
                "words": [
                    word.model_dump(include={"text", "start_s", "end_s"}) for word in turn.words
                ],
            }
            for turn in turns
        ]
    }
    client = upstreams[CONVERSATION]
    answer = await ask(RedactedTurns, client, "/redact", json=request)
    if len(answer.turns) != len(turns):
        raise UpstreamFailed(
            f"{CONVERSATION.name} redacted another number of turns than were sent",
            service=CONVERSATION.name,
        )
    return [_without(turn, told.spans) for turn, told in zip(turns, answer.turns, strict=True)]


def _without(turn: CallTurn, spans: Sequence[PiiSpan]) -> CallTurn:
    words: list[TranscriptWord] = []
    at = 0
    for span in sorted(spans, key=lambda each: each.first_word):
        first, last = max(at, span.first_word), min(span.last_word, len(turn.words) - 1)
        if last < first:
            continue
        words += turn.words[at:first]
        taken = turn.words[first : last + 1]
        words.append(
            TranscriptWord(
                text=f"<{span.entity}>",
                start_s=taken[0].start_s,
                end_s=taken[-1].end_s,
                confidence=None,
            )
        )
        at = last + 1
    words += turn.words[at:]
    text = " ".join(word.text for word in words)
    kinds = [word.text.strip("<>") for word in words if PLACEHOLDER.fullmatch(word.text)]
    return turn.model_copy(update={"words": words, "text": text, "redacted": kinds})


async def written_down(
    turns: Sequence[CallTurn], language: str | None, upstreams: Upstreams
) -> list[CallTurn]:
    """With their written form, as far as there is one for the language and somebody to write it."""
    written: dict[int, str] = {}
    free = anyio.CapacityLimiter(_AT_ONCE)
    is_away = anyio.Event()

    async def write(turn: CallTurn) -> None:
        async with free:
            if is_away.is_set():
                return
            try:
                written[turn.index] = await _written(turn.text, language or "en", upstreams)
            except UpstreamFailed as failure:
                log.info("turns_not_written_down", kind=failure.slug)
                is_away.set()

    async with anyio.create_task_group() as group:
        for turn in turns:
            if len(turn.text) >= _LEAST_CHARS:
                group.start_soon(partial(write, turn))
    if is_away.is_set():
        return list(turns)
    return [turn.model_copy(update={"written": written.get(turn.index)}) for turn in turns]


async def _written(text: str, language: str, upstreams: Upstreams) -> str:
    """What stands in the place of something personal stays as it is."""
    parts: list[str] = []
    at = 0
    for found in [*PLACEHOLDER.finditer(text), None]:
        between = text[at : found.start() if found else len(text)].strip()
        if any(map(str.isalnum, between)):
            request = {"text": between, "language": language}
            answer = await ask(WrittenText, upstreams[LANGUAGE], "/normalise", json=request)
            between = answer.written
        parts += [between] if between else []
        if found:
            parts.append(found[0])
            at = found.end()
    return " ".join(parts)
