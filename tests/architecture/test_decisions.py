"""docs/adr/README.md lists the decisions as they stand."""

import re
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT

ADR = REPO_ROOT / "docs" / "adr"
INDEX = (ADR / "README.md").read_text(encoding="utf-8")
DECISIONS = sorted(ADR.glob("[0-9]*.md"))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_in_the_index_with_its_title_and_state(decision: Path):
    heading, status, *_ = decision.read_text(encoding="utf-8").splitlines()
    number, title = re.fullmatch(r"# (\d+)\. (.+)", heading).groups()  # pyright: ignore[reportOptionalMemberAccess]
    assert int(number) == int(decision.name[:4])
    row = next((line for line in INDEX.splitlines() if f"({decision.name})" in line), "")
    assert row == f"| [{number}]({decision.name}) | {title} | {status.removeprefix('Status: ')} |"


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_fits_on_a_page(decision: Path):
    assert len(decision.read_text(encoding="utf-8").splitlines()) <= 40


def test_no_two_decisions_share_a_number():
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert len(set(numbers)) == len(numbers)
