"""`docker compose --profile monitoring` brings what watches, and nothing of it without being asked."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]  # fmt: skip
WATCHING = {"prometheus", "alertmanager", "dashboards", "grafana"}


def test_nothing_watches_unless_it_is_asked_to():
    asked_for = {name: each["profiles"] for name, each in SERVICES.items() if "profiles" in each}
    assert asked_for == {name: ["monitoring"] for name in WATCHING} | {"trainer": ["training"]}


def test_every_file_that_is_mounted_is_there():
    mounted = [volume for name in WATCHING for volume in SERVICES[name]["volumes"]]
    named = [each for volume in mounted for each in re.findall(r"\./deploy/[\w./-]+", volume)]
    assert len(named) == 4
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_prometheus_shows_the_first_of_several_tokens_and_its_key(tmp_path: Path):
    """By the shell that its image starts."""
    stub = tmp_path / "prometheus"
    stub.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    stub.chmod(0o755)
    prometheus = SERVICES["prometheus"]
    [line] = prometheus["command"]
    command = line.replace("$$", "$").replace("/run/metrics", str(tmp_path))
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "SERVICE_TOKEN": "the-new-one,the-old-one",
        "METRICS_KEY": "afv_of_prometheus",
    }
    assert environment.keys() - {"PATH"} == prometheus["environment"].keys()
    done = subprocess.run(
        [*prometheus["entrypoint"], command],
        env=environment, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert "--config.file=/etc/prometheus/prometheus.yml" in done.stdout
    config = yaml.safe_load((ROOT / "deploy/monitoring/prometheus/prometheus.yml").read_text("utf-8"))  # fmt: skip
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    key = jobs["pipeline-orchestrator"]["authorization"]["credentials_file"]
    token = jobs["services"]["authorization"]["credentials_file"]
    shown = [tmp_path / Path(each).relative_to("/run/metrics") for each in (token, key)]
    assert [each.read_text("utf-8") for each in shown] == ["the-new-one", "afv_of_prometheus"]
    assert {each.stat().st_mode & 0o077 for each in shown} == {0}


def test_dashboards_are_written_where_grafana_reads_them(tmp_path: Path):
    program = ROOT / "deploy" / "monitoring" / "dashboards.py"
    subprocess.run([sys.executable, "-I", program, tmp_path], check=True, timeout=30)
    assert len(list(tmp_path.glob("*.json"))) == 6
    provider = yaml.safe_load((ROOT / "deploy/monitoring/grafana/provisioning/dashboards/dashboards.yml").read_text("utf-8"))  # fmt: skip
    folder = provider["providers"][0]["options"]["path"]
    assert f"dashboards:{folder}" in SERVICES["dashboards"]["volumes"]
    assert f"dashboards:{folder}:ro" in SERVICES["grafana"]["volumes"]
    assert SERVICES["dashboards"]["command"][-1] == folder
