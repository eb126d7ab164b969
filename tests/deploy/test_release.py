"""What makes a release: a workflow of targets that there are, locks that are audited, bills of what is shipped, images by their digests."""

import json
import os
import re
import runpy
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.roster import ROSTER

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "deploy" / "release"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def program(name: str) -> dict[str, Any]:
    return runpy.run_path(str(RELEASE / f"{name}.py"))


AUDIT, BILLS, PUSH, SIGN = map(program, ("audit", "bills", "push", "sign"))


# the workflow


def steps() -> list[dict[str, Any]]:
    jobs = [job for path in WORKFLOWS for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values()]  # fmt: skip
    return [step for job in jobs for step in job["steps"]]


def test_a_workflow_calls_targets_that_there_are():
    called = {name for step in steps() for name in re.findall(r"\bmake ([a-z-]+)", step.get("run", ""))}  # fmt: skip
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"check", "test", "check-deploy", "audit", "images", "sbom", "push-images"} <= called
    assert called <= targets


def test_ci_calls_what_ci_run_calls():
    by_hand = set(re.findall(r"^make ([a-z-]+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE))  # fmt: skip
    called = {step["run"].removeprefix("make ") for step in steps() if "run" in step}
    assert by_hand
    assert by_hand <= called


def test_actions_have_a_version_and_no_job_may_more_than_read_unless_it_says_why():
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert [
        each
        for each in used
        if not re.fullmatch(r"[\w.-]+/[\w.-]+@(v?\d+(\.\d+)*|[0-9a-f]{40})", each)
    ] == []
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text("utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        may_more = {name for name, job in workflow["jobs"].items() if "permissions" in job}
        assert may_more == {"release" if path.stem == "ci" else "lock"}
    held = [step["with"]["persist-credentials"] for step in steps() if step.get("uses", "").startswith("actions/checkout")]  # fmt: skip
    assert not any(held)


def test_a_command_takes_what_others_wrote_from_its_environment_alone():
    """`${{ github.ref_name }}` in a command would be run as one."""
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


# the audit


def test_every_pin_of_every_lock_is_asked_for_once_a_round():
    locks = ["a==1 \\\n    --hash=sha256:0\nb-c[x]==2\n# d==3\n", "A==2\nb_c==2\n"]
    wanted = AUDIT["pins"](locks)
    assert wanted == {("a", "1"), ("a", "2"), ("b-c", "2")}
    assert list(AUDIT["rounds"](wanted)) == [["a==1", "b-c==2"], ["a==2"]]


def test_each_lock_is_there_and_names_something():
    locks = AUDIT["python_locks"]()
    assert {"fleet.txt", "dev.txt", "pipeline-orchestrator.txt"} <= {each.name for each in locks}
    assert len(AUDIT["pins"](each.read_text("utf-8") for each in locks)) > 200
    there = {each.parent for each in ROOT.glob("[!.]*/package-lock.json")} | {ROOT / "web/tests/lighthouse", ROOT / "tests/clients", ROOT / "tests/deploy/schemas"}  # fmt: skip
    assert set(AUDIT["npm_locks"]()) == there


KNOWN = {"dependencies": [
    {"name": "jinja2", "version": "2.11.2", "vulns": [{"id": "PYSEC-2021-66", "fix_versions": ["2.11.3"]}]},
    {"name": "anyio", "version": "4", "vulns": []},
]}  # fmt: skip
SKIPPED = {"dependencies": [{"name": "torch", "skip_reason": "not found on PyPI"}]}
OF_NPM = {
    "metadata": {"dependencies": {"total": 7}},
    "vulnerabilities": {
        "a": {"range": "<2", "via": [{"url": "https://advisories.example/GHSA-x", "title": "bad"}]},
        "b": {"range": "*", "via": ["a"]},
    },
}


def test_what_is_known_fails_unless_it_is_borne_for_now():
    told = AUDIT["of_pip_audit"](KNOWN)
    status, lines = AUDIT["verdict"](told, {})
    assert status == 1
    assert lines[0] == "jinja2 2.11.2: PYSEC-2021-66 (mended in 2.11.3)"
    text = '[[accepted]]\nid = "PYSEC-2021-66"\nwhy = "no template is a caller\'s"\nuntil = 2026-12-31\n'
    borne = AUDIT["accepted"](text, date(2026, 12, 31))
    assert AUDIT["verdict"](told, borne)[0] == 0
    assert AUDIT["accepted"](text, date(2027, 1, 1)) == {}


def test_whom_nobody_answered_for_is_not_taken_for_well():
    told = AUDIT["of_pip_audit"](SKIPPED)
    told.add(AUDIT["of_npm"]("web/package-lock.json", {"error": {"code": "E405"}}))
    status, lines = AUDIT["verdict"](told, {})
    assert status == 3
    assert "nobody answered for 2: torch, web/package-lock.json" in lines


def test_of_npm_each_weakness_is_told_once():
    told = AUDIT["of_npm"]("web/package-lock.json", OF_NPM)
    assert told.n_answered == 7
    assert [(each.package, each.id) for each in told.found] == [("a", "GHSA-x")]


def test_what_is_accepted_says_why_and_until_when():
    AUDIT["accepted"]((RELEASE / "accepted.toml").read_text("utf-8"), date.today())


# bills of materials


def test_each_image_has_a_bill():
    images = {service.name for service in ROSTER} | {"asr-service-gpu"}
    assert set(BILLS["image_locks"]()) == images
    assert all(lock.is_file() for lock in BILLS["image_locks"]().values())


def test_the_pages_bill_leaves_tools_out_and_has_hashes():
    lock = {"packages": {
        "": {"name": "page"},
        "node_modules/preact": {"version": "10.1.0", "license": "MIT", "integrity": "sha512-AAEC"},
        "node_modules/a/node_modules/@b/c": {"version": "2.0.0", "integrity": "sha1-/w=="},
        "node_modules/vite": {"version": "7.0.0", "dev": True, "integrity": "sha512-AAEC"},
    }}  # fmt: skip
    parts = BILLS["page_bill"](lock)["components"]
    assert [each["purl"] for each in parts] == ["pkg:npm/preact@10.1.0", "pkg:npm/%40b/c@2.0.0"]
    assert parts[0]["hashes"] == [{"alg": "SHA-512", "content": "000102"}]
    assert parts[1]["hashes"] == [{"alg": "SHA-1", "content": "ff"}]


def test_the_models_bill_has_what_is_fetched_and_what_is_ours(tmp_path: Path):
    parts = json.loads(BILLS["write_models"](tmp_path).read_text("utf-8"))["components"]
    assert {"whisper-base", "kokoro-82m", "aligner"} <= {each["name"] for each in parts}
    files = [file for each in parts for file in each["components"]]
    assert all(re.fullmatch("[0-9a-f]{64}", file["hashes"][0]["content"]) for file in files)


def test_an_images_bill_has_all_of_its_lock_with_hashes(tmp_path: Path):
    python = ROOT / ".venv-audit" / "bin" / "python"
    if not python.exists():
        pytest.skip("make sbom has it")
    lock = tmp_path / "small.txt"
    lock.write_text("anyio==4.9.0 \\\n    --hash=sha256:" + "ab" * 32 + "\n", "utf-8")
    code = f"import runpy, pathlib; runpy.run_path({str(RELEASE / 'bills.py')!r})['write_python']('small', pathlib.Path({str(lock)!r}), pathlib.Path({str(tmp_path)!r}))"  # fmt: skip
    subprocess.run([python, "-c", code], check=True, timeout=60)
    bill = json.loads((tmp_path / "small.cdx.json").read_text("utf-8"))
    [part] = bill["components"]
    assert (part["name"], part["version"]) == ("anyio", "4.9.0")
    assert "ab" * 32 in json.dumps(part)
    assert bill["metadata"]["component"]["name"] == "agentforge/small"


# images by their digests


def stub(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_what_is_pushed_is_named_and_signed_by_its_digest(tmp_path: Path):
    digest = "sha256:" + "0a" * 32
    stub(tmp_path, "docker", f'''[ "$1" = image ] && echo "[\\"r.example.org/${{5#*/}}@{digest}\\", \\"elsewhere@sha256:0\\"]" | sed "s/:1.2.3@/@/"; exit 0''')  # fmt: skip
    stub(tmp_path, "cosign", 'echo "cosign $@"')
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    digests = tmp_path / "build" / "digests.yaml"
    pushing = [sys.executable, RELEASE / "push.py", "r.example.org", "1.2.3", digests]
    subprocess.run(pushing, env=environment, check=True, capture_output=True, timeout=60)
    image = yaml.safe_load(digests.read_text("utf-8"))["image"]
    services = {service.name for service in ROSTER}
    assert (image["registry"], image["tag"]) == ("r.example.org", "1.2.3")
    assert image["digests"] == dict.fromkeys(sorted(services), digest)
    signing = [sys.executable, RELEASE / "sign.py", digests, tmp_path]
    done = subprocess.run(signing, env=environment, check=True, capture_output=True, text=True, timeout=60)  # fmt: skip
    signed = re.findall(r"cosign sign --yes r\.example\.org/agentforge/([a-z-]+)@sha256:(?:0a){32}$", done.stdout, re.MULTILINE)  # fmt: skip
    assert set(signed) == services
    assert done.stdout.count("cosign attest --yes --type cyclonedx") == len(services)
