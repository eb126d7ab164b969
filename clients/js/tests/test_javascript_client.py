"""The JavaScript client: built by tsc, its tests type-checked and run by Node."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet
from shared.testing.ports import free_port
from shared.testing.proxy import UnreliableProxy

CLIENT = REPO_ROOT / "clients" / "js"
PACKAGES = REPO_ROOT / "web" / "node_modules"
NODE = REPO_ROOT / ".venv-node" / "bin" / "node"


@pytest.fixture
def run_in_copy(tmp_path: Path):
    """Runs Node in a copy of the package that has been built; a failure shows what it printed."""
    if not (NODE.exists() and (PACKAGES / "installed").exists()):
        pytest.skip("the web client's packages are not installed: run make web")
    project = tmp_path / "js"
    shutil.copytree(CLIENT, project, ignore=shutil.ignore_patterns("dist", "node_modules"))
    (project / "node_modules").symlink_to(PACKAGES)

    def run(*arguments: object, **environment: object) -> str:
        done = subprocess.run(
            [NODE, *map(str, arguments)],
            cwd=project,
            env=os.environ | {name: str(value) for name, value in environment.items()},
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("node_modules/typescript/bin/tsc")
    shutil.copy(project / "src" / "schema.d.ts", project / "dist")
    return run


def test_it_does_what_its_tests_say(
    run_in_copy,
    network: UnreliableProxy,
    locked_fleet: RunningFleet,
    key: str,
    recording: Path,
    practised: str,
):
    run_in_copy("node_modules/typescript/bin/tsc", "--project", "tests")
    port = free_port()
    told = run_in_copy(
        "--test", "--test-reporter=tap", "tests/client.test.ts",
        FLEET=network.target, NETWORK=network.url, LOCKED=locked_fleet.url, KEY=key, NOBODY=f"http://127.0.0.1:{port}",
        RECORDING=recording, PRACTISED=practised,
    )  # fmt: skip
    assert "# fail 0" in told
    assert "# tests 0" not in told


def test_it_needs_no_other_package():

    package = json.loads((CLIENT / "package.json").read_text("utf-8"))
    assert not package.keys() & {"dependencies", "peerDependencies", "optionalDependencies"}
