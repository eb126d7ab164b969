"""Several texts asked about in one question to a language model, each by its number."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.llm.budget import TaskTokens, TokenBudget
from shared.llm.conversation import NoReply, complete, without_fence
from shared.llm.endpoint import ModelEndpoint, run_within

R = TypeVar("R", bound=BaseModel)

CHARACTERS_A_TOKEN = 1.0
"""Indian scripts take a token a letter and more."""


def ask_about_texts(
    model: ModelEndpoint,
    budget: TokenBudget,
    *,
    system: str,
    texts: Sequence[str],
    called: str,
    reply: type[R],
    response_format: dict[str, Any],
) -> R:
    """The reply to `{called: [{"id": 1, "text": …}, …]}`, within the endpoint's deadline; not from within an event loop. Raises NoReply."""
    given = [{"id": n, "text": text} for n, text in enumerate(texts, 1)]
    messages = [
        {"role": "system", "content": system},
        {"role": "user", "content": json.dumps({called: given}, ensure_ascii=False)},
    ]

    async def converse() -> str:
        async with model.open() as client:
            return await complete(
                client,
                model,
                messages,
                TaskTokens(budget),
                response_format=response_format,
                characters_a_token=CHARACTERS_A_TOKEN,
            )

    try:
        said = run_within(model.deadline_s, converse)
        return reply.model_validate_json(without_fence(said))
    except TimeoutError as error:
        raise NoReply("away") from error
    except ValidationError as error:
        raise NoReply("unreadable") from error
