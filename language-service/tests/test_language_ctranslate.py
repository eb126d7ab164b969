"""The translator `ctranslate2`, on a tiny model in its real format (tiny_translator.py)."""

import json
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest

from shared.abandon import Abandoned, run_abandonable
from shared.contracts.translation import Translation
from shared.engines import EngineContext
from shared.testing import service_client

from ..app.core.config import Settings
from ..app.main import app
from ..app.services.engines.translators import ctranslate
from ..app.services.translation.protected import find_protected
from ..app.services.translation.units import Direction, Refusal, Rendering, SourceSentence
from .odd_texts import ODD_TEXTS
from .tiny_translator import make_model, make_sentencepiece, make_tokenizer

pytestmark = pytest.mark.anyio

WORDS = {
    "where": "कहाँ", "is": "है", "my": "मेरा", "order": "ऑर्डर", "late": "देर", "red": "लाल", "?": "?", ".": "।",
    "X1X": "X1X", "X2X": "X2X", "X3X": "X3X",
}  # fmt: skip
BACK = {target: source for source, target in WORDS.items()}
MARIAN = 'family = "marian"\nlicence = "of the test"\ndirections = [["en", "hi"]]\ntokenizer = "tokenizer.json"\nplaceholder = "X{n}X"\nmost_tokens = 30\n'
EN_HI = Direction("en", "hi")


def described(folder: Path, content: str = MARIAN) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "translator.toml").write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = described(tmp_path_factory.mktemp("models") / "tiny-en-hi")
    make_model(folder, WORDS)
    make_tokenizer(folder, WORDS)
    return folder


def loaded(folder: Path) -> ctranslate.ConvertedTranslator:
    context = EngineContext(Settings(translator_model=str(folder)), Path("unused"), 1)
    return ctranslate.load(context)


@pytest.fixture
async def client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:  # fmt: skip
    monkeypatch.setenv("LANGUAGE_TRANSLATOR", "ctranslate2")
    monkeypatch.setenv("LANGUAGE_TRANSLATOR_MODEL", str(folder))
    async with service_client(app) as client:
        yield client


async def ask(client: httpx.AsyncClient, *texts: str, **more: Any) -> Translation:
    answer = await client.post("/translate", json={"texts": texts, "source": "en", "target": "hi", **more})  # fmt: skip
    assert answer.status_code == 200, answer.text
    return Translation.model_validate(answer.json())


def sentence(text: str) -> SourceSentence:
    return SourceSentence(text, find_protected(text))


async def test_sentences_come_from_the_model_with_its_scores(client: httpx.AsyncClient):
    told = await ask(client, "where is my order?", "order is late.")
    assert (told.engine, told.model_version) == ("ctranslate2", "tiny-en-hi")
    assert [each.translation for each in told.translations] == ["कहाँ है मेरा ऑर्डर ?", "ऑर्डर है देर ।"]
    [first] = told.translations[0].sentences
    assert first.score is not None
    assert -0.1 < first.score < 0
    assert (first.confidence, first.script_share) == (None, 1.0)  # nobody has judged it


async def test_numbers_and_ids_come_back_and_what_the_model_loses_is_refused(
    client: httpx.AsyncClient, folder: Path
):
    told = await ask(client, "order AB-4521 is late ₹500", "AB-1 AB-2 AB-3 AB-4 is late")
    assert told.translations[0].translation == "ऑर्डर AB-4521 है देर ₹500"
    # The model has words for three placeholders; the fourth, and ids themselves, are unknown to it.
    assert (told.translations[1].translation, told.translations[1].reason) == (None, "not_kept")


async def test_a_batch_is_what_its_sentences_are_one_by_one(folder: Path):
    model = loaded(folder)
    words = list(WORDS)[:6]
    texts = [" ".join(words[(at * step) % 6] for at in range(1 + step % 9)) for step in range(1, 65)]  # fmt: skip
    batch = model.translate([sentence(each) for each in texts], EN_HI, None)
    single = [model.translate([sentence(each)], EN_HI, None)[0] for each in texts]
    expected = [" ".join(WORDS[word] for word in text.split()) for text in texts]
    for together, alone, text in zip(batch, single, expected, strict=True):
        assert isinstance(together, Rendering)
        assert isinstance(alone, Rendering)
        assert together.text == alone.text == text
        assert together.score == pytest.approx(alone.score, abs=1e-3)


async def test_a_stream_joined_is_the_whole_and_cached_sentences_are_the_same(
    client: httpx.AsyncClient,
):
    text = "where is my order?\nred order is late. my red order. " * 8
    asked = {"texts": [text], "source": "en", "target": "hi"}
    streamed = await client.post("/translate", json=asked, headers={"accept": "text/event-stream"})
    events = [json.loads(each.partition("data: ")[2]) for each in streamed.text.split("\n\n") if each]  # fmt: skip
    joined = "".join(each["sentence"]["before"] + each["sentence"]["translation"] for each in events if each["type"] == "sentence")  # fmt: skip
    whole = (await ask(client, text)).translations[0]
    assert joined + whole.after == whole.translation
    assert joined.count("ऑर्डर") == 24
    metrics = (await client.get("/metrics")).text
    # 24 of the second request, and of the first those behind its first turn of 16.
    assert 'translated_sentences_total{outcome="cached"} 32.0' in metrics


async def test_two_hundred_odd_texts_lose_no_number(client: httpx.AsyncClient):
    for at in range(0, len(ODD_TEXTS), 64):
        texts = ODD_TEXTS[at : at + 64]
        told = await ask(client, *texts)
        for text, answer in zip(texts, told.translations, strict=True):
            assert "".join(each.before + each.source for each in answer.sentences) + answer.after == text  # fmt: skip
            if answer.translation is not None:
                assert sorted(filter(str.isdecimal, answer.translation)) == sorted(filter(str.isdecimal, text))  # fmt: skip


