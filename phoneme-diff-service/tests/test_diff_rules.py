"""The rules files: what is shipped holds together, what is broken stops the start by file and line."""

import shutil

import pytest

from shared.phonetics.learner_habits import learner_habits

from ..app.services import rules
from ..app.services.rules import site


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped rules to break."""
    for path in rules.SHIPPED.glob("*.tsv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_shipped_rules_load_and_name_the_starting_set():
    ids = {rule.id for rule in rules.load_book(rules.SHIPPED).rules}
    started_from = {
        "V_W", "TH_T", "DH_D", "ASPIR", "Z_S", "Z_JH", "ZH_X", "S_SH", "F_P", "V_B", "AE_EH", "AE_AA",
        "AA_AO", "AO_AA", "EY_EH", "OW_MON", "IH_IY", "UH_UW", "AH_AA", "SCHWA", "ER_R", "R_TAP", "EPEN_I",
        "EPEN_A", "EPEN_U", "CC_DEL", "Y_W_ON", "VOICE_TA", "H_DROP", "NG_G", "WH", "ED", "S_PL", "CH_SH",
    }  # fmt: skip
    assert started_from <= ids


def test_the_contexts_of_learners_habits_are_those_of_the_rules():
    contexts = {each.context for each in learner_habits()}
    assert [each for each in contexts if site.unknown_contexts(each)] == []


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        (
            "rules.tsv",
            "X\tV>Q\tany\tconsonant\t2\tall\tauto\tV_W\tx",
            "'Q' is not an ARPAbet phone",
        ),
        ("rules.tsv", "V_W\tV>W\tany\tconsonant\t2\tall\tauto\tV_W\tx", "'V_W' is already on line"),
        (
            "rules.tsv",
            "X\tV>W\tnowhere\tconsonant\t2\tall\tauto\tV_W\tx",
            "unknown context 'nowhere'",
        ),
        ("rules.tsv", "X\tV>W\tany\tnoise\t2\tall\tauto\tV_W\tx", "unknown category 'noise'"),
        ("rules.tsv", "X\tV>W\tany\tconsonant\t9\tall\tauto\tV_W\tx", "base must be 1 to 3"),
        ("rules.tsv", "X\tV>W\tany\tconsonant\t2\tall\tauto\tV_W\t{colour}", "unknown placeholder"),
        ("rules.tsv", "X\tV W\tany\tconsonant\t2\tall\tauto\tV_W\tx", "is no change"),
        ("rules.tsv", "X\tV>W", "2 columns, not 9"),
        ("variants.tsv", "x\tT>D\tany\tperhaps\twhy", "could not convert"),
        ("functional_load.tsv", "V/V\t1\t1", "is no pair"),
    ],
)
def test_a_broken_line_is_named_by_file_and_line(folder, file, line, complaint):
    path = folder / file
    content = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    path.write_text(content + line + "\n", encoding="utf-8")
    number = len(content.splitlines()) + 1
    with pytest.raises(rules.RuleError, match=rf"^{file}:{number}: .*{complaint}"):
        rules.load_book(folder)


def test_a_book_without_a_default_rule_is_refused(folder):
    path = folder / "rules.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("INS\t")), "utf-8")
    with pytest.raises(rules.RuleError, match="default rule INS is missing"):
        rules.load_book(folder)


def test_a_missing_file_is_named(folder):
    (folder / "variants.tsv").unlink()
    with pytest.raises(rules.RuleError, match=r"variants\.tsv"):
        rules.load_book(folder)
