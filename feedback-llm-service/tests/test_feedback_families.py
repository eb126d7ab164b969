"""One habit is one priority: what slips have in common, how a family is spoken of, and what is new when it comes back."""

from typing import Any

import pytest

from shared.phonetics.dictionary import load_dictionary
from shared.phonetics.syllables import syllabify
from shared.settings import CommonSettings
from shared.testing.diffs import issue_about, judged_phone, judged_word

from ..app.services import families, spelled_syllables
from .evidence import request_of
from .test_feedback_coach import COACH, LIBRARY, feedback

DICTIONARY = load_dictionary(CommonSettings().model_dir)


def coached(words: list[tuple[str, str]], slips: list[dict[str, Any]], **more: Any):
    given = {"words": words, "slips": [{"category": "consonant", "severity": "medium", "priority": 1} | s for s in slips]}  # fmt: skip
    return COACH.coach(request_of(given | more))


def slip(word: int, phone: int, heard: str | None, rule: str) -> dict[str, Any]:
    return {"word": word, "phone": phone, "heard": heard, "rule": rule}


def test_v_and_w_are_one_habit_whichever_way_they_slip_and_with_whatever_rule():
    coaching = coached(
        [("very", "V EH R IY"), ("well", "W EH L"), ("wheel", "W IY L"), ("vote", "V OW T")],
        [slip(0, 0, "W", "V_W"), slip(1, 0, "V", "V_W"), slip(2, 0, "V", "WH"), slip(3, 0, "R", "SUB")],
    )  # fmt: skip
    (priority,) = coaching.priorities
    assert (priority.family, priority.title) == ("v_w", "Keep v and w apart")
    assert priority.issue_ids == ["i1", "i2", "i3", "i4"]


def test_both_th_are_one_habit_in_function_and_content_words():
    coaching = coached(
        [("think", "TH IH NG K"), ("the", "DH AH"), ("father", "F AA DH ER"), ("two", "T UW")],
        [slip(0, 0, "T", "TH_T"), slip(1, 0, "D", "DH_D"), slip(2, 2, "D", "DH_D_CONTENT"), slip(3, 0, "TH", "SUB")],
    )  # fmt: skip
    (priority,) = coaching.priorities
    assert (priority.family, priority.title) == ("th", "Put the tongue between the teeth for th")


def test_dropped_ends_are_one_habit_and_drilled_at_the_ends_of_words():
    coaching = coached(
        [("look", "L UH K"), ("kept", "K EH P T"), ("map", "M AE P"), ("cats", "K AE T S")],
        [slip(0, 2, None, "DEL"), slip(1, 3, None, "CC_DEL"), slip(2, 2, None, "DEL"), slip(3, 3, None, "S_DROP")],
    )  # fmt: skip
    (priority,) = coaching.priorities
    assert (priority.family, priority.title) == ("finish", "Finish your words")
    assert "The end of 4 words was not heard: “look”, “kept”, “map”." in coaching.summary
    (drill,) = coaching.drills
    for word, other in drill.minimal_pairs:
        longer, shorter = DICTIONARY.variants(word), DICTIONARY.variants(other)
        assert any(one[:-1] == two for one in longer for two in shorter), (word, other)
    assert "last‿one" in [step.text for step in drill.steps if step.kind == "linking"]


def test_a_dropped_first_sound_is_no_unfinished_word():
    key = judged_word(0, "key", [judged_phone(0, "K"), judged_phone(1, "IY")], start_s=0.0)
    dropped = issue_about(1, key, 0, rule="DEL", tip="sound.K", heard=None)
    (priority,) = feedback([key], [dropped]).priorities
    assert priority.title == "Work on k"
    assert "without it the word can turn into another" in priority.why


