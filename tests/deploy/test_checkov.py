"""checkov finds nothing in the Dockerfile, the chart and the workflows but what deploy/checkov.toml has a reason for."""

import fnmatch
import json
import os
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("helm_python.chart", reason="make check-deploy has it")

from .test_chart import CHART, OF_VALUES, SERVICES, rendered

ROOT = Path(__file__).parents[2]
CHECKOV = ROOT / ".venv-checkov" / "bin" / "checkov"
LEFT: list[dict[str, str]] = tomllib.loads((ROOT / "deploy" / "checkov.toml").read_text("utf-8"))["left"]  # fmt: skip

pytestmark = pytest.mark.skipif(not CHECKOV.exists(), reason="make check-deploy has it")


def asked(framework: str, *where: str | Path) -> tuple[int, set[tuple[str, str]]]:
    """How many checks passed, and (check, what it is held against) of those that did not. Nothing outside this machine is asked."""
    command = [CHECKOV, "--framework", framework, "--skip-download", "--quiet", "--compact", "--output", "json", *where]  # fmt: skip
    unreachable = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9")  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=os.environ | unreachable, capture_output=True, text=True, check=False, timeout=240)  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(done.stdout)
    reports: list[dict[str, Any]] = told if isinstance(told, list) else [told]
    assert not any(each["summary"]["parsing_errors"] for each in reports)
    failed = {
        (each["check_id"], each["resource"])
        for report in reports
        for each in report["results"]["failed_checks"]
    }
    return sum(each["summary"]["passed"] for each in reports), failed


def as_installed(example: str, folder: Path) -> None:
    """As `helm install -n voice -f digests.yaml` makes it: each object in its namespace, each image by its digest."""
    image = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))["image"]
    digests = dict.fromkeys(SERVICES, "sha256:" + "0" * 64)
    objects = rendered(example, image=image | {"digests": digests})
    for each in objects:
        each["metadata"]["namespace"] = "voice"
    (folder / f"{example}.yaml").write_text(yaml.safe_dump_all(objects), "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, set[tuple[str, str]]]]:
    folder = tmp_path_factory.mktemp("rendered")
    for example in ("none", *OF_VALUES):
        as_installed(example, folder)
    return {
        "chart": asked("kubernetes", "--directory", folder),
        "Dockerfile": asked("dockerfile", "--file", "Dockerfile"),
        "workflows": asked("github_actions", "--directory", ".github"),
    }


@pytest.mark.timeout(400)
def test_what_is_found_has_a_reason_and_what_has_a_reason_is_found(found):
    failed = set().union(*(each for _, each in found.values()))
    explained = {
        (check, at)
        for check, at in failed
        for left in LEFT
        if left["check"] == check and fnmatch.fnmatch(at, left["at"])
    }
    assert failed - explained == set()
    assert {left["check"] for left in LEFT} == {check for check, _ in failed}


def test_each_of_the_three_was_looked_at(found):
    assert found["chart"][0] > 4_000
    assert found["Dockerfile"][0] > 100
    assert found["workflows"][0] > 20


def test_each_reason_is_a_sentence():
    assert [left["check"] for left in LEFT if len(left["why"].split()) < 8 or not left["asks"]] == []  # fmt: skip
    assert len({left["check"] for left in LEFT}) == len(LEFT)


def test_a_pod_that_may_all_is_found(tmp_path: Path):
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "bold", "namespace": "voice"},
        "spec": {"containers": [{"name": "bold", "image": "bold:1.0", "securityContext": {"privileged": True}}]},
    }  # fmt: skip
    (tmp_path / "pod.yaml").write_text(yaml.safe_dump(pod), "utf-8")
    _, failed = asked("kubernetes", "--directory", tmp_path)
    assert ("CKV_K8S_16", "Pod.voice.bold") in failed
