"""Phone strings against phone strings: every slip is named, native variants are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.phonetics.arpabet import CONSONANTS, VOWELS, articulatory_distance

from ..app.services import forms, judging, rules
from ..app.services.engines import articulatory

BOOK = rules.load_book(rules.SHIPPED)
DIFFER = articulatory.ArticulatoryDiffer(BOOK, judging.Gates())


def judge(words: str, heard: str, *, l1: str | None = None):
    """`words`: `very=V EH1 R IY0 | thin=TH IH1 N`."""
    target = []
    for piece in words.split("|"):
        text, _, phones = piece.strip().partition("=")
        target.append((text, phones.split()))
    return DIFFER.judge(forms.case_from_phones(target, heard.split(), l1=l1))


def named(words: str, heard: str, *, l1: str | None = None) -> list[tuple]:
    found = judge(words, heard, l1=l1).issues
    return [(issue.rule, issue.target, issue.heard) for issue in found]


@pytest.mark.parametrize(
    ("words", "heard", "expected"),
    [
        ("thin=TH IH1 N", "T IH N", ("TH_T", "TH", "T")),
        ("this=DH IH1 S", "D IH S", ("DH_D", "DH", "D")),
        ("brother=B R AH1 DH ER0", "B R AH D ER", ("DH_D_CONTENT", "DH", "D")),
        ("very=V EH1 R IY0", "W EH R IY", ("V_W", "V", "W")),
        ("west=W EH1 S T", "V EH S T", ("V_W", "W", "V")),
        ("what=W AH1 T", "V AH T", ("WH", "W", "V")),
        ("very=V EH1 R IY0", "B EH R IY", ("V_B", "V", "B")),
        ("bad=B AE1 D", "B EH D", ("AE_EH", "AE", "EH")),
        ("sheep=SH IY1 P", "SH IH P", ("IH_IY", "IY", "IH")),
        ("school=S K UW1 L", "IH S K UW L", ("EPEN_I", None, "IH")),
        ("sport=S P AO1 R T", "S AH P AO R T", ("EPEN_A", None, "AH")),
        ("play=P L EY1", "P AH L EY", ("EPEN_A", None, "AH")),
        ("film=F IH1 L M", "F IH L AH M", ("EPEN_FILM", None, "AH")),
        ("big=B IH1 G", "B IH G UH", ("EPEN_U", None, "UH")),
        ("walked=W AO1 K T", "W AO K EH T", ("ED", None, "EH")),
        ("pack=P AE1 K", "B AE K", ("ASPIR", "P", "B")),
        ("plays=P L EY1 Z", "P L EY S", ("S_PL", "Z", "S")),
        ("zoo=Z UW1", "S UW", ("Z_S", "Z", "S")),
        ("zoo=Z UW1", "JH UW", ("Z_JH", "Z", "JH")),
        ("she=SH IY1", "S IY", ("S_SH", "SH", "S")),
        ("fan=F AE1 N", "P AE N", ("F_P", "F", "P")),
        ("measure=M EH1 ZH ER0", "M EH JH ER", ("ZH_X", "ZH", "JH")),
        ("late=L EY1 T", "L EH T", ("EY_EH", "EY", "EH")),
        ("boat=B OW1 T", "B AO T", ("OW_MON", "OW", "AO")),
        ("cut=K AH1 T", "K AA T", ("AH_AA", "AH", "AA")),
        ("about=AH0 B AW1 T", "AE B AW T", ("SCHWA", "AH", "AE")),
        ("car=K AA1 R", "K AA", ("R_DROP", "R", None)),
        ("bird=B ER1 D", "B AH D", ("ER_R", "ER", "AH")),
        ("car=K AA1 R", "K AO R", ("AA_AO", "AA", "AO")),
        ("sing=S IH1 NG", "S IH NG G", ("NG_G", None, "G")),
        ("hat=HH AE1 T", "AE T", ("H_DROP", "HH", None)),
        ("last=L AE1 S T", "L AE S", ("CC_DEL", "T", None)),
        ("cats=K AE1 T S", "K AE T", ("S_DROP", "S", None)),
        ("egg=EH1 G", "Y EH G", ("Y_W_ON", None, "Y")),
        ("light=L AY1 T", "R AY T", ("L_R", "L", "R")),
        ("boy=B OY1", "B AY", ("SUB", "OY", "AY")),
    ],
)
def test_each_slip_is_named_by_its_rule(words, heard, expected):
    assert named(words, heard) == [expected]


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("city=S IH1 T IY0", "S IH D IY"),
        ("get=G EH1 T | it=IH1 T", "G EH D IH T"),
        ("thought=TH AO1 T", "TH AA T"),
        ("lot=L AA1 T", "L AO T"),
        ("wanted=W AO1 N T AH0 D", "W AA N IH D"),
        ("roses=R OW1 Z IH0 Z", "R OW Z AH Z"),
        ("and=AH0 N D | to=T UW1 | go=G OW1", "AH N T AH G OW"),
        ("tell=T EH1 L | him=HH IH1 M", "T EH L IH M"),
        ("button=B AH1 T AH0 N", "B AH T N"),
        ("button=B AH1 T AH0 N", "B AH AH N"),
        ("last=L AE1 S T | night=N AY1 T", "L AE S N AY T"),
        ("going=G OW1 IH0 NG", "G OW IH N"),
        ("tree=T R IY1", "CH R IY"),
        ("new=N UW1", "N Y UW"),
        ("four=F AO1 R", "F OW R"),
        ("prince=P R IH1 N S", "P R IH N T S"),
        ("bird=B ER1 D", "B AH R D"),
        ("feel=F IY1 L", "F IY AH L"),
        ("did=D IH1 D | you=Y UW1", "D IH JH Y AH"),
        ("camera=K AE1 M ER0 AH0", "K AE M R AH"),
        ("of=AH1 V | blue=B L UW1", "AH B B L UW"),
        ("while=W AY1 L", "W AA L"),
    ],
)
def test_what_americans_say_themselves_is_no_issue(words, heard):
    assert named(words, heard) == []


def test_one_wrong_phone_lowers_only_its_own_word():
    words = judge("very=V EH1 R IY0 | thin=TH IH1 N", "W EH R IY TH IH N").words
    assert [word.accuracy for word in words] == [75.0, 100.0]


def test_the_aligned_accuracy_is_the_only_score_of_phone_strings():
    judgement = judge("very=V EH1 R IY0", "W EH R IY")
    assert judgement.scores.model_dump(exclude={"reasons"}) == {
        "overall": None,
        "accuracy": 75.0,
        "fluency": None,
        "completeness": 100.0,
        "prosody": None,
        "n_words": 1,
        "n_clear_words": 0,
        "comprehensibility": None,
    }
    assert {phone.score for phone in judgement.words[0].phones} == {None}


def test_a_word_without_any_phone_heard_is_an_omission_and_no_issue():
    judgement = judge("go=G OW1 | very=V EH1 R IY0 | fast=F AE1 S T", "G OW F AE S T")
    assert [word.error_type for word in judgement.words] == ["none", "omission", "none"]
    assert judgement.issues == []
    assert judgement.scores.completeness == 66.7


def test_repeats_of_a_rule_share_a_rank_and_only_three_rules_get_one():
    """V/W twice 2 × 0.99; AE/EH 3 × 1.20; Z/S 2 × 1.14; TH/T 2 × 1.13."""
    issues = judge(
        "very=V EH1 R IY0 | vest=V EH1 S T | thin=TH IH1 N | bad=B AE1 D | zoo=Z UW1",
        "W EH R IY W EH S T T IH N B EH D S UW",
    ).issues
    assert [(issue.rule, issue.priority) for issue in issues] == [
        ("V_W", 1),
        ("V_W", 1),
        ("TH_T", None),
        ("AE_EH", 2),
        ("Z_S", 3),
    ]


def test_severity_follows_base_and_functional_load():
    """AE/EH: 3 × 1.20; TH/T: 2 × 1.13; ZH/JH carries no load: 1 × 0.75."""
    assert judge("bad=B AE1 D", "B EH D").issues[0].severity == "high"
    assert judge("thin=TH IH1 N", "T IH N").issues[0].severity == "medium"
    assert judge("measure=M EH1 ZH ER0", "M EH JH ER").issues[0].severity == "low"


def test_the_first_language_changes_the_name_of_a_slip_never_its_state():
    tamil = judge("big=B IH1 G", "P IH G", l1="ta")
    anyone = judge("big=B IH1 G", "P IH G")
    assert tamil.issues[0].rule == anyone.issues[0].rule == "VOICE_ON"
    assert [w.model_dump() for w in tamil.words] == [w.model_dump() for w in anyone.words]


def test_a_message_says_which_sound_of_which_word():
    issue = judge("very=V EH1 R IY0", "W EH R IY").issues[0]
    assert issue.message == "the v of “very” was heard as w"
    assert (issue.target_ipa, issue.heard_ipa) == ("v", "w")


words_of_phones = st.lists(
    st.sampled_from([f"{v}1" for v in VOWELS] + list(CONSONANTS)), min_size=2, max_size=7
)


@settings(deadline=None, max_examples=60)
@given(words_of_phones)
def test_the_target_heard_as_it_is_gives_no_issue(phones):
    heard = " ".join(phone.rstrip("1") for phone in phones)
    judgement = judge(f"word={' '.join(phones)}", heard)
    assert judgement.issues == []
    assert judgement.scores.accuracy == 100.0


SAFE = ("B", "M", "F", "SH", "CH", "JH", "V", "K", "P")
"""Consonants with no accepted variant of their own in a stressed syllable's onset."""


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(SAFE), st.sampled_from(CONSONANTS), st.sampled_from(("IY", "OW", "AY")))
def test_any_other_consonant_in_an_onset_is_an_issue_of_that_phone(target, heard, vowel):
    issues = judge(f"word={target} {vowel}1 B", f"{heard} {vowel} B").issues
    if target == heard:
        assert issues == []
    else:
        assert [(i.target, i.heard, i.phone_index) for i in issues] == [(target, heard, 0)]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(VOWELS), st.sampled_from(VOWELS))
def test_any_other_stressed_vowel_is_an_issue_unless_americans_merge_the_two(target, heard):
    issues = judge(f"word=B {target}1 G", f"B {heard} G").issues
    if target == heard or {target, heard} == {"AA", "AO"}:
        assert issues == []
    else:
        assert articulatory_distance(target, heard) > 0
        assert [(i.target, i.heard, i.phone_index) for i in issues] == [(target, heard, 1)]


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(SAFE))
def test_a_dropped_onset_is_an_issue_of_that_phone(target):
    issues = judge(f"word={target} AY1 B", "AY B").issues
    assert [(i.target, i.heard, i.phone_index) for i in issues] == [(target, None, 0)]


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(("B", "M", "F", "SH", "V", "K", "S", "Z")))
def test_an_added_consonant_is_an_issue_without_a_target(added):
    issues = judge("word=D AY1 G", f"D AY {added} G").issues
    assert [(i.target, i.heard, i.phone_index) for i in issues] == [(None, added, None)]
