"""The coach in Hindi: whole, free of English but for what is learnt, and saying just what the English one says.

After a change of the words: `UPDATE_SNAPSHOTS=1 pytest feedback-llm-service/tests/test_feedback_hindi.py`.
"""

import json
import os
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.engines import EngineContext
from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings
from shared.testing.random_evidence import RandomEvidence

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import languages, logic
from ..app.services.engines import rules

HERE = Path(__file__).parent
MODELS = CommonSettings().model_dir
COACH = rules.load(EngineContext(config.Settings(), MODELS, threads=1))
DICTIONARY = load_dictionary(MODELS)
DRILLED = {"pairs", "sentences", "phrases", "linking", "chants"}
OWN_CUES = "cues"
"""A language may lack those of a family, or all of it: then its first rule speaks."""
PHRASES = {phrase for tip in COACH.language("en").tips.families.values() for phrase in tip.phrases}
"""To say; with which of them a cue goes, a language that lacks cues has otherwise."""
LEARNT = {
    # what the tips say aloud: letters, and words in pieces
    "v-v-v", "w-w-w", "p-h", "t-h", "k-h", "z-z-z", "s-sh-s-sh", "r-r-r", "uh", "sss-kool", "s-port", "p-lay", "fil-m", "hel-p",
    "las-tone", "de-VEL-op", "pho-TOG-ra-phy", "nd", "st", "kt", "-ed", "-s", "wh", "th", "ch", "sh", "zh", "ng",
    # examples of the English tips that stand in no drill of theirs
    "what", "when", "where", "jam", "measure", "sing", "dogs", "plays", "runs", "hear", "order", "see", "walked", "played", "wanted",
    "car", "four", "last", "one", "about", "support", "problem", "can't", "class", "half", "this", "thin", "cot", "bought", "let", "full", "fool",
}  # fmt: skip


def contents(code: str, folder: str = "") -> dict[str, Any]:
    return tomllib.loads((languages.SHIPPED / folder / f"{code}.toml").read_text("utf-8"))


