"""What a sound was heard as: a phone of its own class that is not its neighbour's, or none."""

import pytest


def heard_as(heard: str, *candidates: tuple[str, float], if_wrong: tuple = (), p: float = 0.97):
    return {
        "heard": heard, "heard_probability": 0.9, "error_probability": p, "deletion_probability": 0.02,
        "candidates": [{"phone": phone, "probability": share} for phone, share in candidates],
        "if_wrong": [{"phone": phone, "probability": share} for phone, share in if_wrong],
    }  # fmt: skip


def test_the_vowel_after_a_lost_v_is_no_name_for_it(run, evidence):
    """*wery*: the local tests fill the place of the v with the vowel that follows."""
    fact = heard_as("EH", ("EH", 0.9), ("V", 0.03), if_wrong=(("W", 0.6), ("B", 0.4)))
    outcome = run(evidence("very", phones={(0, 0): fact}))
    assert [(each.rule, each.target, each.heard) for each in outcome.issues] == [("V_W", "V", "W")]
    phone = outcome.words[0].phones[0]
    assert (phone.heard, phone.heard_probability) == ("W", 0.582)


def test_without_a_sure_second_name_the_slip_stays_and_what_was_heard_is_not_told(run, evidence):
    fact = heard_as("EH", ("EH", 0.9), if_wrong=(("W", 0.3), ("B", 0.3), ("F", 0.2), ("P", 0.2)))
    outcome = run(evidence("very", phones={(0, 0): fact}))
    (issue,) = outcome.issues
    assert (issue.rule, issue.heard, issue.heard_ipa) == ("SUB_UNCLEAR", None, None)
    phone = outcome.words[0].phones[0]
    assert (phone.state, phone.error_type, phone.heard) == ("error", "substitution", None)


def test_a_consonant_is_no_name_for_a_vowel(run, evidence):
    fact = heard_as("L", ("L", 0.9), ("IY", 0.5))
    (issue,) = run(evidence("this", phones={(0, 1): fact})).issues
    assert (issue.target, issue.heard) == ("IH", "IY")


def test_a_neighbour_of_the_same_class_needs_its_own_segment_to_say_so(run, evidence):
    """In `west` the t behind the s is heard in its place; learners do say s for th, beside another s, too."""
    spread = heard_as("T", ("T", 0.8), ("SH", 0.02))
    assert run(evidence("west", phones={(0, 2): spread})).issues[0].rule == "SUB_UNCLEAR"
    own = heard_as("T", ("T", 0.8), if_wrong=(("T", 0.9),))
    (issue,) = run(evidence("then then", phones={(0, 0): own})).issues
    assert issue.heard == "T"


def test_an_r_heard_as_a_vowel_after_one_was_left_out(run, evidence):
    fact = heard_as("AH", ("AH", 0.8), ("R", 0.03))
    (issue,) = run(evidence("supports", phones={(0, 4): fact})).issues
    assert (issue.rule, issue.heard) == ("R_DROP", None)


@pytest.mark.parametrize(("doubt", "expected"), [(0.99, 1), (0.72, 2)])
def test_what_is_heard_of_the_phone_behind_a_surer_slip_is_no_slip_of_its_own(
    run, evidence, doubt, expected
):
    """`zoo` before *wery*: its vowel is taken for the one that the lost v lies before."""
    phones = {(0, 1): heard_as("EH", ("EH", 0.7), p=0.8), (1, 0): heard_as("W", p=doubt)}
    outcome = run(evidence("zoo very", phones=phones))
    assert len(outcome.issues) == expected
    assert outcome.words[0].phones[1].state == ("uncertain" if expected == 1 else "error")
