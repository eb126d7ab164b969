"""Needleman–Wunsch over phones, by hand-worked cases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.phonetics.arpabet import PHONES

from ..app.utils import edit_alignment as edit

phone_lists = st.lists(st.sampled_from(PHONES), min_size=1, max_size=8)


def changes(target: str, heard: str) -> list[tuple[str | None, str | None, int]]:
    """(target, heard, target index) of every step that isn't a match."""
    targets, spoken = target.split(), heard.split()
    found = []
    for step in edit.align_phones(targets, spoken):
        one = targets[step.target_start] if step.target_start < step.target_end else None
        other = spoken[step.heard_start] if step.heard_start < step.heard_end else None
        if one != other:
            found.append((one, other, step.target_start))
    return found


@pytest.mark.parametrize(
    ("target", "heard", "expected"),
    [
        ("V EH R IY", "W EH R IY", [("V", "W", 0)]),
        ("S K UW L", "S K UW", [("L", None, 3)]),
        ("S K UW L", "IH S K UW L", [(None, "IH", 0)]),
        ("F IH L M", "F IH L AH M", [(None, "AH", 3)]),
        ("TH IH N", "T IY N", [("TH", "T", 0), ("IH", "IY", 1)]),
        ("L AE S T", "L AE S", [("T", None, 3)]),
        ("S AH P AO R T", "S P AO R T", [("AH", None, 1)]),
    ],
)
def test_each_changed_phone_is_found_where_it_changed(target, heard, expected):
    assert changes(target, heard) == expected


def test_a_vowel_is_never_matched_with_a_consonant():
    assert changes("AA", "K") == [("AA", None, 0), (None, "K", 1)] or changes("AA", "K") == [
        (None, "K", 0),
        ("AA", None, 0),
    ]


def test_the_most_distant_vowels_are_a_substitution_not_a_loss_and_a_gain():
    assert changes("B IY T", "B AA T") == [("IY", "AA", 1)]


@pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 9), (9, 1), (300, 300), (300, 340)])
def test_the_path_covers_both_sequences_once_at_every_length(n, m):
    path = edit.align_phones(["S", "AA"] * n, ["S", "AA"] * m)
    assert [i for s in path for i in range(s.target_start, s.target_end)] == list(range(2 * n))
    assert [j for s in path for j in range(s.heard_start, s.heard_end)] == list(range(2 * m))


@settings(deadline=None)
@given(phone_lists)
def test_a_sequence_against_itself_has_no_change(phones):
    assert changes(" ".join(phones), " ".join(phones)) == []
