"""The translation memory, through the service and part by part."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.contracts.translation import TranslatedText, Translation
from shared.embeddings.e5_small import E5Small, WrongModelFile, require_checksum
from shared.engines import EngineContext
from shared.settings import CommonSettings
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.translators.phrases import TranslationMemory, load
from ..app.services.engines.translators.phrases.memory import LANGUAGES, memory_rows, sayings
from ..app.services.engines.translators.phrases.slots import assign, slot_values
from ..app.services.engines.translators.phrases.wording import asks, n_negations, stem, words_of
from ..app.services.translation.protected import find_protected
from ..app.services.translation.units import SourceSentence
from .odd_texts import ODD_TEXTS

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def memory() -> TranslationMemory:
    return load(EngineContext(None, CommonSettings().model_dir, 1))


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch, memory: TranslationMemory) -> AsyncIterator[httpx.AsyncClient]:  # fmt: skip
    """All of this file share one memory: loading it takes longer than a test."""
    place = "language-service.app.services.engines.translators.phrases.load"
    monkeypatch.setattr(place, lambda context: memory)
    async with service_client(app) as client:
        yield client


async def ask(client: httpx.AsyncClient, *texts: str, into: str = "hi", **more: Any) -> list[TranslatedText]:  # fmt: skip
    source = "en" if into == "hi" else "hi"
    asked = {"texts": list(texts), "source": source, "target": into, **more}
    answer = await client.post("/translate", json=asked)
    assert answer.status_code == 200, answer.text
    told = Translation.model_validate(answer.json())
    assert (told.engine, told.mock) == ("phrases", False)
    return told.translations


@pytest.mark.parametrize(
    ("text", "into", "expected"),
    [
        ("Where is my order?", "hi", "मेरा ऑर्डर कहाँ है?"),
        ("where's my order", "hi", "मेरा ऑर्डर कहाँ है?"),
        ("Where is my order AB-4521?", "hi", "मेरा ऑर्डर AB-4521 कहाँ है?"),
        ("I have paid 450 rupees.", "hi", "मैंने ₹450 का भुगतान किया है।"),
        ("A technician will come on 3 May.", "hi", "तकनीशियन 3 मई को आएगा।"),
        ("Your appointment is on 12/05/2026 at 10:30.", "hi", "आपका अपॉइंटमेंट 12/05/2026 को 10:30 बजे है।"),
        ("My name is Asha Rao.", "hi", "मेरा नाम Asha Rao है।"),
        ("Hello, thank you for calling. How can I help you?", "hi", "नमस्ते, कॉल करने के लिए धन्यवाद। मैं आपकी क्या मदद कर सकता हूँ?"),
        ("मेरा ऑर्डर कहाँ है?", "en", "Where is my order?"),
        ("मैंने 450 रुपये का भुगतान किया है।", "en", "I have paid ₹450."),
        ("तकनीशियन 3 मई को आएगा।", "en", "A technician will come on 3 May."),
        ("मेरा नाम आशा है।", "en", "My name is आशा."),
        ("The link is ended.", "hi", "लिंक बंद हो गया।"),
    ],
)  # fmt: skip
async def test_a_sentence_that_is_known_is_given_with_its_own_figures(
    client: httpx.AsyncClient, text: str, into: str, expected: str
):
    [told] = await ask(client, text, into=into)
    assert (told.translation, told.reason) == (expected, None)
    assert told.confidence is not None
    assert told.confidence > 0.68


@pytest.mark.parametrize(
    ("text", "into"),
    [
        ("I do not want a refund.", "hi"),
        ("Where is my brother?", "hi"),
        ("Your order will not arrive today.", "hi"),
        ("I paid 450 rupees and then 50 more.", "hi"),
        ("Please call me back at 5 pm on 3 May or 4 May.", "hi"),
        ("My name is not on the list.", "hi"),
        ("<b>Where is my order?</b>", "hi"),
        ("मुझे पैसे वापस नहीं चाहिए।", "en"),
        ("मेरा नाम ग़लत है।", "en"),
        ("आज मौसम अच्छा है।", "en"),
        ("where is mera order", "hi"),
    ],
)
async def test_a_sentence_that_is_not_known_has_no_translation(
    client: httpx.AsyncClient, text: str, into: str
):
    [told] = await ask(client, text, into=into)
    assert (told.translation, told.reason) == (None, "no_match")


async def test_one_unknown_sentence_leaves_the_text_without_but_not_its_neighbours(
    client: httpx.AsyncClient,
):
    [told] = await ask(client, "Where is my order? The sea is wide.")
    assert (told.translation, told.reason, told.confidence) == (None, "no_match", None)
    assert [each.translation for each in told.sentences] == ["मेरा ऑर्डर कहाँ है?", None]


async def test_the_register_is_formal_and_another_is_refused(client: httpx.AsyncClient):
    [formal] = await ask(client, "Where is my order?", formality="formal")
    [informal] = await ask(client, "Where is my order?", formality="informal")
    assert formal.sentences[0].formality == "formal"
    assert (informal.translation, informal.reason) == (None, "formality")


async def test_a_term_that_the_stored_translation_lacks_is_refused(client: httpx.AsyncClient):
    for target, reason in (("ऑर्डर", None), ("पार्सल", "term_missing")):
        glossary = [{"source": "order", "target": target}]
        [told] = await ask(client, "Where is my order?", glossary=glossary)
        assert told.reason == reason


async def test_what_comes_back_of_a_stored_sentence_is_all_of_it(client: httpx.AsyncClient):
    [told] = await ask(client, "Where is my order?", round_trip=True)
    assert told.sentences[0].round_trip == 1.0
    assert told.sentences[0].script_share == 1.0


async def test_two_hundred_odd_texts_lose_no_number(client: httpx.AsyncClient):
    for at in range(0, len(ODD_TEXTS), 64):
        texts = [text[:600] for text in ODD_TEXTS[at : at + 64]]
        told = await ask(client, *texts)
        assert len(told) == len(texts)
        for text, answer in zip(texts, told, strict=True):
            if answer.translation is not None:
                given, came = (Counter(filter(str.isdecimal, each)) for each in (text, answer.translation))  # fmt: skip
                assert came == given


def test_nothing_is_loaded_before_the_first_sentence():
    fresh = load(EngineContext(None, CommonSettings().model_dir, 1))
    fresh.warm_up()
    assert not fresh.is_loaded


def test_the_memory_has_what_it_claims():
    rows = memory_rows()
    assert len(rows) >= 200
    assert {row.reviewed for row in rows} == {"no"}  # a native reader writes their name here
    for language in LANGUAGES:
        said = Counter(each.text for each in sayings(language))
        assert [text for text, n in said.items() if n > 1] == []


def values_of(text: str, language: str = "en") -> list[tuple[tuple[str, ...], str]]:
    target = "hi" if language == "en" else "en"
    found = slot_values(SourceSentence(text, find_protected(text)), language, target)
    return [(each.slots, each.written) for each in found]


def test_slots_take_what_fits_them_and_leave_nothing_over():
    assert values_of("on May 3") == [(("date",), "3 मई")]
    assert values_of("3 मई को", "hi") == [(("date",), "3 May")]
    assert values_of("5 रुपए", "hi") == [(("amount",), "₹5")]
    assert values_of("it takes 5 days") == [(("order", "number", "time"), "5")]
    source = SourceSentence("5 and ₹7", find_protected("5 and ₹7"))
    values = slot_values(source, "en", "hi")
    assert assign(values, Counter(["amount", "number"])) == ["number", "amount"]
    assert assign(values, Counter(["amount"])) is None
    assert assign(values, Counter(["amount", "number", "date"])) is None


def test_words_are_compared_without_endings_and_contractions():
    assert words_of("I'd like it, don’t you?", "en") == ["i", "want", "it", "do", "not", "you"]
    assert stem("cancelled", "en") == stem("cancelling", "en") == "cancell"
    assert n_negations(words_of("मुझे नहीं पता", "hi"), "hi") == 1
    assert asks("where is it", ["where", "is", "it"], "en")
    assert not asks("It is here.", ["it", "is", "here"], "en")


def test_other_weights_than_the_known_ones_are_not_used(tmp_path: Path):
    file = tmp_path / "weights.bin"
    file.write_bytes(b"others")
    with pytest.raises(WrongModelFile, match=r"weights\.bin"):
        require_checksum(file, "00")


def test_embeddings_have_length_one_and_do_not_end_at_a_nul():
    vectors = E5Small().embed(["Where is it?", "Where\0is it?", "यह कहाँ है?"])
    assert vectors.shape == (3, 384)
    assert (vectors**2).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-3)
    assert float(vectors[0] @ vectors[1]) > 0.95
