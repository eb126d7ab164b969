"""Moments of a call in a model's words: taken where they hold, the rules' words where they don't."""

from typing import Any

import httpx
import pytest

from shared.contracts.moments import MomentToWord
from shared.testing import service_client

from ..app.services.claims import load_lexicons
from ..app.services.engines.llm import LlmCoach
from ..app.services.moments.guard import problems_of_moment
from .provider import load_coach, serving

ASKED_AGAIN: dict[str, Any] = {
    "title": "The customer had to ask again",
    "reason": "The customer asked to have it repeated: “Sorry, which day was that?”.",
    "advice": "Say the sentence again, slower, with a pause before what matters, and check that it was understood.",
    "is_good": False,
    "quotes": ["Your order comes on Thursday.", "Sorry, which day was that?"],
}
SILENCE: dict[str, Any] = {
    "title": "A long silence",
    "reason": "Nobody said anything for 12 s.",
    "advice": "Say what you are doing and how long it takes before you go quiet, and come back every few seconds.",
    "is_good": False,
    "quotes": [],
}
EMPATHY: dict[str, Any] = {
    "title": "Naming the customer's trouble",
    "reason": "The agent named it: “I understand how annoying this is.”.",
    "advice": "Keep doing this before you explain anything.",
    "is_good": True,
    "quotes": ["I understand how annoying this is."],
}
GOOD = [
    (ASKED_AGAIN, "The customer asked again: “Sorry, which day was that?”.", "Say it once more, slower, and make a short pause before the day."),
    (ASKED_AGAIN, "“Sorry, which day was that?” the customer asked.", "Put a little pause before what matters, and check that it was understood."),
    (SILENCE, "Nobody said anything for 12 s here.", "Tell the customer what you are doing, and how long it takes."),
    (EMPATHY, "You named it: “I understand how annoying this is.”.", "Keep doing this first, before you explain anything."),
]  # fmt: skip
BAD = [
    (ASKED_AGAIN, "The customer asked three times.", "Say it slower.", "counted"),
    (ASKED_AGAIN, "The customer asked again: “You are hopeless!”.", "Say it slower.", "nobody said"),
    (ASKED_AGAIN, "The customer never asked: “Sorry, which day was that?”.", "Say it slower.", "round"),
    (ASKED_AGAIN, "The customer asked again.", "Say it slower.", "leaves out"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”. Your accent is bad.", "Say it slower.", "identity"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "You were rude and careless.", "judges"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "Visit evil.example for more.", "address"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "Give a discount of 50 percent.", "50"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "Your vowels need work.", "vowel"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "You'll never lose a customer again, I promise.", "promises"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”.", "This call was a catastrophe.", "neither plain"),
    (ASKED_AGAIN, "The customer asked: “Sorry, which day was that?”, in a loud voice.", "Say it slower.", "loud"),
    (SILENCE, "Nobody said anything for 40 s.", "Say what you are doing.", "40"),
    (SILENCE, "It was fine.", "Say what you are doing.", "leaves out"),
    (SILENCE, "Nobody said anything for 12 s.", "", "no words"),
    (SILENCE, "Nobody said anything for 12 s. " * 12, "Say what you are doing.", "characters"),
    (SILENCE, "Nobody said anything for 12 s because Priya was at lunch.", "Say what you are doing.", "priya"),
]  # fmt: skip


def problems(moment: dict[str, Any], reason: str, advice: str) -> list[str]:
    sent = MomentToWord.model_validate(moment)
    return problems_of_moment(reason, advice, sent, load_lexicons()["en"])


@pytest.mark.parametrize(("moment", "reason", "advice"), GOOD)
def test_words_that_say_the_same_hold(moment: dict[str, Any], reason: str, advice: str):
    assert problems(moment, reason, advice) == []


@pytest.mark.parametrize("moment", [ASKED_AGAIN, SILENCE, EMPATHY])
def test_the_rules_own_words_hold(moment: dict[str, Any]):
    assert problems(moment, moment["reason"], moment["advice"]) == []


@pytest.mark.parametrize(("moment", "reason", "advice", "why"), BAD)
def test_what_was_not_measured_is_not_said(
    moment: dict[str, Any], reason: str, advice: str, why: str
):
    found = problems(moment, reason, advice)
    assert any(why in each for each in found), found


def word(coach: LlmCoach, *moments: dict[str, Any]) -> list[tuple[str, str]]:
    sent = [MomentToWord.model_validate(each) for each in moments]
    return [(each.source, each.reason) for each in coach.word_moments(sent)]


def test_a_models_words_are_taken_moment_by_moment():
    reason = "“Sorry, which day was that?” the customer asked."
    reply = {
        "moments": [
            {"id": 1, "reason": reason, "advice": "Say it slower."},
            {"id": 2, "reason": "Nobody said anything for 90 s.", "advice": "Talk."},
        ]
    }
    with serving() as provider:
        provider.line = [reply]
        told = word(load_coach(provider), ASKED_AGAIN, SILENCE, EMPATHY)
        (asked,) = provider.asked
    assert told == [("llm", reason), ("rules", SILENCE["reason"]), ("rules", EMPATHY["reason"])]
    assert asked["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize("line", [["no JSON"], [{"moments": 3}], [{}], []])
def test_a_model_that_says_nothing_usable_changes_nothing(line: list[Any]):
    with serving() as provider:
        coach = load_coach(provider)
        provider.line = line
        assert word(coach, SILENCE) == [("rules", SILENCE["reason"])]


def test_past_its_budget_a_model_is_not_asked():
    with serving() as provider:
        coach = load_coach(provider, LLM_TOKENS_PER_DAY=10)
        assert word(coach, SILENCE) == [("rules", SILENCE["reason"])]
        assert provider.asked == []


@pytest.fixture
async def client() -> Any:
    from ..app.main import app

    async with service_client(app) as started:
        yield started


@pytest.mark.anyio
async def test_without_a_model_moments_come_back_as_they_were_sent(client: httpx.AsyncClient):
    answer = await client.post("/moments", json={"moments": [ASKED_AGAIN, SILENCE]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["moments"] == [
        {"reason": each["reason"], "advice": each["advice"], "source": "rules"}
        for each in (ASKED_AGAIN, SILENCE)
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("moments", [[], [SILENCE] * 11, [SILENCE | {"mood": "sad"}], [SILENCE | {"reason": ""}]])  # fmt: skip
async def test_moments_that_can_not_be_are_refused(
    client: httpx.AsyncClient, moments: list[dict[str, Any]]
):
    assert (await client.post("/moments", json={"moments": moments})).status_code == 422