def test_moved_stress_owns_the_vowels_of_its_word_and_no_other_sounds():
    words = [("develop", "D IH V EH L AH P"), ("ten", "T EH N")]
    slips = [
        slip(0, 3, None, "STRESS") | {"category": "stress"},
        slip(0, 5, "AE", "SCHWA") | {"category": "schwa"},
        slip(0, 1, "EH", "SUB") | {"category": "vowel"},
        slip(0, 2, "W", "V_W"),
        slip(1, 1, "AE", "SUB") | {"category": "vowel"},
    ]
    coaching = coached(words, slips, stresses=[{"word": 0, "target": 1, "heard": 0}])
    assert [(p.family, p.issue_ids) for p in coaching.priorities] == [
        ("stress", ["i1", "i2", "i3"]), ("v_w", ["i4"]), ("ae_eh", ["i5"]),
    ]  # fmt: skip
    steps = [step.text for step in coaching.drills[0].steps if step.kind == "buildup"]
    assert steps == ["-op", "-VEL-op", "de-VEL-op"]


def test_every_phone_has_a_family_for_every_change_anywhere():
    for target in (*LIBRARY.sounds, None):
        for heard in (*LIBRARY.sounds, None):
            if target == heard:
                continue
            word = judged_word(0, "x", [judged_phone(0, target or "AH")], start_s=0.0)
            issue = issue_about(1, word, 0, rule="SUB", target=target, heard=heard)
            request = request_of({"words": [("x", target or "AH")]})
            diff = request.diff.model_validate(request.diff.model_dump() | {"issues": [issue]})
            assert families.HabitFamilies(diff).family_of(diff.issues[0]) in LIBRARY.families


def test_the_advice_is_another_each_time_a_habit_comes_back():
    request = request_of(
        {"words": [("very", "V EH R IY")], "slips": [slip(0, 0, "W", "V_W") | {"category": "consonant", "severity": "medium", "priority": 1}]}
    )  # fmt: skip
    earlier = {"recorded_at": "2026-11-01T10:00:00Z", "phones": {}, "slips": [{"word": "very", "target": "V", "heard": "W"}]}  # fmt: skip
    said: list[str] = []
    for times in range(5):
        history = {"recordings": [earlier] * times}
        again = type(request).model_validate(request.model_dump() | {"history": history})
        said += [part.text for part in COACH.coach(again).note if part.kind == "how"]
    assert len(set(said)) == 5
    assert said[:3] == LIBRARY.families["v_w"].cues
    assert "three times slowly" in said[3]
    assert "in a phrase" in said[4]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("development", ["de", "vel", "op", "ment"]),
        ("hotel", ["ho", "tel"]),
        ("record", ["re", "cord"]),
        ("photograph", ["pho", "to", "graph"]),
        ("important", ["im", "por", "tant"]),
        ("complete", ["com", "plete"]),
    ],
)
def test_a_word_is_spelled_in_its_syllables(word: str, pieces: list[str]):
    syllables = syllabify(DICTIONARY.variants(word)[0])
    assert spelled_syllables.spelled_syllables(word, syllables) == pieces


def test_what_is_not_spelled_as_it_sounds_is_not_cut():
    assert spelled_syllables.spelled_syllables("colonel", [("K", "ER1"), ("N", "AH0", "L")]) is None


def test_every_word_to_say_is_in_the_dictionary():
    for name, tip in LIBRARY.families.items():
        for phrase in [*tip.phrases, *tip.linking, *tip.chants, *tip.sentences]:
            for word in phrase.replace("‿", " ").replace("-", " ").split():
                assert word.strip(".,?!:").lower() in DICTIONARY, (name, word)


def test_own_words_keep_their_capitals_and_lose_their_marks():
    coaching = coached([("Friday", "F R AY D EY"), ("off.", "AO F")], [slip(0, 0, "P", "F_P"), slip(1, 1, "P", "F_P")])  # fmt: skip
    assert coaching.drills[0].own_words == ["Friday", "off"]
    assert "“off”" in coaching.summary
    assert "off.”" not in coaching.summary
