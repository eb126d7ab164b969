"""A recording's habits: what many phones say together, whose mouth they make likely, and what becomes of each phone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.gates import (
    HABIT_DOUBTED,
    HABIT_ERROR,
    HABIT_ERROR_UNTOLD,
    HEARD_NAMED_BESIDE_HABIT,
    LEAST_EVIDENCE,
    NATIVE_RULED_OUT,
)
from shared.phonetics.arpabet import PHONES
from shared.phonetics.learner_habits import GROUPS, NATIVES, LearnerHabit, said_instead

from ..app.services import judging, pooling, rules
from ..app.services.case import Case, PhoneFact, WordFact
from ..app.services.pooling import PooledSlip
from ..app.services.sites import site_of

BOOK = rules.load_book(rules.SHIPPED)
GATES = judging.Gates()
MODERATE, STRONG, DENIED = 1.5, 3.5, -3.0
"""Nats of accent evidence."""
SAID_D = [{"phone": "D", "probability": 0.9}, {"phone": "Z", "probability": 0.05}]
MANY = "this then this then this then this then"


def sounding(nats: float, instead: list[dict] | None = None) -> dict:
    """Evidence of a phone that the other witnesses find nothing wrong with."""
    return {"accent_evidence": nats, "if_wrong": SAID_D if instead is None else instead}


def every_first(text: str, changed: dict) -> dict:
    return {(word, 0): changed for word in range(len(text.split()))}


def names(outcome) -> list[tuple]:
    return [(issue.target, issue.heard) for issue in outcome.issues]


def many_dh(evidence, nats: float = MODERATE, **request) -> dict:
    return evidence(MANY, phones=every_first(MANY, sounding(nats))) | request


def test_many_moderate_slips_are_errors_where_the_first_language_makes_them_likely(run, evidence):
    outcome = run(many_dh(evidence, l1="hi"))
    assert names(outcome) == [("DH", "D")] * 8
    assert {word.phones[0].state for word in outcome.words} == {"error"}
    assert {word.phones[0].heard for word in outcome.words} == {"D"}


@pytest.mark.parametrize("l1", [None, "en"])
def test_the_same_slips_are_none_of_a_native_or_of_one_who_may_be(run, evidence, l1):
    quiet = {(w, p): sounding(DENIED, []) for w in range(8) for p in (1, 2)}
    phones = every_first(MANY, sounding(0.5)) | quiet
    told = evidence(MANY, phones=phones)
    assert names(run(told | {"l1": "hi"})) == [("DH", "D")] * 8
    assert run(told | {"l1": l1}).issues == []


@pytest.mark.parametrize("l1", [None, "en", "hi", "zh", "ko", "vi", "es", "fi"])
def test_evidence_that_denies_a_habit_makes_no_error_whatever_the_first_language(run, evidence, l1):
    assert run(many_dh(evidence, DENIED, l1=l1)).issues == []


def test_an_issue_of_a_habit_has_the_habits_probability(run, evidence):
    request = many_dh(evidence, STRONG, l1="hi")
    issue = run(request).issues[0]
    by_audio = request["alignment"]["words"][0]["phones"][0]["error_probability"]
    assert HABIT_ERROR < issue.probability <= 1
    assert issue.probability > by_audio
    assert (issue.rule, issue.heard) == ("DH_D", "D")


@pytest.mark.parametrize(
    ("nats", "by_audio", "state"),
    [(0.4, 0.05, "uncertain"), (0.6, 0.05, "error"), (0.4, 0.2, "error")],
)
def test_a_phone_in_which_nothing_of_a_slip_is_heard_is_no_error_for_its_neighbours(
    run, evidence, nats, by_audio, state
):
    own = sounding(nats) | {"error_probability": by_audio}
    phones = every_first(MANY, sounding(STRONG)) | {(3, 0): own}
    outcome = run(evidence(MANY, phones=phones, l1="hi"))
    assert outcome.words[3].phones[0].state == state
    assert outcome.words[2].phones[0].state == "error"


def test_one_strong_slip_of_a_native_stays_one_phones_own_matter(run, evidence):
    native = {(w, p): sounding(DENIED) for w in range(8) for p in range(3)}
    slip = {(3, 0): sounding(STRONG)}
    assert run(evidence(MANY, phones=native | slip)).issues == []
    heard = {"heard": "D", "heard_probability": 0.9, "error_probability": 0.93}
    (issue,) = run(evidence(MANY, phones=native | {(3, 0): sounding(STRONG) | heard})).issues
    assert (issue.word_index, issue.heard, issue.probability) == (3, "D", 0.93)


def test_earlier_recordings_tell_whose_mouth_it_is(run, evidence):
    other_phones = {(w, p): sounding(DENIED) for w in range(8) for p in (1, 2)}
    request = evidence(MANY, phones=every_first(MANY, sounding(0.5)) | other_phones)
    indian = {group: 0.0 if group == "indian" else -60.0 for group in GROUPS}
    assert run(request).issues == []
    assert names(run(request | {"earlier_accents": indian})) == [("DH", "D")] * 8


def test_a_native_who_is_ruled_out_is_judged_as_one_whose_first_language_is_told():
    assert GATES.for_speaker(None, NATIVE_RULED_OUT / 2).habit == HABIT_ERROR
    assert GATES.for_speaker("hi", 1.0).habit == HABIT_ERROR
    assert GATES.for_speaker(None, 0.9).habit == HABIT_ERROR_UNTOLD


FLAT = [{"phone": phone, "probability": 0.3} for phone in ("W", "F", "B")]


@pytest.mark.parametrize(("l1", "expected"), [("zh", {"W", "F"}), ("es", {"B"})])
def test_where_the_audio_does_not_tell_the_name_is_what_is_usual_with_the_first_language(
    run, evidence, l1, expected
):
    text = "very very very very"
    outcome = run(evidence(text, phones=every_first(text, sounding(STRONG, FLAT))) | {"l1": l1})
    assert len(outcome.issues) == 4
    assert {issue.heard for issue in outcome.issues} <= expected


# what holds no habit


AA = [{"phone": "AA", "probability": 0.95}]


@pytest.mark.parametrize("l1", ["es", "hi", "zz"])
def test_another_pronunciation_of_the_word_is_nobodys_habit(run, evidence, l1):
    heard = sounding(STRONG, AA) | {"heard": "AA", "error_probability": 0.6}
    request = evidence("cat cat", phones={(w, 1): heard for w in (0, 1)}) | {"l1": l1}
    assert names(run(request)) != []
    for word in request["phoneme_map"]["words"]:
        usual = word["pronunciations"]
        usual.append(usual[0] | {"phones": ["K", "AA1", "T"]})
    assert run(request).issues == []


def test_what_another_pronunciation_has_is_never_what_the_habit_made_of_a_phone():
    d_too = pooling.pool(dh_case(alternates=(frozenset({"D"}),)), BOOK)
    all_too = pooling.pool(dh_case(alternates=(frozenset(said_instead()["DH"]),)), BOOK)
    assert d_too.slips[0, 0].heard != "D"
    assert (0, 0) not in all_too.slips


@pytest.mark.parametrize("l1", ["es", "vi", "zh"])
def test_what_natives_say_there_is_nobodys_habit(run, evidence, l1):
    flap = sounding(STRONG, [{"phone": "D", "probability": 0.95}]) | {
        "heard": "D", "error_probability": 0.6,
    }  # fmt: skip
    outcome = run(evidence("cat on cat on", phones={(0, 2): flap, (2, 2): flap}) | {"l1": l1})
    assert outcome.issues == []
    assert outcome.words[0].phones[2].state == "fine"


def test_without_evidence_the_first_language_makes_no_slip(run, evidence):
    wery = {"heard": "W", "heard_probability": 0.91, "error_probability": 0.93}
    request = evidence("very good then", phones={(0, 0): wery})
    plain = run(request)
    assert len(plain.issues) == 1
    assert plain.accents == {}
    for l1 in ("hi", "en", "zz"):
        assert run(request | {"l1": l1}).words == plain.words


def dh_case(*, nats: float = STRONG, l1: str = "hi", **word) -> Case:
    """Four words of one DH, said as D; `word` changes the first."""
    phone = PhoneFact(
        "DH", None, heard="DH", error_probability=0.1,
        accent_evidence=nats, if_wrong=(("D", 0.9), (None, 0.1)),
    )  # fmt: skip
    words = [WordFact(index, "dh", (phone,)) for index in range(4)]
    words[0] = replace(words[0], **word)
    return Case(tuple(words), text_source="reference", measured=True, l1=l1)


@pytest.mark.parametrize("changed", [{"trusted": False}, {"is_guess": True}, {"spoken": False}])
def test_words_that_may_not_be_what_was_said_are_left_out_of_the_pool(changed):
    whole = pooling.pool(dh_case(), BOOK)
    part = pooling.pool(dh_case(**changed), BOOK)
    assert sorted(whole.slips) == [(word, 0) for word in range(4)]
    assert sorted(part.slips) == [(word, 0) for word in range(1, 4)]
    assert part.accents[NATIVES] > whole.accents[NATIVES]


def test_no_word_of_free_speech_that_is_unsure_holds_a_habit(run, evidence):
    unsure = evidence(
        MANY, phones=every_first(MANY, sounding(STRONG)), said=MANY,
        text_source="transcript", confidence=0.3,
    )  # fmt: skip
    outcome = run(unsure | {"l1": "hi"})
    assert outcome.issues == []


def test_a_habit_that_natives_share_counts_less(monkeypatch):
    def probability(natives: float) -> float:
        share = dict.fromkeys(GROUPS, 0.3) | {NATIVES: natives}
        monkeypatch.setattr(
            pooling, "learner_habits", lambda: (LearnerHabit("DH", "D", "any", share),)
        )
        return pooling.pool(dh_case(nats=MODERATE), BOOK).slips[0, 0].probability

    assert probability(0.3) < probability(0.1) < probability(0.002)


def test_a_phone_is_likelier_a_slip_the_more_of_its_kind_are():
    alone = pooling.pool(dh_case(nats=DENIED, phones=dh_case().words[0].phones), BOOK)
    among_others = pooling.pool(dh_case(), BOOK)
    assert alone.slips[0, 0].probability < among_others.slips[0, 0].probability


# what becomes of a phone


FACT = PhoneFact(
    "V", None, heard="V", error_probability=0.1, heard_probability=0.9,
    accent_evidence=LEAST_EVIDENCE + 1,
)  # fmt: skip
HEARD_W = replace(FACT, heard="W", error_probability=0.95)
WORD = WordFact(0, "very", (FACT,))


def judged(fact: PhoneFact, pooled: float, heard: str | None = "B") -> judging.Verdict:
    by_audio = judging.judge_phone(fact, site_of(WORD, 0), WORD, BOOK, GATES)
    return judging.with_habit(by_audio, fact, PooledSlip(pooled, heard, 0.8), GATES)


@pytest.mark.parametrize(
    ("pooled", "state"),
    [
        (0.0, "fine"),
        (HABIT_DOUBTED - 0.01, "fine"),
        ((HABIT_DOUBTED + HABIT_ERROR) / 2, "uncertain"),
        (HABIT_ERROR + 0.01, "error"),
    ],
)
def test_a_phone_that_sounds_right_by_itself_has_the_state_of_the_habit(pooled, state):
    verdict = judged(FACT, pooled)
    assert verdict.state == state
    assert verdict.probability == pytest.approx(0.1)
    assert verdict.claimed == pytest.approx(0.1 if state == "fine" else pooled)


def test_a_dropped_phone_can_be_a_habit():
    verdict = judged(FACT, HABIT_ERROR + 0.1, heard=None)
    assert (verdict.state, verdict.error_type) == ("error", "deletion")


@pytest.mark.parametrize(
    ("evidence", "pooled", "state"),
    [
        (LEAST_EVIDENCE + 0.1, 0.0, "error"),
        (LEAST_EVIDENCE - 0.1, 0.0, "uncertain"),
        (LEAST_EVIDENCE - 0.1, HABIT_ERROR + 0.1, "error"),
    ],
)
def test_an_error_whose_whole_segment_sounds_right_is_in_doubt_but_for_a_habit(
    evidence, pooled, state
):
    assert judged(replace(HEARD_W, accent_evidence=evidence), pooled).state == state


@pytest.mark.parametrize(("off", "heard"), [(0.05, "W"), (-0.05, "B")])
def test_a_habit_names_an_error_that_the_audio_cannot_name_surely(off, heard):
    fact = replace(HEARD_W, heard_probability=HEARD_NAMED_BESIDE_HABIT + off)
    verdict = judged(fact, HABIT_ERROR + 0.1)
    assert verdict.change is not None
    assert (verdict.state, verdict.change.heard) == ("error", heard)
    assert verdict.claimed == pytest.approx(0.95)


# scores


def test_no_score_moves_with_a_habit(run, evidence):
    """Errors by a habit: of phones that sound right, and of a final v that natives devoice, too."""
    devoiced = sounding(MODERATE + 0.5, [{"phone": "F", "probability": 0.9}]) | {
        "heard": "F", "heard_probability": 0.9, "error_probability": 0.9,
    }  # fmt: skip
    quiet = {(w, p): sounding(DENIED, []) for w in range(8) for p in (1, 2)}
    phones = every_first(MANY, sounding(0.5)) | quiet | {(8, 2): devoiced}
    request = evidence(f"{MANY} five", phones=phones)
    outcomes = {l1: run(request | {"l1": l1}) for l1 in (None, "en", "hi", "zh", "es")}
    assert ("V", "F") in names(outcomes["zh"])
    assert names(outcomes["en"]) == []
    told = {"n_clear_words", "comprehensibility", "reasons"}
    assert len({each.scores.model_dump_json(exclude=told) for each in outcomes.values()}) == 1
    assert outcomes["zh"].scores.n_clear_words < outcomes["en"].scores.n_clear_words
    scores = {
        tuple((word.accuracy, *(phone.score for phone in word.phones)) for word in each.words)
        for each in outcomes.values()
    }
    assert len(scores) == 1


# any evidence


@st.composite
def words(draw) -> WordFact:
    phones = []
    for target in draw(st.lists(st.sampled_from(PHONES), min_size=1, max_size=4)):
        instead = said_instead().get(target, ())
        shares = draw(st.lists(st.floats(0, 1), min_size=len(instead), max_size=len(instead)))
        phones.append(
            PhoneFact(
                target, None, heard=target, error_probability=draw(st.floats(0, 1)),
                accent_evidence=draw(st.none() | st.floats(-4, 4) | st.floats(-1e4, 1e4)),
                if_wrong=tuple(zip(instead, shares, strict=True)),
            )
        )  # fmt: skip
    return WordFact(0, "word", tuple(phones))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(words(), max_size=8),
    st.sampled_from([None, "en", "hi", "zh", "ko", "vi", "es", "fi"]),
    st.dictionaries(st.sampled_from(GROUPS), st.floats(-1e6, 0)),
)
def test_whatever_the_evidence_probabilities_are_probabilities(found, l1, earlier):
    spoken = tuple(replace(word, index=index) for index, word in enumerate(found))
    case = Case(spoken, text_source="reference", measured=True, l1=l1, earlier_accents=earlier)
    pooled = pooling.pool(case, BOOK)
    assert 0 <= pooled.native <= 1
    for (word, index), slip in pooled.slips.items():
        assert 0 <= slip.probability <= 1
        assert 0 <= slip.heard_share <= 1
        assert slip.heard in said_instead()[spoken[word].phones[index].target]
    if pooled.slips:
        assert max(pooled.accents.values()) == 0
        assert set(pooled.accents) == set(GROUPS)
