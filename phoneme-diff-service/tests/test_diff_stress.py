"""Word stress into states and issues, and reduced vowels into doubt."""

from typing import Any

import pytest

from shared.errors import InvalidInput

FULL = {"heard": "AA", "heard_probability": 0.9, "error_probability": 0.93}
"""supports with the first vowel of spot: rule SCHWA."""


def stress(probability: float, *, first: int = 0) -> dict[str, Any]:
    """What the aligner says of `supports`, whose second syllable is the target's."""
    heard = int(probability < 0.5)
    shares = (probability, round(1 - probability, 4))
    return {
        "target_syllable": 1,
        "accepted_syllables": [1],
        "heard_syllable": heard,
        "probability": probability,
        "syllables": [
            {"start_s": 0.0, "end_s": 0.1, "target_stress": digit, "prominence": share}
            for digit, share in zip((first, 1), shares, strict=True)
        ],
    }


def supports(run, evidence, said: dict[str, Any], phones: dict | None = None):
    return run(evidence("supports", words={0: {"stress": said}}, phones=phones))


def test_a_moved_stress_is_an_issue_at_the_vowel_that_should_carry_it(run, evidence):
    outcome = supports(run, evidence, stress(0.92))
    (issue,) = outcome.issues
    assert (issue.rule, issue.category, issue.tip) == ("STRESS", "stress", "STRESS")
    assert (issue.phone_index, issue.target, issue.heard) == (3, "AO", None)
    assert issue.probability == 0.92
    assert issue.severity == "high"  # 3 × 0.92
    assert issue.message == "“supports” was stressed on its first syllable instead of its second"


@pytest.mark.parametrize(
    ("probability", "state"), [(0.44, "fine"), (0.45, "uncertain"), (0.79, "uncertain"), (0.8, "error")]
)  # fmt: skip
def test_the_probability_decides_between_the_three_states(run, evidence, probability, state):
    outcome = supports(run, evidence, stress(probability))
    judged = outcome.words[0].stress
    assert judged is not None
    assert judged.state == state
    assert len(outcome.issues) == (state == "error")


def test_stress_as_the_target_has_it_gives_no_issue(run, evidence):
    outcome = supports(run, evidence, stress(0.03))
    assert outcome.issues == []
    assert outcome.words[0].stress.heard_syllable == 1
    assert outcome.words[0].stress.prominence == [0.03, 0.97]


def test_a_secondary_stress_said_as_the_primary_is_uncertain(run, evidence):
    outcome = supports(run, evidence, stress(0.97, first=2))
    assert outcome.words[0].stress.state == "uncertain"
    assert outcome.issues == []


def test_with_a_vowel_left_out_the_stress_is_uncertain(run, evidence):
    lost = {(0, 1): {"deletion_probability": 0.6, "error_probability": 0.6}}
    assert supports(run, evidence, stress(0.97), lost).words[0].stress.state == "uncertain"


def test_a_word_that_may_not_have_been_said_has_no_stress_issue(run, evidence):
    request = evidence("supports", words={0: {"stress": stress(0.97), "spoken_probability": 0.3}})
    assert [issue.rule for issue in run(request).issues] == []


def test_a_word_without_measured_stress_has_none(run, evidence):
    assert run(evidence("supports")).words[0].stress is None


def test_stress_of_more_syllables_than_the_word_has_is_refused(run, evidence):
    said = stress(0.9)
    said["syllables"] = said["syllables"] * 2
    with pytest.raises(InvalidInput) as refused:
        supports(run, evidence, said)
    assert refused.value.field == "alignment.words.0.stress.syllables"


@pytest.mark.parametrize(("unreduced", "named"), [(0.9, ["SCHWA"]), (None, ["SCHWA"]), (0.3, [])])
def test_a_full_vowel_that_sounds_reduced_is_doubted(run, evidence, unreduced, named):
    phones = {(0, 1): FULL | {"unreduced_probability": unreduced}}
    outcome = run(evidence("supports", phones=phones))
    assert [issue.rule for issue in outcome.issues] == named
    assert outcome.words[0].phones[1].state == ("error" if named else "uncertain")


ALMOST = {"error_probability": 0.12, "candidates": [{"phone": "AA", "probability": 0.11}]}
"""Taken for its target, with the vowel of spot as a rival."""


@pytest.mark.parametrize(
    ("unreduced", "candidates", "state", "named"),
    [
        (0.95, [{"phone": "AA", "probability": 0.11}], "error", ["SCHWA"]),
        (0.95, [{"phone": "AA", "probability": 0.01}], "uncertain", []),
        (0.95, [{"phone": "R", "probability": 0.11}], "uncertain", []),
        (0.80, [{"phone": "AA", "probability": 0.11}], "fine", []),
    ],
)
def test_a_vowel_that_sounds_full_is_named_only_with_a_full_vowel_to_name(
    run, evidence, unreduced, candidates, state, named
):
    phones = {(0, 1): ALMOST | {"unreduced_probability": unreduced, "candidates": candidates}}
    outcome = run(evidence("supports", phones=phones))
    judged = outcome.words[0].phones[1]
    assert judged.state == state
    assert [issue.rule for issue in outcome.issues] == named
    assert judged.heard == ("AA" if named else "AH")