def texts_of(tree: dict[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """`rule.V_W.title` and what stands there, of all that is not drilled."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from texts_of(value, f"{place}{key}.")
        elif key not in {*DRILLED, OWN_CUES} and place + key not in {"version", "review"}:
            yield place + key, value


ENGLISH, HINDI = dict(texts_of(contents("en"))), dict(texts_of(contents("hi")))


def test_hindi_has_the_keys_of_english():
    missing = {place for place in ENGLISH.keys() - HINDI.keys() if not place.startswith("family.")}
    assert sorted(missing) == [], "in en.toml only: hi.toml needs them"
    assert sorted(HINDI.keys() - ENGLISH.keys()) == [], "in hi.toml only: en.toml hasn't them"


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_each_hindi_sentence_has_the_gaps_of_its_english_one():
    differing = [
        place
        for place in sorted(ENGLISH.keys() & HINDI.keys())
        if place.startswith("say.") and gaps(ENGLISH[place]) != gaps(HINDI[place])
    ]
    assert differing == []


def test_what_is_drilled_is_english_and_the_same():
    english, hindi = COACH.language("en").tips, COACH.language("hi").tips
    assert {k: (t.pairs, t.sentences) for k, t in hindi.rules.items()} == {
        k: (t.pairs, t.sentences) for k, t in english.rules.items()
    }
    assert {k: s.sentences for k, s in hindi.sounds.items()} == {
        k: s.sentences for k, s in english.sounds.items()
    }


def test_no_english_is_left_in_the_hindi_file_but_what_is_learnt():
    examples = {
        word
        for sound in COACH.language("en").tips.sounds.values()
        for word in sound.name.removeprefix("the vowel").split()
    } - {"of"}
    english = [
        (place, word)
        for place, text in HINDI.items()
        for word in re.findall(r"-?[A-Za-z][\w'-]*", re.sub(r"\{\w+\}", "", text))
        if len(word) > 1 and word not in LEARNT | examples and word not in pairs_of(place)
    ]
    assert english == []


def pairs_of(place: str) -> set[str]:
    kind, key, *_ = place.split(".")
    tips = COACH.language("en").tips
    tip = {"rule": tips.rules, "family": tips.families}.get(kind, {}).get(key)
    return {word for pair in (tip.pairs if tip else []) for word in pair}


def test_hindi_speaks_to_men_and_women_alike():
    """Imperatives and passives: with आप for a subject, a verb would take the learner's gender."""
    assert [place for place, text in HINDI.items() if re.search(r"(?<!\w)आप(?!\w)", text)] == []


def test_hindi_ends_its_sentences_as_hindi_does():
    assert [place for place, text in HINDI.items() if re.search(r"[^\W\d_]\.(\s|$)", text)] == []


def test_what_no_teacher_has_read_says_so():
    for content in (contents("hi"), contents("en", "first_languages"), contents("hi", "first_languages")):  # fmt: skip
        assert content["review"] == "not reviewed by a native teacher"


def test_the_notes_in_hindi_are_of_the_same_habits():
    english, hindi = (COACH.language(code).tips.first_languages.by_code for code in ("en", "hi"))
    assert {l1: sorted(each.notes) for l1, each in hindi.items()} == {
        l1: sorted(each.notes) for l1, each in english.items()
    }
    for l1, each in hindi.items():
        for tip, note in each.notes.items():
            assert note.endswith("।"), (l1, tip)
            english_note = english[l1].notes[tip]
            kept = set(re.findall(r"[^\W\d_]+", english_note)) & set(re.findall(r"[^\W\d_]+", note))
            foreign = set(re.findall(r"[^\W\d_]+", re.sub(r"[ऀ-ॿ]+", "", note)))
            assert foreign <= kept, (l1, tip)


def said(evidence: dict[str, Any], language: str) -> Any:
    request = requests.FeedbackRequest.model_validate(evidence | {"language": language})
    return logic.give_feedback(request, coach=COACH)


def written(value: object) -> Iterator[str]:
    """Every text of a coach's notes, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {
                "sentences",
                "minimal_pairs",
                "issue_ids",
                "recorded_at",
                "date",
                "steps",
                "kind",
                "family",
            }:
                yield from written(each)
    elif isinstance(value, list):
        for each in value:
            yield from written(each)


def fields_of(notes: Any) -> dict[str, Any]:
    return {
        key: [each.model_dump(mode="json") if hasattr(each, "model_dump") else each for each in value]
        if isinstance(value, list)
        else value.model_dump(mode="json") if hasattr(value, "model_dump") else value
        for key, value in notes.as_fields().items()
    }  # fmt: skip


def facts_in(text: str, titles: list[str]) -> tuple[list[str], ...]:
    """What of a sentence is evidence: quoted English words but a family's own phrases, numbers, sounds in IPA."""
    for title in titles:
        text = text.replace(f"“{title}”", "")
    quotes = re.findall(r"“([^”]*[A-Za-z][^”]*)”", text)
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"“[^”]*”|/[^/\s]+/", "", text))
    quotes = [each for each in quotes if each not in PHRASES]
    return sorted(quotes), sorted(numbers), sorted(re.findall(r"/([^/\s]+)/", text))


@pytest.mark.parametrize("seed", range(300))
def test_hindi_names_the_words_numbers_and_sounds_that_english_names(seed: int):
    evidence = RandomEvidence(seed, DICTIONARY, sorted(COACH.language("en").tips.rules)).request()
    english, hindi = said(evidence, "en"), said(evidence, "hi")
    assert [p.issue_ids for p in hindi.priorities] == [p.issue_ids for p in english.priorities]
    assert [d.minimal_pairs for d in hindi.drills] == [d.minimal_pairs for d in english.drills]
    titles = [p.title for notes in (english, hindi) for p in notes.priorities]
    pairs = zip(written(fields_of(english)), written(fields_of(hindi)), strict=True)
    for one, other in pairs:
        assert facts_in(other, titles) == facts_in(one, titles), (one, other)


@pytest.mark.parametrize("sent", ["hi", "hi-IN", "HI", "Hindi", "हिन्दी"])
def test_hindi_is_asked_for_by_any_of_its_names(sent: str):
    assert said(requests.EXAMPLE, sent).priorities[0].title == HINDI["rule.V_W.title"]


@pytest.mark.parametrize("number", [1, 2, 5])
def test_counted_words_stand_in_the_case_that_their_sentence_wants(number: int):
    say = COACH.language("hi").phrasebook
    words, slips = say.count(number, "word"), say.count(number, "slip")
    whole = say.say("summary.slips", n_words=words, n_slips=slips)
    assert whole == ("1 शब्द में 1 चूक।" if number == 1 else f"{number} शब्दों में {number} चूकें।")


@pytest.mark.parametrize("seed", [7, 23])
def test_the_coach_says_in_hindi_what_was_approved(seed: int):
    evidence = RandomEvidence(seed, DICTIONARY, sorted(COACH.language("en").tips.rules)).request()
    path = HERE / "snapshots" / "hi" / f"random_{seed}.json"
    found = json.dumps(fields_of(said(evidence, "hi")), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
