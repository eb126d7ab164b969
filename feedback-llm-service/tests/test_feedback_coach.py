"""The rule coach: only what was measured, grouped, in at most three priorities."""

import copy
from typing import Any

import pytest

from shared.contracts import NotAssessable
from shared.errors import InvalidInput
from shared.settings import REPO_ROOT, CommonSettings
from shared.testing.diffs import issue_about, judged_phone, judged_word

from ..app.schemas import request_response as requests
from ..app.services import languages, logic, minimal_pairs
from ..app.services.engines import rules

ENGLISH = languages.load_language(languages.SHIPPED / "en.toml")
LIBRARY = ENGLISH.tips
COACH = rules.RuleCoach({"en": ENGLISH}, minimal_pairs.WordBank.load(CommonSettings().model_dir))


def phone(index: int, target: str, heard: str | None = None, state: str = "fine") -> dict[str, Any]:
    return judged_phone(index, target, heard=heard or target, state=state)


def word(index: int, text: str, phones: list[dict], error_type: str = "none") -> dict[str, Any]:
    return judged_word(index, text, phones, start_s=float(index), error_type=error_type)


def feedback(words: list[dict], issues: list[dict], *, l1: str | None = None, **diff: Any):
    body = copy.deepcopy(requests.EXAMPLE)
    body["l1"] = l1
    body["diff"] |= {"words": words, "issues": issues} | diff
    return logic.give_feedback(requests.FeedbackRequest.model_validate(body), coach=COACH)


V_WORDS = [
    word(i, text, [phone(0, "V", "W", "error")], "mispronunciation")
    if wrong
    else word(i, text, [phone(0, "V")])
    for i, (text, wrong) in enumerate(
        [("very", True), ("vest", True), ("vote", False), ("van", True)]
    )
]
V_ISSUES = [issue_about(n, V_WORDS[i], 0) for n, i in enumerate((0, 1, 3), start=1)]


def test_repeated_slips_are_one_priority_with_its_share_and_no_finding_says_it_again():
    coaching = feedback(V_WORDS, V_ISSUES)
    (priority,) = coaching.priorities
    assert priority.issue_ids == ["i1", "i2", "i3"]
    assert priority.why.startswith(
        "v /v/ was heard as w /w/ in 3 of 4 words: “very”, “vest”, “van”."
    )
    assert coaching.findings == []


def test_what_no_priority_tells_is_a_finding_with_its_times():
    words = [
        word(0, "very", [phone(0, "V", "W", "error")]),
        word(1, "thin", [phone(0, "TH", "T", "error")]),
        word(2, "cat", [phone(0, "AE", "EH", "error")]),
        word(3, "see", [phone(0, "S", "SH", "error")]),
    ]
    rules_of = ["V_W", "TH_T", "AE_EH", "S_SH"]
    severities = ["high", "medium", "medium", "low"]
    issues = [
        issue_about(n, each, 0, rule=rule, tip=rule, severity=severity)
        for n, (each, rule, severity) in enumerate(zip(words, rules_of, severities, strict=True), 1)
    ]
    coaching = feedback(words, issues)
    assert [each.family for each in coaching.priorities] == ["v_w", "th", "ae_eh"]
    (finding,) = coaching.findings
    assert finding.text == "s /s/ was heard as sh /ʃ/ in “see” (0.00 s)."
    assert [(each.start_s, each.end_s) for each in finding.times] == [(0.0, 0.1)]


def test_a_priority_says_where_the_tongue_and_lips_go_and_what_the_slip_turns_words_into():
    (priority,) = feedback(V_WORDS, V_ISSUES).priorities
    assert (priority.rank, priority.issue_ids) == (1, ["i1", "i2", "i3"])
    assert "teeth" in priority.how
    assert "“vest” and “west”" in priority.why


