"""What the coach knows of first languages: notes, which habits are usual, and a warning where it knows nothing."""

import copy
import re
import shutil
import unicodedata

import pytest

from shared.engines import EngineContext
from shared.phonetics.learner_habits import LEVELS
from shared.settings import CommonSettings

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import first_languages, languages, logic
from ..app.services.engines import rules

COACH = rules.load(EngineContext(config.Settings(), CommonSettings().model_dir, threads=1))
KNOWN = COACH.language("en").tips.first_languages.by_code
TWELVE = ["hi", "ta", "te", "bn", "mr", "gu", "pa", "kn", "ml", "or", "ur", "vi"]
SCRIPTS = {
    "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ta": "TAMIL", "te": "TELUGU", "bn": "BENGALI", "gu": "GUJARATI",
    "pa": "GURMUKHI", "kn": "KANNADA", "ml": "MALAYALAM", "or": "ORIYA", "ur": "ARABIC", "vi": "LATIN",
}  # fmt: skip


def coached(**sent):
    body = copy.deepcopy(requests.EXAMPLE) | sent
    return logic.give_feedback(requests.FeedbackRequest.model_validate(body), coach=COACH)


@pytest.mark.parametrize("l1", TWELVE)
def test_twelve_first_languages_have_a_note_for_each_of_their_ten_commonest_habits(l1: str):
    commonest = first_languages.hard_tips(l1)[:10]
    assert len(commonest) == 10
    assert [tip for tip in commonest if tip not in KNOWN[l1].notes] == []


def test_every_first_language_names_the_works_its_notes_were_written_after():
    assert sorted(KNOWN) == sorted(TWELVE)
    assert [l1 for l1, each in KNOWN.items() if not each.sources] == []


@pytest.mark.parametrize("l1", TWELVE)
def test_a_habit_of_many_has_its_note_and_a_note_is_of_no_rare_habit(l1: str):
    share = {habit.tip: habit.share[l1] for habit in first_languages.usual_habits()}
    of_many = {tip for tip, each in share.items() if each >= LEVELS["commonly"]}
    assert sorted(of_many - KNOWN[l1].notes.keys()) == []
    assert [tip for tip in KNOWN[l1].notes if share[tip] <= LEVELS["rarely"]] == []


@pytest.mark.parametrize("l1", TWELVE)
def test_a_note_is_short_and_spells_in_the_script_of_its_language(l1: str):
    for tip, note in KNOWN[l1].notes.items():
        assert note.endswith("."), tip
        assert len(re.findall(r"[.!?](?:\s|$)", note)) <= 3, tip
        assert len(note.split()) <= 36, tip
        letters = {each for each in note if each.isalpha() and not each.isascii()}
        scripts = {unicodedata.name(each).split()[0] for each in letters}
        assert scripts <= {SCRIPTS[l1]}, tip
        assert not re.search(r"\b(wrong|bad|mistake|accent)", note.casefold()), tip
        if KNOWN[l1].name not in note:
            assert re.search(r"\bIn the north\b|^Take\b", note), tip


def test_the_table_speaks_of_tips_that_there_are():
    tips = COACH.language("en").tips
    known = {*tips.rules, *(f"sound.{phone}" for phone in tips.sounds)}
    assert [each.tip for each in first_languages.usual_habits() if each.tip not in known] == []


@pytest.mark.parametrize(
    ("l1", "first", "absent"),
    [
        ("hi", ["V", "W", "TH", "DH"], {"IY", "HH", "L"}),
        ("bn", ["V", "Z", "S", "SH", "TH"], {"L", "HH"}),
        ("ta", ["V", "W", "TH", "DH", "P"], {"L", "IY"}),
        ("vi", ["TH", "DH", "T", "D"], {"HH", "M"}),
        ("zh", ["Z", "DH", "TH"], {"M"}),
        (None, ["Z", "DH", "TH"], {"M"}),
        ("fr", ["Z", "DH", "TH"], {"M"}),
    ],
)
def test_what_is_hard_depends_on_the_first_language(l1, first, absent):
    hard = first_languages.hard_sounds(l1)
    assert hard[: len(first)] == first
    assert len(set(hard)) == len(hard)
    assert absent.isdisjoint(hard)


