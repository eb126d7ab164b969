"""The coach's notes in languages that the coach doesn't speak."""

import pytest

from shared.contracts import Feedback
from shared.roster import LANGUAGE

from ..app.pipelines.pronunciation.translated_notes import kept_words
from .conftest import FEEDBACK, STAMP, translated

pytestmark = pytest.mark.anyio
TEXT = "Very good"
HOW = "Lay the tongue between the teeth. For think only air; for this the throat hums."
IN_HINDI = "जीभ दाँतों के बीच रखें। think में सिर्फ़ हवा; this में गला भी गूँजता है।"
PRIORITY = {
    "rank": 1,
    "issue_ids": ["i1"],
    "title": "Tongue between the teeth",
    "how": HOW,
    "why": "th of thin /θ/ was heard as t /t/ in “think”.",
    "slips": [],
}
COACHED = {
    **FEEDBACK,
    "priorities": [PRIORITY],
    "drills": [
        {
            "priority_rank": 1,
            "minimal_pairs": [["thin", "tin"]],
            "sentences": ["Three thin trees."],
            "next_recording": "Record “Very good” again.",
        }
    ],
    "note": [{"kind": "focus", "text": HOW}],
    "next_step": "Practice “Tongue between the teeth” with its drill.",
}
HINDI_COACHED = {
    **COACHED,
    "priorities": [{**PRIORITY, "title": "जीभ", "how": IN_HINDI}],
    "note": [{"kind": "focus", "text": IN_HINDI}],
}


def test_what_is_quoted_and_what_another_script_leaves_in_latin_is_kept():
    assert kept_words(HOW, IN_HINDI, set()) == ("think", "this")
    assert kept_words(PRIORITY["why"], "", set()) == ("/t/", "/θ/", "“think”")


def test_a_title_that_is_quoted_is_no_word_to_be_learnt():
    titles = {"Tongue between the teeth"}
    assert kept_words("Practice “Tongue between the teeth” with “thin”.", "", titles) == ("“thin”",)


def test_words_of_the_other_language_alone_are_not_kept():
    assert kept_words("Hum.", "MP3 में hmm", set()) == ()
    assert kept_words("Say hummed.", "hum कहें", set()) == ()


def test_a_text_that_the_other_language_leaves_in_english_tells_nothing():
    assert kept_words("Record it again.", "Record it again.", set()) == ()


def test_several_words_in_a_row_are_kept_as_one_and_each():
    assert kept_words("Say last one as las-tone.", "last one को las-tone कहें", set()) == (
        "las-tone",
        "last",
        "last one",
        "one",
    )


async def test_what_the_coach_does_not_speak_is_translated_from_its_english(orchestrator, services):
    services.languages, services.pairs = ["en", "hi"], [("en", "ta")]
    services.turns["feedback"] = [(200, COACHED), (200, HINDI_COACHED)]
    task = (await orchestrator.post(reference_text=TEXT, language="ta")).json()
    told = task["feedback"]
    assert told["language"] == "ta"
    assert told["priorities"][0]["how"] == f"[ta] {HOW}"
    assert told["note"][0]["text"] == f"[ta] {HOW}"
    assert told["next_step"] == f"[ta] {COACHED['next_step']}"
    assert told["drills"][0]["next_recording"] == "[ta] Record “Very good” again."
    assert told["drills"][0]["sentences"] == ["Three thin trees."]
    assert told["translation"] == {
        "engine": "fake",
        "model_version": "1",
        "source_language": "en",
        "n_texts": 7,
        "n_untranslated": 0,
    }
    assert all(
        (each["source"], each["target"]) == ("en", "ta") for each in services.asked_to_translate
    )
    glossaries = {
        text: [term["source"] for term in each["glossary"]]
        for each in services.asked_to_translate
        for text in each["texts"]
    }
    assert glossaries[HOW] == ["think", "this"]
    assert glossaries["Record “Very good” again."] == ["“Very good”"]
    assert glossaries["One sound to work on."] == []


async def test_a_recording_that_cant_be_judged_is_explained_in_that_language_too(
    orchestrator, services, transcript
):
    services.pairs = None
    services.answers["asr"] = {**transcript, "assessable": False, "reason": "silence"}
    told = (await orchestrator.post(reference_text=TEXT, language="ta")).json()["feedback"]
    assert (told["summary"], told["language"]) == ("[ta] One sound to work on.", "ta")


async def test_what_no_translation_holds_of_stays_english_and_is_counted(orchestrator, services):
    services.pairs = None
    nothing = {**translated("", ""), "translation": None, "reason": "not_kept"}
    step = translated("", "[ta] Record it again.")
    services.answers[LANGUAGE.name] = {**STAMP, "target": "ta", "translations": [nothing, step]}
    told = (await orchestrator.post(reference_text=TEXT, language="ta")).json()["feedback"]
    assert told["summary"] == "One sound to work on."
    assert told["next_step"] == "[ta] Record it again."
    assert (told["translation"]["n_texts"], told["translation"]["n_untranslated"]) == (2, 1)


async def test_where_nobody_translates_the_notes_are_english_and_say_so(orchestrator, services):
    services.pairs = None
    services.refuse(LANGUAGE.name, 503)
    task = (await orchestrator.post(reference_text=TEXT, language="ta")).json()
    assert task["status"] == "succeeded"
    assert task["feedback"]["summary"] == "One sound to work on."
    assert (task["feedback"]["language"], task["feedback"]["translation"]) == (None, None)
    assert any("'ta'" in each for each in task["warnings"]), task["warnings"]


async def test_a_language_of_the_coachs_own_is_never_translated(orchestrator, services):
    services.languages, services.pairs = ["en", "hi"], None
    await orchestrator.post(reference_text=TEXT, language="hi")
    assert services.requests["feedback"]["language"] == "hi"
    assert services.asked_to_translate == []


async def test_the_languages_of_the_coach_and_of_the_translator_are_told(orchestrator, services):
    services.languages, services.pairs = ["en", "hi"], [("en", "ta"), ("hi", "te"), ("en", "hi")]
    told = (await orchestrator.client.get("/api/v1/languages")).json()
    assert told == {
        "items": [
            {"code": "en", "is_translated": False},
            {"code": "hi", "is_translated": False},
            {"code": "ta", "is_translated": True},
        ],
        "any_translated": False,
    }
    refused = await orchestrator.post(reference_text=TEXT, language="te")
    assert refused.json()["detail"] == "there is no feedback in 'te'; there is: en, hi, ta"


async def test_languages_cant_be_told_while_the_coach_is_away(monkeypatch, start, services):
    monkeypatch.setenv("FEEDBACK_URL", "http://127.0.0.1:9")
    async with start() as running:
        assert (await running.client.get("/languages")).status_code == 502


def test_what_an_older_release_stored_has_no_language():
    assert Feedback.model_validate(FEEDBACK).language is None