def test_what_is_longer_than_the_model_takes_is_refused(folder: Path):
    model = loaded(described_copy(folder, folder.parent / "short", MARIAN.replace("= 30", "= 8")))
    long, short = model.translate([sentence("my " * 9), sentence("my red order")], EN_HI, None)
    assert (long, short) == (Refusal("too_long"), Rendering("मेरा लाल ऑर्डर", short.score))  # type: ignore[union-attr]


def test_half_a_translation_is_none(tmp_path: Path):
    folder = described(tmp_path / "endless", MARIAN.replace("= 30", "= 8"))
    make_model(folder, WORDS, ends=False)
    make_tokenizer(folder, WORDS)
    assert loaded(folder).translate([sentence("my order")], EN_HI, None) == [
        Refusal("empty_answer")
    ]


async def test_greedy_search_ends_when_nobody_waits(folder: Path):
    model = loaded(described_copy(folder, folder.parent / "greedy", MARIAN + "beam = 1\n"))
    begun, tokens = threading.Event(), 0
    whole = model._model

    class Slow:
        def translate_batch(self, *asked: Any, callback: Any, **how: Any) -> Any:
            def step(result: Any) -> bool:
                nonlocal tokens
                tokens += 1
                begun.set()
                while not callback(result):
                    threading.Event().wait(0.01)
                return True

            return whole.translate_batch(*asked, callback=step, **how)

    model._model = Slow()  # type: ignore[assignment]
    failures: list[BaseException] = []

    def work() -> None:
        try:
            model.translate([sentence("where is my red order?")], EN_HI, None)
        except BaseException as error:
            failures.append(error)
            raise

    async with anyio.create_task_group() as group:
        group.start_soon(run_abandonable, work, anyio.CapacityLimiter(1))
        await anyio.to_thread.run_sync(begun.wait)
        group.cancel_scope.cancel()
    assert [type(each) for each in failures] == [Abandoned]
    assert tokens == 1


def described_copy(folder: Path, copy: Path, content: str) -> Path:
    described(copy, content)
    for each in folder.iterdir():
        if each.name != "translator.toml":
            (copy / each.name).write_bytes(each.read_bytes())
    return copy


def test_tags_stand_where_each_family_has_them(tmp_path: Path):
    """The dictionary turns a tag into a word, so that it shows where it stood."""
    tags = {"__en__": "en:", "__hi__": "hi:"}
    words = {**WORDS, **tags}
    content = MARIAN.replace("marian", "indictrans2") + '[tags]\nen = "__en__"\nhi = "__hi__"\n'
    folder = described(tmp_path / "indic", content)
    make_model(folder, words)
    make_tokenizer(folder, words)
    [told] = loaded(folder).translate([sentence("my order")], EN_HI, None)
    assert isinstance(told, Rendering)
    assert told.text == "en: hi: मेरा ऑर्डर"


def test_a_model_of_many_languages_begins_with_the_tag_of_the_target(tmp_path: Path):
    words = {**WORDS, "__en__": "__hi__"}
    content = MARIAN.replace("marian", "m2m100") + '[tags]\nen = "__en__"\nhi = "__hi__"\n'
    folder = described(tmp_path / "many", content)
    make_model(folder, words)
    make_tokenizer(folder, words)
    [told] = loaded(folder).translate([sentence("my order")], EN_HI, None)
    assert isinstance(told, Rendering)
    assert told.text == "मेरा ऑर्डर"


def test_sentencepiece_is_read_as_converted_models_bring_it(tmp_path: Path):
    content = MARIAN.replace('tokenizer = "tokenizer.json"', 'sentencepiece = { source = "both.spm", target = "both.spm" }')  # fmt: skip
    folder = described(tmp_path / "pieces", content)
    make_model(folder, make_sentencepiece(folder, WORDS))
    [told] = loaded(folder).translate([sentence("where is order AB-7")], EN_HI, None)
    assert isinstance(told, Rendering)
    assert told.text == "कहाँ है ऑर्डर AB-7"


def test_weights_of_confidence_make_a_probability_of_the_figures(folder: Path):
    content = MARIAN + "[weights_of_confidence]\nbias = 0.0\n"
    model = loaded(described_copy(folder, folder.parent / "judged", content))
    assert model.calibration is not None
    assert model.calibration.bias == 0.0


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (MARIAN.replace("marian", "gpt"), "family"),
        (MARIAN.replace('licence = "of the test"\n', ""), "licence"),
        (MARIAN.replace('tokenizer = "tokenizer.json"\n', ""), "name a tokeniser"),
        (MARIAN.replace("marian", "m2m100"), "tags lack en, hi"),
        (MARIAN.replace("X{n}X", "XX"), "placeholder has"),
        (MARIAN.replace("marian", "indictrans2").replace("hi", "ta") + '[tags]\nen = "a"\nta = "b"\n', "Devanagari"),
        (MARIAN.replace("tokenizer.json", "other.json"), "has no other.json"),
    ],
)  # fmt: skip
def test_a_wrong_description_is_told_by_its_field(tmp_path: Path, content: str, named: str):
    with pytest.raises((ValueError, OSError), match=named):
        loaded(described(tmp_path, content))


def test_without_a_folder_it_says_which_setting_names_one():
    with pytest.raises(ValueError, match="LANGUAGE_TRANSLATOR_MODEL"):
        ctranslate.load(EngineContext(Settings(), Path("unused"), 1))
