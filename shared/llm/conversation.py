"""One question to a language model, and what it said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import structlog

from shared.llm.budget import TaskTokens
from shared.llm.endpoint import ModelEndpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = structlog.get_logger(__name__)

CHARACTERS_A_TOKEN = 3
"""Fewer than of English text, so that a prompt is never counted as shorter than it is."""


class NoReply(Exception):
    """`away`: it could not be reached or refused to answer; `budget`: it may not be asked; `unreadable`: what came is no whole answer."""

    def __init__(self, reason: Literal["away", "budget", "unreadable"]) -> None:
        super().__init__(reason)
        self.reason = reason


async def complete(
    client: "AsyncOpenAI",
    model: ModelEndpoint,
    messages: Sequence[dict[str, str]],
    task: TaskTokens,
    *,
    response_format: dict[str, Any],
    characters_a_token: float = CHARACTERS_A_TOKEN,
) -> str:
    """What the model said. `response_format` is sent where the endpoint takes a schema. Raises NoReply."""
    import openai

    asked = int(sum(len(each["content"]) for each in messages) / characters_a_token)
    if not task.allows(asked + model.max_reply_tokens):
        raise NoReply("budget")
    form: dict[str, Any] = {"response_format": response_format} if model.structured else {}
    try:
        create: Any = client.chat.completions.create  # its overloads know no dicts
        answer = await create(
            model=model.name,
            messages=messages,
            max_completion_tokens=model.max_reply_tokens,
            temperature=0.2,
            **form,
        )
    except openai.APIStatusError as error:
        log.warning("llm_answered", status=error.status_code)
        raise NoReply("away") from error
    except (openai.OpenAIError, ValueError, RecursionError) as error:
        log.warning("llm_unreachable", error=type(error).__name__)
        raise NoReply("away") from error
    told: Any = getattr(getattr(answer, "usage", None), "total_tokens", None)
    if not isinstance(told, int) or told <= 0:
        told = asked + model.max_reply_tokens
    task.spend(told)
    return _said(answer)


def _said(answer: Any) -> str:
    """The client checks no shape. Raises NoReply for an answer of another."""
    try:
        choice = answer.choices[0]
        said = choice.message.content or ""
        is_cut = choice.finish_reason == "length"
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise NoReply("unreadable") from error
    if is_cut or not isinstance(said, str):
        raise NoReply("unreadable")
    return said


def without_fence(said: str) -> str:
    """Small models wrap JSON in a code block."""
    text = said.strip()
    if text.startswith("```") and text.endswith("```"):
        return text[3:-3].removeprefix("json").strip()
    return text