def test_a_drill_has_pairs_three_sentences_and_a_recording_to_make():
    (drill,) = feedback(V_WORDS, V_ISSUES).drills
    assert drill.priority_rank == 1
    assert ["vest", "west"] in drill.minimal_pairs
    assert len(drill.sentences) == 3
    assert "“very”" in drill.next_recording


def test_the_note_on_the_first_language_comes_only_when_it_was_given():
    assert "Hindi" in feedback(V_WORDS, V_ISSUES, l1="hi").priorities[0].how
    assert "Hindi" not in feedback(V_WORDS, V_ISSUES).priorities[0].how


def test_a_slip_that_no_rule_names_is_coached_by_its_sound():
    words = [word(0, "boy", [phone(0, "B"), phone(1, "OY", "AY", "error")])]
    coaching = feedback(
        words, [issue_about(1, words[0], 1, rule="SUB", tip="sound.OY", category="vowel")]
    )
    assert coaching.priorities[0].title == "Work on the vowel of boy"
    assert ["boy", "buy"] in coaching.drills[0].minimal_pairs


def test_an_unclear_slip_is_worded_as_such_and_names_no_heard_sound():
    coaching = feedback(V_WORDS, [issue_about(1, V_WORDS[0], 0, rule="SUB_UNCLEAR", tip="sound.V")])
    assert "What was said in its place is not certain." in coaching.priorities[0].why
    assert "heard as" not in coaching.priorities[0].why + coaching.summary


def test_a_dropped_and_an_added_sound_are_told_apart():
    words = [word(0, "film", [phone(0, "F"), phone(1, "IH"), phone(2, "L"), phone(3, "M")])]
    dropped = issue_about(1, words[0], 3, rule="DEL", tip="sound.M", heard=None, heard_ipa=None)
    added = issue_about(
        2, words[0], 2, rule="EPEN_FILM", tip="EPEN_FILM", category="cluster",
        target=None, target_ipa=None, phone_index=None, heard="AH", heard_ipa="ə", priority=2,
    )  # fmt: skip
    finish, cluster = feedback(words, [dropped, added]).priorities
    assert (finish.title, cluster.title) == (
        "Finish your words",
        "Keep the last consonants together",
    )
    assert finish.why.startswith("m /m/ was not heard in “film”.")
    assert cluster.why.startswith("An extra sound, the vowel of cut /ʌ/, was heard in “film”.")


def test_uncertain_sounds_are_counted_and_never_coached():
    words = [word(0, "very", [phone(0, "V", "W", "uncertain"), phone(1, "EH")])]
    coaching = feedback(words, [])
    assert [part.text for part in coaching.more if part.kind == "unclear"] == [
        "One sound was too unclear to judge, so it is left out here."
    ]
    assert (coaching.priorities, coaching.findings, coaching.drills) == ([], [], [])


def test_a_perfect_recording_is_told_so():
    coaching = feedback([word(0, "very", [phone(0, "V"), phone(1, "EH")])], [])
    assert "Nothing to correct" in coaching.summary
    assert coaching.next_step.startswith("Take a longer text")


def test_nothing_judged_is_not_called_perfect():
    doubtful = [word(0, "very", [phone(0, "V", state="uncertain")])]
    assert "Nothing to correct" not in feedback(doubtful, []).summary


@pytest.mark.parametrize("reason", NotAssessable.__args__)
def test_a_recording_that_cannot_be_judged_gets_the_reason_and_a_way_out(reason):
    scores = dict.fromkeys(("overall", "accuracy", "fluency", "completeness", "prosody"))
    coaching = feedback(V_WORDS, [], assessable=False, reason=reason, scores=scores)
    assert coaching.summary
    assert coaching.next_step
    assert (coaching.priorities, coaching.findings, coaching.strength) == ([], [], None)


def test_a_sound_mastered_in_every_word_is_the_strength():
    words = [word(i, text, [phone(0, "TH")]) for i, text in enumerate(("thin", "think", "three"))]
    assert feedback(words, []).strength == (
        "th of thin was right throughout: “thin”, “think”, “three”."
    )


