"""Where a vowel is put into a phrase, and what counts as found there."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.people.articles import (
    BEFORE,
    INSIDE,
    ArticlePhrase,
    HeardPhrase,
    cluster_length,
    readings_of,
    report,
    rules_near,
)
from shared.contracts import Issue, JudgedWord
from shared.phonetics.lexicon import Lexicon
from shared.testing.diffs import issue_about, judged_phone, judged_word
from training.speech.synth import SyntheticUtterance

PHRASE = ArticlePhrase(SyntheticUtterance("", "af_bella", True, [], []), "a snow", None)
SNOW = judged_word(
    1,
    "snow",
    [judged_phone(index, phone) for index, phone in enumerate(["S", "N", "OW"])],
    start_s=1.0,
    insertions=[
        {
            "heard": "IH", "heard_ipa": "ɪ", "before_phone": 0, "probability": 0.9, "state": "error",
            "start_s": 1.0, "end_s": 1.05,
        }
    ],
)  # fmt: skip


def epenthesis(rule: str) -> Issue:
    about = issue_about(
        1, SNOW, 0, rule=rule, phone_index=None, target=None, heard="IH", start_s=1.0
    )
    return Issue.model_validate(about)


def heard(where: str | None, *rules: str, raised: str | None = None) -> HeardPhrase:
    issues = (epenthesis(raised),) if raised else ()
    return HeardPhrase(replace(PHRASE, where=where), True, issues, rules)


@pytest.mark.parametrize(
    ("phones", "expected"), [("S T R IY1 T", 3), ("AE1 P", 0), ("S OW1", 1), ("SH", 1)]
)
def test_a_cluster_ends_at_the_first_vowel(phones, expected):
    assert cluster_length(phones.split()) == expected


@pytest.mark.parametrize(("position", "expected"), [(0, ("EPEN_I",)), (1, ("EPEN_I",)), (2, ())])
def test_a_vowel_is_found_at_its_gap_or_the_next(position, expected):
    word = JudgedWord.model_validate(SNOW)
    assert rules_near(word, position, [epenthesis("EPEN_I")]) == expected


def test_an_issue_of_another_word_is_not_the_vowel():
    word = JudgedWord.model_validate(SNOW | {"index": 2})
    assert rules_near(word, 0, [epenthesis("EPEN_I")]) == ()


def test_false_and_found_epenthesis_are_counted_apart():
    told = report(
        [
            heard(None),
            heard(None, raised="EPEN_I"),
            heard(BEFORE, "EPEN_I", raised="EPEN_I"),
            heard(BEFORE, "INS"),
            replace(heard(INSIDE), is_assessable=False),
        ]
    )
    assert "| as written: raised falsely | 2 | 1 | 0.50" in told
    assert f"| vowel {BEFORE}: found there | 2 | 1 | 0.50" in told
    assert f"| vowel {BEFORE}: shown there under any rule | 2 | 2 | 1.00" in told
    assert f"| vowel {INSIDE}: found there | 0 | 0 | –" in told
    assert "| EPEN_I | IH | snow | 1 |" in told
    assert "left out: 1 of 5" in told


@pytest.mark.engine
def test_a_phrase_is_read_as_written_and_with_a_vowel_put_in(real_models: Path):
    lexicon = Lexicon.load(real_models)
    read = list(readings_of("She had a *snack*.", 1, lexicon))
    assert [each.where for each in read] == [None, BEFORE, INSIDE]
    assert [each.utterance.spoken()[3] for each in read] == [
        ["S", "N", "AE1", "K"],
        ["IH0", "S", "N", "AE1", "K"],
        ["S", "AH0", "N", "AE1", "K"],
    ]
    assert [each.where for each in readings_of("The *train* left.", 1, lexicon)] == [None, INSIDE]


@pytest.mark.engine
@pytest.mark.parametrize("line", ["She had a snack.", "She had a *sack*."])
def test_a_phrase_without_a_marked_cluster_is_refused(line: str, real_models: Path):
    with pytest.raises(ValueError, match="marked"):
        list(readings_of(line, 0, Lexicon.load(real_models)))
