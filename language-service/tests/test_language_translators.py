"""Several translators side by side, on tiny models in the real format."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.contracts.translation import Translation
from shared.engines import EngineUnavailable
from shared.testing import service_client

from ..app.main import app
from .tiny_translator import make_model, make_tokenizer

pytestmark = pytest.mark.anyio
HINDI = {"red": "लाल", "is": "है", ".": "।"}
OTHER_HINDI = {"red": "रक्तवर्ण", "is": "है", ".": "।"}
TAMIL = {"red": "சிவப்பு", "is": "ஆகும்", ".": "."}
FAMILY = 'family = "marian"\nlicence = "of the test"\ndirections = [["en", "{target}"]]\ntokenizer = "tokenizer.json"\nplaceholder = "X{{n}}X"\nmost_tokens = 30\n'
LISTED = """
[[model]]
name = "tamil"
engine = "ctranslate2"
languages = ["en>ta"]
settings = {{ translator_model = "{folder}/tiny-ta" }}

[[model]]
name = "hindi-next"
engine = "ctranslate2"
languages = ["en>hi"]
share = 0.5
settings = {{ translator_model = "{folder}/tiny-hi-2" }}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("models")
    for name, target, words in (
        ("tiny-hi", "hi", HINDI),
        ("tiny-hi-2", "hi", OTHER_HINDI),
        ("tiny-ta", "ta", TAMIL),
    ):
        model = found / name
        model.mkdir()
        (model / "translator.toml").write_text(FAMILY.format(target=target), encoding="utf-8")
        make_model(model, words)
        make_tokenizer(model, words)
    (found / "models.toml").write_text(LISTED.format(folder=found), encoding="utf-8")
    return found


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_MODE", "false")
    monkeypatch.setenv("LANGUAGE_TRANSLATOR", "ctranslate2")
    monkeypatch.setenv("LANGUAGE_TRANSLATOR_MODEL", str(folder / "tiny-hi"))
    monkeypatch.setenv("LANGUAGE_TRANSLATORS", str(folder / "models.toml"))


@pytest.fixture
async def client(own: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as opened:
        yield opened


async def ask(client: httpx.AsyncClient, target: str, request_id: str = "", **more: Any) -> Translation:  # fmt: skip
    asked = {"texts": ["red is red."], "source": "en", "target": target, **more}
    headers = {"x-request-id": request_id} if request_id else {}
    answer = await client.post("/translate", json=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return Translation.model_validate(answer.json())


async def test_a_pair_is_translated_by_its_model(client: httpx.AsyncClient):
    told = await ask(client, "ta")
    assert (told.model_version, told.translations[0].model_version) == ("tiny-ta", "tiny-ta")
    assert "சிவப்பு" in (told.translations[0].translation or "")


async def test_a_model_on_trial_is_given_a_share_and_told(client: httpx.AsyncClient):
    told = [await ask(client, "hi", f"request{n}") for n in range(24)]
    by = [each.translations[0].model_version for each in told]
    assert set(by) == {"tiny-hi", "tiny-hi-2"}
    for each, version in zip(told, by, strict=True):
        is_next = "रक्तवर्ण" in (each.translations[0].translation or "")
        assert is_next == (version == "tiny-hi-2")
        assert each.model_version == version


async def test_pairs_are_those_of_all_models(client: httpx.AsyncClient):
    told = (await client.get("/pairs")).json()
    assert told["any_pair"] is False
    assert told["pairs"] == [
        {"source": "en", "target": "hi"},
        {"source": "en", "target": "ta"},
    ]
    refused = await client.post("/translate", json={"texts": ["red."], "source": "en", "target": "te"})  # fmt: skip
    assert (refused.status_code, refused.json()["field"]) == (422, "target")
    assert "en→ta" in refused.json()["detail"]


async def test_each_model_is_counted_by_its_name(client: httpx.AsyncClient):
    await ask(client, "ta")
    runs = {
        sample.labels["model"]: sample.value
        for family in text_string_to_metric_families((await client.get("/metrics")).text)
        for sample in family.samples
        if sample.name == "model_runs_total" and sample.labels["outcome"] == "succeeded"
    }
    assert runs["tamil"] == 1
    assert runs["hindi-next"] == 0


async def test_a_pair_that_its_model_lacks_stops_the_start(
    own: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "models.toml"
    listed = LISTED.format(folder=folder).replace("en>ta", "en>te")
    path.write_text(listed, encoding="utf-8")
    monkeypatch.setenv("LANGUAGE_TRANSLATORS", str(path))
    with pytest.raises(EngineUnavailable, match="doesn't know 'en>te'"):
        async with service_client(app):
            pass
