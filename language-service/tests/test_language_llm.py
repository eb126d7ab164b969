"""The translator `llm` against a real server on loopback that speaks the provider's protocol."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.responses import JSONResponse

from shared.engines import EngineContext, EngineUnavailable
from shared.languages import language_name
from shared.testing.llm_provider import FakeProvider, completion, serving

from ..app.core.config import Settings
from ..app.services.engines.translators import llm
from ..app.services.translation.protected import find_protected
from ..app.services.translation.units import Direction, Outcome, Refusal, Rendering, SourceSentence

EN_TA = Direction("en", "ta")


@pytest.fixture(scope="module")
def running() -> Iterator[FakeProvider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: FakeProvider) -> FakeProvider:
    running.line.clear()
    running.asked.clear()
    return running


def load(provider: FakeProvider, **changed: Any) -> llm.ModelTranslator:
    usual = {"llm_provider": "local", "llm_base_url": provider.address, "llm_model": "tiny", "llm_retries": 0}  # fmt: skip
    return llm.load(EngineContext(Settings(**{**usual, **changed}), Path("unused"), 1))


def replied(*texts: str) -> dict[str, Any]:
    return {"translations": [{"id": n, "text": text} for n, text in enumerate(texts, 1)]}


def translated(
    provider: FakeProvider, *texts: str, glossary: dict[str, str] | None = None, **changed: Any
) -> Sequence[Outcome]:
    sentences = [SourceSentence(each, find_protected(each, glossary)) for each in texts]
    return load(provider, **changed).translate(sentences, EN_TA, "formal")


def test_sentences_are_asked_together_and_told_by_their_ids(provider: FakeProvider):
    provider.line[:] = [{"translations": [{"id": 2, "text": "இரண்டு"}, {"id": 1, "text": "ஒன்று"}]}]
    told = translated(provider, "One.", "Two.")
    assert told == [Rendering("ஒன்று", formality="formal"), Rendering("இரண்டு", formality="formal")]
    [asked] = provider.asked
    assert asked["response_format"]["json_schema"]["strict"] is True
    system, user = (each["content"] for each in asked["messages"])
    assert "from English into Tamil, in a formal register" in system
    assert json.loads(user)["sentences"][1] == {"id": 2, "text": "Two."}


def test_what_is_protected_does_not_leave_and_comes_back(provider: FakeProvider):
    provider.line[:] = [replied("[[2]] க்கு ஆர்டர் [[1]]")]
    [told] = translated(provider, "Order AB-4521 for ₹500.")
    assert told == Rendering("₹500 க்கு ஆர்டர் AB-4521", formality="formal")
    assert "4521" not in json.dumps(provider.asked)


def test_a_lost_mark_is_asked_for_again_and_then_refused(provider: FakeProvider):
    provider.line[:] = [replied("ஆர்டர்"), replied("ஆர்டர் AB-4521")]
    assert translated(provider, "Order AB-4521.") == [Rendering("ஆர்டர் AB-4521", formality="formal")]  # fmt: skip
    provider.line[:] = [replied("ஆர்டர்"), replied("ஆர்டர் AB-4512")]
    assert translated(provider, "Order AB-4521.") == [Refusal("not_kept")]


def test_terms_are_in_the_prompt_and_in_the_translation(provider: FakeProvider):
    provider.line[:] = [replied("[[1]] வேண்டும்")]
    told = translated(provider, "I want a refund.", glossary={"refund": "ரீஃபண்ட்"})
    assert told == [Rendering("ரீஃபண்ட் வேண்டும்", formality="formal")]
    assert '{"refund": "ரீஃபண்ட்"}' in provider.asked[0]["messages"][0]["content"]


def test_a_sentence_that_was_left_out_or_told_twice_is_refused_alone(provider: FakeProvider):
    twice = {"translations": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}, {"id": 3, "text": "மூன்று"}]}  # fmt: skip
    provider.line[:] = [twice]
    told = translated(provider, "One.", "Two.", "Three.")
    assert told[:2] == [Refusal("empty_answer"), Refusal("empty_answer")]
    assert told[2] == Rendering("மூன்று", formality="formal")


@pytest.mark.parametrize(
    "said",
    [
        "no JSON",
        {"translations": "none"},
        lambda: JSONResponse({"error": {"message": "no"}}, status_code=500),
        lambda: completion("{}", finish="length"),
        lambda: JSONResponse({"choices": []}),
    ],
)
def test_a_model_that_gives_no_answer_is_away(provider: FakeProvider, said: Any):
    provider.line[:] = [said]
    assert translated(provider, "One.", "Two.") == [Refusal("away"), Refusal("away")]


def test_a_reply_in_a_code_block_is_read(provider: FakeProvider):
    provider.line[:] = [f"```json\n{json.dumps(replied('ஒன்று'))}\n```"]
    assert translated(provider, "One.") == [Rendering("ஒன்று", formality="formal")]


def test_past_its_budget_the_model_is_not_asked(provider: FakeProvider):
    provider.line[:] = [replied("ஒன்று")]
    assert translated(provider, "One.", llm_tokens_per_day=100) == [Refusal("away")]
    assert provider.asked == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"llm_provider": None}, "LANGUAGE_LLM_PROVIDER"),
        ({"llm_base_url": ""}, "LANGUAGE_LLM_BASE_URL"),
        ({"llm_model": ""}, "LANGUAGE_LLM_MODEL"),
        ({"llm_provider": "openai"}, "LANGUAGE_LLM_API_KEY"),
    ],
)
def test_a_setting_that_is_missing_is_named(
    provider: FakeProvider, changed: dict[str, Any], named: str
):
    with pytest.raises(EngineUnavailable, match=named):
        load(provider, **changed)


def test_a_language_has_its_name_or_its_code():
    assert (language_name("hi"), language_name("xyz")) == ("Hindi", "xyz")
