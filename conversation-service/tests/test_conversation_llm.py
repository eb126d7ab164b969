"""Sentiment by a language model, against a real server on loopback that speaks the provider's protocol."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.engines import EngineContext, EngineUnavailable
from shared.testing.llm_provider import FakeProvider, serving

from ..app.core.config import Settings
from ..app.services.engines.sentiments import llm
from ..app.services.engines.sentiments.base import SentimentOdds


@pytest.fixture(scope="module")
def running() -> Iterator[FakeProvider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: FakeProvider) -> FakeProvider:
    running.line.clear()
    running.asked.clear()
    return running


def load(provider: FakeProvider, **changed: Any) -> llm.ModelSentimentTeller:
    usual = {"llm_provider": "local", "llm_base_url": provider.address, "llm_model": "tiny", "llm_retries": 0}  # fmt: skip
    return llm.load(EngineContext(Settings(**{**usual, **changed}), Path("unused"), 1))


def turn(number: int, negative: float, neutral: float, positive: float) -> dict[str, float]:
    return {"id": number, "negative": negative, "neutral": neutral, "positive": positive}


def test_turns_are_asked_together_and_told_by_their_ids(provider: FakeProvider):
    provider.line[:] = [{"turns": [turn(2, 0, 0.2, 0.6), turn(1, 1, 0, 0)]}]
    told = load(provider).tell(["Bad.", "Good."])
    assert told[0] == SentimentOdds(1, 0, 0)
    assert told[1] is not None
    assert (told[1].neutral, told[1].positive) == pytest.approx((0.25, 0.75))
    [asked] = provider.asked
    assert asked["response_format"]["json_schema"]["strict"] is True
    assert json.loads(asked["messages"][1]["content"])["turns"][1] == {"id": 2, "text": "Good."}


def test_a_turn_that_the_model_left_out_has_none(provider: FakeProvider):
    provider.line[:] = [{"turns": [turn(2, 0, 1, 0), turn(9, 0, 0, 1)]}]
    assert load(provider).tell(["One.", "Two."]) == [None, SentimentOdds(0, 1, 0)]


@pytest.mark.parametrize(
    "reply", [{"turns": [turn(1, 2, 0, 0)]}, {"turns": "none"}, {"turns": [turn(1, 0, 0, 0)]}]
)
def test_what_can_t_be_read_is_no_answer(provider: FakeProvider, reply: dict[str, Any]):
    provider.line[:] = [reply]
    assert load(provider).tell(["One."]) == [None]


def test_without_tokens_nobody_is_asked(provider: FakeProvider):
    assert load(provider, llm_tokens_per_day=0).tell(["One."]) == [None]
    assert provider.asked == []


def test_a_provider_that_isn_t_set_up_is_unavailable():
    with pytest.raises(EngineUnavailable, match="CONVERSATION_LLM"):
        llm.load(EngineContext(Settings(), Path("unused"), 1))
