"""What the documents point to is there."""

import re
from pathlib import Path

import pytest

from shared.mount import module_of
from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT

DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "*/README.md")
    for path in REPO_ROOT.glob(pattern)
    if not path.relative_to(REPO_ROOT).parts[0].startswith(".")
)
LIVING = [path for path in DOCUMENTS if path.parent.name != "adr" or path.name == "README.md"]
"""Decisions and the changelog speak of the tree of their day; these speak of today's."""
ROOMS = {path.name for path in REPO_ROOT.iterdir() if path.is_dir()} | {"<service>"}
PATH_NAMED = re.compile(r"`((?:[\w.<>-]+/)+[\w.-]*)`")
README_BYTES = 14_000


def name_of(path: Path) -> str:
    return path.relative_to(REPO_ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_document_links_to_what_is_there(document: Path):
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", LIVING, ids=name_of)
def test_a_document_names_paths_that_are_there(document: Path):
    """From here or from the repository; those that start with one of its rooms. `<service>` stands for some of the eleven."""
    if document.name == "CHANGELOG.md":
        return
    named = PATH_NAMED.findall(document.read_text(encoding="utf-8"))
    missing = [
        path
        for path in named
        if path.split("/")[0] in ROOMS
        and not (document.parent / path).exists()
        and not any((REPO_ROOT / path.replace("<service>", service.name)).exists() for service in ROSTER)
    ]  # fmt: skip
    assert missing == []


def test_the_readme_can_be_read_in_one_go():
    assert (REPO_ROOT / "README.md").stat().st_size <= README_BYTES


def test_every_field_of_the_form_is_in_the_documents():
    options = module_of(ORCHESTRATOR, "pipelines.pronunciation.options").ProcessOptions
    page = (REPO_ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    fields = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", page, re.MULTILINE)
    named = set(re.findall(r"\w+", " ".join(fields)))
    assert sorted(set(options.model_fields) - named) == []
