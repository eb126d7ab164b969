"""POST /analyse, with the mock and with what comes along."""

from collections.abc import AsyncIterator

import httpx
import numpy as np
import pytest

from shared.contracts.conversation import ConversationAnalysis
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.sentiments.embedded.head import SentimentHead

pytestmark = pytest.mark.anyio

CALL = [
    ("agent", "Thank you for calling, how can I help you?", 0.0, 3.0),
    ("customer", "My phone is broken. When will it be mended?", 3.5, 6.5),
    ("agent", "Let me look.", 6.8, 7.8),
    ("agent", "It will be ready on Monday, and it costs nothing at all.", 12.0, 16.0),
    ("customer", "That is great, thanks!", 15.0, 17.0),
]


def body(call: list[tuple[str, str, float, float]]) -> dict[str, object]:
    names = ("speaker", "text", "start_s", "end_s")
    return {"turns": [dict(zip(names, turn, strict=True)) for turn in call]}


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


async def analysed(client: httpx.AsyncClient, call=CALL) -> ConversationAnalysis:
    answer = await client.post("/analyse", json=body(call))
    assert answer.status_code == 200, answer.text
    return ConversationAnalysis.model_validate(answer.json())


async def test_each_turn_and_each_speaker_is_told(client: httpx.AsyncClient):
    told = await analysed(client)
    assert (told.engine, told.mock, told.duration_s) == ("mock", True, 17)
    assert [turn.sentiment for turn in told.turns] == [
        "positive", "negative", "neutral", "neutral", "positive",
    ]  # fmt: skip
    assert [turn.n_questions for turn in told.turns] == [1, 1, 0, 0, 0]
    agent, customer = told.speakers
    assert (agent.speaker, agent.n_turns, agent.talk_s, agent.n_words) == ("agent", 3, 8, 24)
    assert agent.talk_share == pytest.approx(8 / 13, abs=1e-4)
    assert agent.words_per_min == pytest.approx(24 / 8 * 60, abs=0.1)
    assert (customer.n_interruptions, agent.n_interruptions) == (1, 0)
    assert [(each.start_s, each.end_s) for each in told.silences] == [(7.8, 12.0)]
    (interruption,) = told.interruptions
    assert (interruption.speaker, interruption.turn, interruption.interrupted_turn) == ("customer", 4, 3)  # fmt: skip
    assert (agent.longest_monologue.start_s, agent.longest_monologue.end_s) == (12, 16)


async def test_a_speaker_s_mood_is_the_mean_by_words(client: httpx.AsyncClient):
    call = [("a", "thanks", 0.0, 1.0), ("a", "it is just very wrong", 1.0, 3.0)]
    (speaker,) = (await analysed(client, call)).speakers
    assert speaker.sentiment is not None
    # one word at .8 positive, five at .8 negative
    assert speaker.sentiment.positive == pytest.approx((0.8 + 5 * 0.1) / 6, abs=0.001)
    assert speaker.sentiment.negative == pytest.approx((0.1 + 5 * 0.8) / 6, abs=0.001)


async def test_a_turn_without_words_has_no_mood(client: httpx.AsyncClient):
    told = await analysed(client, [("a", "…", 0.0, 0.2)])
    (turn,) = told.turns
    assert (turn.sentiment, turn.probabilities, turn.n_words, turn.words_per_min) == (None, None, 0, None)  # fmt: skip
    assert told.speakers[0].sentiment is None


async def test_turns_are_told_as_they_were_sent_whatever_their_order(client: httpx.AsyncClient):
    told = await analysed(client, CALL[::-1])
    assert [turn.n_questions for turn in told.turns] == [0, 0, 0, 1, 1]
    assert [each.speaker for each in told.speakers] == ["agent", "customer"]
    assert told.interruptions[0].turn == 0


async def test_a_turn_that_ends_before_it_begins_is_named(client: httpx.AsyncClient):
    refused = await client.post("/analyse", json=body([("a", "hello", 3.0, 2.0)]))
    assert (refused.status_code, refused.json()["field"]) == (422, "turns.0.end_s")


@pytest.mark.parametrize("sent", [{}, {"turns": []}, {"turns": [{"speaker": "a"}]}])
async def test_what_holds_no_turns_is_refused(client: httpx.AsyncClient, sent: dict[str, object]):
    assert (await client.post("/analyse", json=sent)).status_code == 422


async def test_what_was_learned_tells_moods_in_two_languages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOCK_MODE", "false")
    call = [
        ("a", "I am furious, you have charged me again.", 0.0, 2.0),
        ("a", "The office is on the second floor.", 2.0, 4.0),
        ("a", "That is wonderful, thank you!", 4.0, 6.0),
        ("a", "आपका बहुत शुक्रिया, बहुत अच्छा काम किया।", 6.0, 8.0),
        ("a", "यह बहुत बुरा है, मेरे पैसे डूब गए।", 8.0, 10.0),
    ]
    async with service_client(app) as client:
        told = await analysed(client, call)
    assert told.engine == "e5-small"
    assert [turn.sentiment for turn in told.turns] == [
        "negative", "neutral", "positive", "positive", "negative",
    ]  # fmt: skip
    for turn in told.turns:
        assert turn.probabilities is not None
        shares = turn.probabilities.model_dump().values()
        assert sum(shares) == pytest.approx(1, abs=0.002)


def test_a_head_gives_probabilities_by_its_weights():
    weights = np.zeros((3, 3), np.float32)
    weights[0] = np.log([1, 2, 1])
    weights[1, 2] = np.log(4) / 10
    head = SentimentHead(np.zeros(2, np.float32), weights)
    told = head.probabilities(np.array([[0, 0], [1, 0]], np.float32))
    assert told[0] == pytest.approx([0.25, 0.5, 0.25])
    assert told[1] == pytest.approx([1 / 7, 2 / 7, 4 / 7])
