"""A right phone said another way: a habit with its own gate, told once a recording, never an error of the phone."""

import pytest

from shared.gates import DETAIL_PLACES, STOP_REALISATION

GATE = STOP_REALISATION


def judged(run, evidence, changed: dict, **request):
    """`twenty` as often as a detail must be found, `five`, each first t changed; the issues and the first t."""
    text = " ".join(["twenty"] * DETAIL_PLACES + ["five"])
    phones = {(word, 0): changed for word in range(DETAIL_PLACES)}
    outcome = run(evidence(text, said=text, phones=phones, **request))
    return outcome.issues, outcome.words[0].phones[0]


def detail(name: str, probability: float) -> dict:
    return {"details": [{"name": name, "probability": probability}]}


@pytest.mark.parametrize(("name", "rule"), [("unaspirated", "ASPIR"), ("retroflex", "T_RET")])
def test_a_sure_detail_is_an_issue_and_the_phone_stays_fine(run, evidence, name, rule):
    issues, phone = judged(run, evidence, detail(name, GATE))
    assert [(issue.rule, issue.target, issue.word) for issue in issues] == [(rule, "T", "twenty")]
    assert issues[0].probability == pytest.approx(GATE)
    assert (phone.state, phone.score) == ("fine", judged(run, evidence, {})[1].score)


@pytest.mark.parametrize("name", ["unaspirated", "retroflex"])
def test_below_its_gate_a_detail_is_silent(run, evidence, name):
    assert judged(run, evidence, detail(name, GATE - 0.01))[0] == []


def test_of_two_details_of_a_phone_that_weigh_the_same_the_surer_is_named(run, evidence):
    both = {
        "details": [
            {"name": "unaspirated", "probability": 0.95},
            {"name": "retroflex", "probability": 0.97},
        ]
    }
    assert [issue.rule for issue in judged(run, evidence, both)[0]] == ["T_RET"]


def test_a_stop_taken_for_its_voiced_partner_may_have_lost_its_puff(run, evidence):
    doubted = detail("unaspirated", 0.95) | {
        "heard": "D", "heard_probability": 0.5, "error_probability": 0.5,
        "candidates": [{"phone": "D", "probability": 0.5}],
    }  # fmt: skip
    issues, phone = judged(run, evidence, doubted)
    assert [(issue.rule, issue.heard) for issue in issues] == [("ASPIR", "T")]
    assert phone.state == "uncertain"


def test_an_error_of_the_phone_comes_alone(run, evidence):
    wrong = detail("unaspirated", 0.95) | {
        "heard": "S", "heard_probability": 0.95, "error_probability": 0.97,
    }  # fmt: skip
    issues, phone = judged(run, evidence, wrong)
    assert phone.state == "error"
    assert {issue.heard for issue in issues} == {"S"}


def test_in_free_speech_details_of_an_unsure_word_are_silent(run, evidence):
    issues, _ = judged(
        run, evidence, detail("unaspirated", 0.99), text_source="transcript", confidence=0.3
    )
    assert issues == []


def test_of_all_places_the_surest_is_told(run, evidence):
    phones = {(0, 0): detail("unaspirated", 0.93), (2, 0): detail("unaspirated", 0.99), (4, 0): detail("unaspirated", 0.95)}  # fmt: skip
    outcome = run(evidence("twenty five twenty five twenty", phones=phones))
    assert [(each.rule, each.word_index, each.severity) for each in outcome.issues] == [
        ("ASPIR", 2, "low")
    ]


def test_one_place_too_few_is_nobodys_habit(run, evidence):
    n_twenties = DETAIL_PLACES - 1
    phones = {(word, 0): detail("unaspirated", 0.99) for word in range(n_twenties)}
    assert run(evidence("twenty " * n_twenties + "five", phones=phones)).issues == []


def test_two_habits_below_the_phone_are_counted_apart(run, evidence):
    phones = {(0, 0): detail("unaspirated", 0.99), (1, 0): detail("retroflex", 0.99)}
    assert run(evidence("twenty twenty", phones=phones)).issues == []


def test_a_detail_stands_among_the_slips_in_the_order_of_speech(run, evidence):
    wery = {"heard": "W", "heard_probability": 0.95, "error_probability": 0.97}
    phones = {(w, 0): detail("unaspirated", 0.99) for w in (0, 2)} | {(1, 0): wery, (3, 0): wery}
    outcome = run(evidence("twenty very twenty very", phones=phones))
    assert [each.word_index for each in outcome.issues] == [0, 1, 3]
