"""Speech by itself, voices, tips, sounds and the wording of the consent: through the door, to be played and shown."""

import re

import pytest

from shared.settings import REPO_ROOT

from ..app.domain.speaker import CONSENT_WORDING
from .test_orchestrator_audit import of

pytestmark = pytest.mark.anyio


async def test_a_word_is_said_as_it_was_heard_and_can_be_played(orchestrator, services):
    said = await orchestrator.client.post("/speak", json={"phones": [["W", "EH1", "R", "IY0"]]})
    assert said.status_code == 200, said.text
    assert services.requests["tts"] == {
        "phones": [["W", "EH1", "R", "IY0"]], "speaking_rate": 1.0, "cache_prefix": "speech/local",
    }  # fmt: skip
    audio = said.json()["audio"]
    assert (audio["voice"], audio["duration_s"]) == ("af_heart", 1.0)
    played = await orchestrator.client.get(audio["url"])
    assert (played.status_code, played.content[:4]) == (200, b"RIFF")


@pytest.mark.parametrize(
    ("asked", "field"),
    [({}, None), ({"text": "a", "speaker_id": "a/../b"}, "speaker_id"), ({"text": ""}, "text"), ({"text": "a" * 601}, "text"), ({"text": "a", "speaking_rate": 9}, "speaking_rate"),
     ({"text": "a", "ssml": "<speak/>"}, None), ({"ssml": "a" * 2001}, "ssml"), ({"text": "a", "format": "ogg"}, "format")],
)  # fmt: skip
async def test_what_cant_be_said_names_the_field(orchestrator, services, asked, field):
    refused = await orchestrator.client.post("/speak", json=asked)
    assert refused.status_code == 422
    assert (refused.json().get("field") or None) == field or field is None
    assert "tts" not in services.calls


async def test_what_the_voice_refuses_is_told_to_who_asked(orchestrator, services):
    services.refuse("tts", 422, detail="there is no such voice", field="voice")
    refused = await orchestrator.client.post("/speak", json={"text": "very", "voice": "nobody"})
    assert (refused.status_code, refused.json()["field"]) == (422, "voice")
    assert refused.json()["detail"] == "there is no such voice"


async def test_what_a_speaker_had_spoken_goes_with_them(orchestrator, services):
    async def spoken_for(**speaker: str) -> set[str]:
        before = await services.stored("speech/local/")
        said = await orchestrator.client.post("/speak", json={"text": "very", **speaker})
        assert said.status_code == 200, said.text
        return await services.stored("speech/local/") - before

    [theirs] = await spoken_for(speaker_id="asha")
    [tenants] = await spoken_for()
    assert "asha" not in theirs
    erased = await orchestrator.client.delete("/speakers/asha")
    assert erased.json()["erased_objects"] == 1
    assert await services.stored("speech/local/") == {tenants}
    assert (await orchestrator.client.delete("/speakers/asha")).status_code == 404


async def test_of_a_speaker_with_recordings_it_goes_too(orchestrator, services):
    await orchestrator.post(reference_text="very good", speaker_id="asha")
    await orchestrator.client.post("/speak", json={"text": "wary", "speaker_id": "asha"})
    assert await services.stored("speech/local/of/")
    assert (await orchestrator.client.delete("/speakers/asha")).status_code == 200
    assert await services.stored("speech/local/") == set()


async def test_a_learner_has_things_spoken_for_themselves_alone(service, door, services):
    learner = await of(service, door, "learner", subject="asha")
    refused = await learner.client.post("/speak", json={"text": "very", "speaker_id": "another"})
    assert (refused.status_code, refused.json()["field"]) == (403, "speaker_id")
    assert (await learner.client.post("/speak", json={"text": "very"})).status_code == 200
    [kept] = await services.stored("speech/")
    assert "/of/" in kept


async def test_voices_tips_and_sounds_are_those_of_their_services(orchestrator):
    voices = (await orchestrator.client.get("/api/v1/voices")).json()
    assert [each["id"] for each in voices["voices"]] == [voices["default_voice"]] == ["af_heart"]
    tips = (await orchestrator.client.get("/tips?language=en&l1=hi")).json()["tips"]
    assert (tips[0]["tip"], tips[0]["how"], tips[0]["note"]) == ("V_W", "Buzz.", "hi")
    sounds = (await orchestrator.client.get("/sounds")).json()["sounds"]
    assert (sounds[0]["phone"], sounds[0]["ipa"], sounds[0]["name"]) == ("V", "v", "v")


async def test_marked_up_text_is_said_as_it_is_marked_up(orchestrator, services):
    ssml = "<speak>Say <emphasis>very</emphasis>.</speak>"
    assert (await orchestrator.client.post("/speak", json={"ssml": ssml})).status_code == 200
    assert services.requests["tts"]["ssml"] == ssml


async def test_the_language_of_a_text_reaches_the_voice(orchestrator, services):
    said = await orchestrator.client.post("/speak", json={"text": "नमस्ते", "language": "hi-IN"})
    assert said.status_code == 200
    assert services.requests["tts"]["language"] == "hi-IN"


async def test_a_language_that_no_voice_speaks_is_refused_by_its_name(orchestrator, services):
    services.refuse("tts", 422, detail="no voice speaks German", field="language")
    refused = await orchestrator.client.post("/speak", json={"text": "Tag", "language": "de"})
    assert (refused.status_code, refused.json()["field"]) == (422, "language")


async def test_a_text_is_looked_up_word_by_word(orchestrator, services):
    asked = {"text": "very good", "lexicon": {"very": ["V EH1 R IY0"]}}
    told = (await orchestrator.client.post("/api/v1/map", json=asked)).json()
    assert services.requests["phonemap"] == asked
    assert [word["text"] for word in told["words"]] == ["very", "good"]
    assert told["words"][0]["pronunciations"][0]["ipa"] == "ˈvɛɹi"


async def test_what_cant_be_looked_up_is_told_to_who_asked(orchestrator, services):
    services.refuse("phonemap", 422, detail="there is no phone QQ", field="lexicon")
    refused = await orchestrator.client.post(
        "/map", json={"text": "very", "lexicon": {"a": ["QQ"]}}
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "lexicon")
    assert (await orchestrator.client.post("/map", json={"text": ""})).json()["field"] == "text"


@pytest.mark.parametrize("path", ["/tips", "/sounds", "/consent/wording"])
async def test_a_language_that_is_not_there_is_named(orchestrator, path):
    refused = await orchestrator.client.get(f"{path}?language=fr")
    assert (refused.status_code, refused.json()["field"]) == (422, "language")


async def test_the_wording_that_is_shown_is_the_one_that_is_kept(orchestrator):
    english = (await orchestrator.client.get("/consent/wording")).json()
    hindi = (await orchestrator.client.get("/consent/wording?language=hi-IN")).json()
    assert english["version"] == hindi["version"] == CONSENT_WORDING
    assert english["text"] == english["original"] == hindi["original"] != hindi["text"]
    page = (REPO_ROOT / "pipeline-orchestrator/README.md").read_text(encoding="utf-8")
    quoted = re.search(r"agrees to this wording.*\n\n((?:> .*\n)+)", page)
    assert quoted is not None
    assert " ".join(line[2:] for line in quoted[1].splitlines()) == english["text"]