def test_what_is_hardest_is_the_most_usual_habit():
    assert first_languages.hard_tips("pa")[0] == "V_W"
    assert "EPEN_A" in first_languages.hard_tips("pa")[:4]
    assert "EPEN_A" not in first_languages.hard_tips("hi")
    assert first_languages.hard_tips("fr") == first_languages.hard_tips(None) == []


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("V_W\tV W\toften", r"habits\.tsv, line 3: "),
        ("V_W\tV W\toften\tnever", r"habits\.tsv, line 3: 'never'"),
        ("V_W\tV Q\toften\tseldom", r"habits\.tsv, line 3: Q is not an ARPAbet phone"),
    ],
)
def test_a_mistake_in_the_table_is_named_by_its_line(tmp_path, line: str, complaint: str):
    path = tmp_path / "habits.tsv"
    path.write_text(f"# levels\ntip\tsounds\thi\tta\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=complaint):
        first_languages.read_usual_habits(path)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("[hi]", "[xx]"), r"first_languages/en\.toml: xx is no ISO 639 code"),
        (("[hi]", "[hin]"), r"first_languages/en\.toml: hin is no ISO 639 code"),
        (('V_W = "Hindi', 'V_V = "Hindi'), r"first_languages/en\.toml: hi\.notes\.V_V is no tip"),
        (('name = "Hindi"', 'nam = "Hindi"'), r"first_languages/en\.toml: hi\.name"),
        (('"Hindi ए is one steady vowel; the American one moves."', '" "'), r"hi\.notes\.EY_EH is empty"),
        (('name = "Hindi"', "name = "), r"en\.toml: Invalid value \(at line \d+"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_notes_stops_the_start_by_file_and_place(tmp_path, change, complaint):
    folder = shutil.copytree(languages.SHIPPED, tmp_path / "languages")
    path = folder / "first_languages" / "en.toml"
    written = path.read_text("utf-8")
    assert change[0] in written
    path.write_text(written.replace(*change), "utf-8")
    with pytest.raises(languages.LanguageError, match=complaint):
        languages.load_languages(folder)


@pytest.mark.parametrize(("l1", "letter"), [("ta", "வ"), ("or-IN", None), ("Gujarati", "વ")])
def test_the_note_of_the_speaker_s_own_language_follows_the_tip(l1: str, letter: str | None):
    tip = COACH.language("en").tips.rules["V_W"]
    how = coached(l1=l1).priorities[0].how
    assert how == tip.how if letter is None else how.startswith(f"{tip.how} ") and letter in how


def test_a_sound_that_no_rule_names_gets_its_note_too():
    body = copy.deepcopy(requests.EXAMPLE)
    issue, word = body["diff"]["issues"][0], body["diff"]["words"][0]
    word["phones"][0] |= {"target": "L", "ipa": "l", "heard": "N", "heard_ipa": "n"}
    issue |= {"rule": "SUB", "tip": "sound.L", "target": "L", "heard": "N"}
    said = logic.give_feedback(
        requests.FeedbackRequest.model_validate(body | {"l1": "vi"}), coach=COACH
    )
    assert said.priorities[0].how.startswith("Tongue tip on the ridge")
    assert said.priorities[0].how.endswith(KNOWN["vi"].notes["sound.L"])


@pytest.mark.parametrize("l1", ["fr", "zh-TW", "kok", "zz", "Swahili"])
def test_a_first_language_without_notes_is_a_warning_that_names_those_with(l1: str):
    (warning,) = coached(l1=l1).warnings
    assert re.search(r"no notes for speakers of “[a-z]{2,3}”", warning)
    assert "Bengali (bn), Gujarati (gu), Hindi (hi)" in warning
    assert all(f"({code})" in warning for code in TWELVE)


@pytest.mark.parametrize("l1", [None, "", "en-US", "hi-IN", "Telugu", "OR"])
def test_there_is_no_warning_where_there_are_notes_or_none_are_needed(l1: str | None):
    assert coached(l1=l1).warnings == []