def test_without_anything_good_measured_there_is_no_strength():
    scores = {
        "overall": 30.0,
        "accuracy": 30.0,
        "fluency": 20.0,
        "completeness": 50.0,
        "prosody": None,
    }
    assert feedback(V_WORDS[:1], V_ISSUES[:1], scores=scores).strength is None


def test_words_left_out_misread_and_added_are_named():
    words = [
        word(0, "very", [phone(0, "V")]),
        word(1, "good", [], "omission"),
        word(2, "cat", [], "omission") | {"read_as": "house"},
        word(2, "big", [], "insertion"),
    ]
    summary = feedback(words, []).summary
    assert "Not heard: “good”." in summary
    assert "“cat” was read as “house”." in summary
    assert "Not in the text: “big”." in summary


def test_scores_without_a_reference_text_come_with_a_warning():
    assert "No reference text" in feedback(V_WORDS, V_ISSUES, text_source="transcript").warnings[0]


def test_the_same_input_gets_the_same_words():
    assert feedback(V_WORDS, V_ISSUES) == feedback(V_WORDS, V_ISSUES)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"word_index": 9}, "diff.issues.0.word_index"),
        ({"word": "west"}, "diff.issues.0.word_index"),
        ({"target": "XX"}, "diff.issues.0.target"),
        ({"target": None, "heard": None}, "diff.issues.0.target"),
    ],
)
def test_a_diff_that_contradicts_itself_is_refused_by_field(changed, field):
    with pytest.raises(InvalidInput) as error:
        feedback(V_WORDS, [V_ISSUES[0] | changed])
    assert error.value.field == field


def test_two_issues_of_one_id_are_refused():
    with pytest.raises(InvalidInput) as error:
        feedback(V_WORDS, [V_ISSUES[0], V_ISSUES[0]])
    assert error.value.field == "diff.issues.1.id"


def test_every_tip_that_the_diff_may_name_is_known():
    named: set[str] = set()
    for name, column in (("rules.tsv", 7), ("details.tsv", 5)):
        path = REPO_ROOT / "phoneme-diff-service/app/services/rules" / name
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        named |= {line.split("\t")[column] for line in lines[1:] if line}
    assert named - LIBRARY.rules.keys() == {"sound.{target}"}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("ASPIR", "t /t/ was said without its puff of air in 1 of 4 words: “tea”."),
        ("T_RET", "t /t/ was said with the tongue curled back in 1 of 4 words: “tea”."),
    ],
)
def test_a_right_sound_said_another_way_is_told_as_that_and_not_praised(rule, text):
    words = [word(i, text, [phone(0, "T")]) for i, text in enumerate(["tea", "too", "toy", "tie"])]
    coaching = feedback(words, [issue_about(1, words[0], 0, rule=rule, tip=rule)])
    assert coaching.priorities[0].why.startswith(text)
    (slip,) = coaching.priorities[0].slips
    assert slip.detail in {"no puff of air", "tongue curled back"}
    assert coaching.priorities[0].title == LIBRARY.rules[rule].title
    assert coaching.strength is None


def test_moved_stress_is_told_as_stress_and_not_as_a_lost_sound():
    words = [word(0, "develop", [phone(0, "D"), phone(1, "EH")])]
    stress = {
        "target_syllable": 0,
        "heard_syllable": 1,
        "probability": 0.9,
        "prominence": [0.1, 0.9],
    }
    words[0]["stress"] = stress | {"state": "error"}
    moved = issue_about(
        1, words[0], 1, rule="STRESS", tip="STRESS", category="stress", heard=None, heard_ipa=None
    )
    coaching = feedback(words, [moved])
    assert coaching.priorities[0].why.startswith(
        "The stress was on another syllable than the American target has it in “develop” on syllable 2 in place of 1."
    )
    assert coaching.priorities[0].title == "Move the stress"
