"""What the registry begins with is what lies in the repository."""

import hashlib
import re

import pytest

from shared.models.own import OwnModel, digest_of, own_models
from shared.roster import ROSTER
from shared.settings import REPO_ROOT


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.version)
def test_files_and_figures_are_those_of_the_repository(model: OwnModel):
    assert model.service in {service.name for service in ROSTER}
    for file in model.files:
        content = (REPO_ROOT / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    card = (REPO_ROOT / model.card).read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in card.splitlines()]
    for name, value in model.figures.items():
        [row] = [row for row in rows if len(row) > 2 and row[1].startswith(name)][:1]
        assert re.match(rf"{value}0*\b", row[2]), (name, row)


def test_all_of_the_aligners_weights_are_known():
    named = {file.name for model in own_models() for file in model.files}
    here = {
        path.relative_to(REPO_ROOT).as_posix()
        for path in REPO_ROOT.glob("alignment-service/app/**/*.npz")
    }
    assert here <= named


def test_several_files_have_the_digest_of_their_digests():
    assert digest_of(["a" * 64]) == "a" * 64
    lines = ("a" * 64 + "\n" + "b" * 64).encode()
    assert digest_of(["a" * 64, "b" * 64]) == hashlib.sha256(lines).hexdigest()
