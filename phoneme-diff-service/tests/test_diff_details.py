"""A right phone said another way: a habit with its own gate, never an error of the phone."""

import pytest

GATE = 0.9


def judged(run, evidence, changed: dict, **request):
    """`five twenty` with the t of twenty changed; its issues and that phone."""
    built = evidence("five twenty", said="five twenty", phones={(1, 0): changed}, **request)
    outcome = run(built)
    return outcome.issues, outcome.words[1].phones[0]


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


def test_of_two_details_the_weightier_one_is_named(run, evidence):
    both = {
        "details": [
            {"name": "unaspirated", "probability": 0.95},
            {"name": "retroflex", "probability": 0.97},
        ]
    }
    assert [issue.rule for issue in judged(run, evidence, both)[0]] == ["ASPIR"]


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
    assert [issue.heard for issue in issues] == ["S"]


def test_in_free_speech_details_of_an_unsure_word_are_silent(run, evidence):
    issues, _ = judged(
        run, evidence, detail("unaspirated", 0.99), text_source="transcript", confidence=0.3
    )
    assert issues == []
