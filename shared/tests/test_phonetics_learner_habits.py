"""What learners say instead: the shipped table holds together, a broken one is refused by file and line."""

from pathlib import Path

import pytest

from shared.phonetics.arpabet import PHONES
from shared.phonetics.learner_habits import (
    EVERYONE,
    GROUPS,
    NATIVES,
    group_of,
    learner_habits,
    read_habits,
    said_instead,
)

HEAD = "target\tsaid\tcontext\t" + "\t".join(GROUPS)
GOOD = "DH\tD\tany" + "\toften" * len(GROUPS)


def test_targets_and_what_is_said_are_phones_and_each_change_is_there_once_a_context():
    habits = learner_habits()
    assert {each.target for each in habits} <= set(PHONES)
    assert {each.said for each in habits} <= {*PHONES, None}
    keys = [(each.target, each.said, each.context) for each in habits]
    assert len(keys) == len(set(keys))


def test_a_habit_has_a_share_between_none_and_all_for_each_group():
    for each in learner_habits():
        assert set(each.share) == set(GROUPS)
        assert all(0 < share < 1 for share in each.share.values())


@pytest.mark.parametrize(
    ("l1", "group"),
    [("hi", "indian"), ("ta", "indian"), ("zh", "chinese"), ("yue", "chinese"), ("es", "spanish"), ("en", NATIVES)],
)  # fmt: skip
def test_a_first_language_has_its_group(l1, group):
    assert group_of(l1) == group


@pytest.mark.parametrize("l1", [None, "", "zz", "fi"])
def test_of_an_unknown_first_language_it_is_everyones(l1):
    assert group_of(l1) == EVERYONE


def test_what_is_said_instead_of_a_phone_is_of_any_context():
    assert {"W", "F", "B"} <= set(said_instead()["V"])
    assert None in said_instead()["R"]


def test_a_good_table_is_read(tmp_path):
    (habit,) = read_habits(_table(tmp_path, f"# a comment\n{HEAD}\n{GOOD}\n"))
    assert (habit.target, habit.said, habit.context) == ("DH", "D", "any")


@pytest.mark.parametrize(
    "row",
    [
        GOOD.replace("DH", "QQ"),
        GOOD.replace("\tD\t", "\tQ\t"),
        GOOD.replace("\tD\t", "\tDH\t"),
        GOOD.replace("often", "now and then", 1),
        GOOD + "\toften",
        GOOD.removesuffix("\toften"),
        "DH",
    ],
)
def test_a_broken_row_is_refused_by_file_and_line(tmp_path, row):
    with pytest.raises(ValueError, match=r"^habits\.tsv, line 3: "):
        read_habits(_table(tmp_path, f"{HEAD}\n{GOOD}\n{row}\n"))


def test_other_groups_than_the_known_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"^habits\.tsv, line 1: columns"):
        read_habits(_table(tmp_path, HEAD.replace("korean", "martian") + "\n"))


def _table(folder: Path, content: str) -> Path:
    path = folder / "habits.tsv"
    path.write_text(content, encoding="utf-8")
    return path
