"""What the coach knows, to be looked up: each issue's tip, each of the 39 sounds."""

import pytest

from shared.contracts import HabitAdviceList, SoundAdviceList
from shared.phonetics.arpabet import PHONES
from shared.testing import service_client

from ..app import main
from ..app.services.languages import SHIPPED, load_languages

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client():
    async with service_client(main.app) as each:
        yield each


@pytest.mark.parametrize("language", ["en", "hi"])
async def test_every_tip_that_an_issue_can_name_is_told(client, language):
    answer = await client.get("/tips", params={"language": language})
    told = {each.tip: each for each in HabitAdviceList.model_validate(answer.json()).tips}
    rules = load_languages(SHIPPED)["en"].tips.rules
    assert told.keys() == {*rules, *(f"sound.{phone}" for phone in PHONES)}
    assert all(each.title and each.how for each in told.values())
    assert all(each.note is None for each in told.values())


async def test_a_tip_has_the_note_of_the_first_language(client):
    answer = (await client.get("/tips", params={"l1": "Hindi"})).json()
    notes = {each["tip"]: each["note"] for each in answer["tips"]}
    assert "व" in notes["V_W"]


async def test_the_sounds_are_the_39_with_ipa_name_and_how(client):
    answer = SoundAdviceList.model_validate((await client.get("/sounds")).json())
    by_phone = {each.phone: each for each in answer.sounds}
    assert tuple(by_phone) == PHONES
    assert (by_phone["TH"].ipa, by_phone["TH"].name) == ("θ", "th of thin")
    assert all(each.how and len(each.sentences) == 3 for each in answer.sounds)


@pytest.mark.parametrize("path", ["/tips", "/sounds"])
@pytest.mark.parametrize("language", ["fr", "no language at all"])
async def test_a_language_that_it_doesnt_speak_is_named(client, path, language):
    refused = await client.get(path, params={"language": language})
    assert (refused.status_code, refused.json()["field"]) == (422, "language")


async def test_the_mock_tells_the_real_tips(mock_mode, client):
    answer = (await client.get("/tips")).json()
    assert answer["mock"] is True
    assert len(answer["tips"]) > 39
