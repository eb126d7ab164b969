"""The inventory of personal data names every table and every folder there is."""

import re

import pytest

from shared.mount import module_of
from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT

PAGE = (REPO_ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
KEY_OF_AN_OBJECT = re.compile(r"""["'](?:\{\w+\})?([a-z]+)/(?:["']|\{|erasures/)""")
"""The start of a string that can be one: `"tasks/…"`, `f"speech/{tenant}"`."""
NO_FOLDERS_OF_THE_STORE = {
    "application", "audio", "bytes", "image", "multipart", "text",  # media types, units
    "agentforge",
}  # fmt: skip


def named_in(heading: str) -> set[str]:
    """What the first column of the table with that heading names."""
    table = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0]
    rows = table.splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_every_table_is_in_the_inventory():
    tables = set(module_of(ORCHESTRATOR, "db.models").Base.metadata.tables)
    assert named_in("table") == tables


def test_every_folder_of_the_store_is_in_the_inventory():
    known = {name.split("/")[0] for name in named_in("folder of the store")}
    rooms = [
        *(REPO_ROOT / service.name / "app" for service in ROSTER),
        REPO_ROOT / "shared/storage",
    ]
    found = {
        (root, path.relative_to(REPO_ROOT).as_posix())
        for room in rooms
        for path in room.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "router." not in line and "re.compile" not in line
        for root in KEY_OF_AN_OBJECT.findall(line)
    }
    strays = {each for each in found if each[0] not in known | NO_FOLDERS_OF_THE_STORE}
    assert strays == set()
    assert known <= {root for root, _ in found} | {"workers"}


@pytest.mark.parametrize("kind", module_of(ORCHESTRATOR, "domain.retention").RETAINED_KINDS)
def test_the_days_of_every_kind_are_told(kind: str):
    fields = module_of(ORCHESTRATOR, "core.config").Settings.model_fields
    days = fields[f"retention_{kind}_days"].default
    assert re.search(rf"^\| `{kind}` \| {days} \|", PAGE, re.MULTILINE)
