"""Each alert is tried, and whoever is called by it finds what to do."""

import re
from pathlib import Path
from typing import Any

import yaml

from shared.roster import ASKED, CONTAINER_PORT, ORCHESTRATOR

MONITORING = Path(__file__).parents[2] / "deploy" / "monitoring"


def cases() -> list[dict[str, Any]]:
    return [
        case
        for path in sorted((MONITORING / "prometheus" / "tests").glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    ]


def firing(case: dict[str, Any]) -> set[str]:
    return {
        re.findall(r'alertname="(\w+)"', sample["labels"])[0]
        for asked in case["promql_expr_test"]
        for sample in asked["exp_samples"]
    }


def test_each_alert_has_a_case_that_fires_and_one_that_does_not(alerts):
    told = {case["name"]: firing(case) for case in cases()}
    assert set(told) == {f"{name} {how}" for name in alerts for how in ("fires", "is quiet")}
    for name in alerts:
        assert name in told[f"{name} fires"]
        assert told[f"{name} is quiet"] == set()


def test_every_case_asks_for_all_alerts_that_fire():
    asked = {each["expr"] for case in cases() for each in case["promql_expr_test"]}
    assert asked == {'count by (alertname) (ALERTS{alertstate="firing"})'}


def test_each_alert_has_its_heading_in_operations_and_no_heading_is_left_over(alerts, operations):
    [section] = re.findall(r"^## Alerts\n(.*?)^## ", operations, re.MULTILINE | re.DOTALL)
    lines = dict(re.findall(r"^### (\w+)\n(.+)$", section, re.MULTILINE))
    assert list(lines) == list(alerts)
    for name, rule in alerts.items():
        assert rule["annotations"]["runbook"] == f"docs/operations.md#{name.lower()}"
        assert rule["annotations"]["summary"]
        assert rule["labels"]["severity"] in {"page", "ticket", "info"}


def test_what_a_line_of_operations_points_to_is_there(operations):
    headings = re.findall(r"^#+ (.+)$", operations, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", operations)) <= anchors
    paragraphs = set(re.findall(r"^\*\*(.+?)\*\*", operations, re.MULTILINE))
    named = set(re.findall(r"“([^”]+)”(?:;[^.“]*)? below", operations))
    assert named
    assert {each for each in named if each + "." not in paragraphs and each not in paragraphs} == set()  # fmt: skip


def test_prometheus_scrapes_every_service_and_the_workers():
    config = yaml.safe_load((MONITORING / "prometheus" / "prometheus.yml").read_text("utf-8"))
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    [services] = jobs["services"]["dns_sd_configs"]
    assert services["names"] == [service.name for service in ASKED]
    assert services["port"] == CONTAINER_PORT
    [door] = jobs[ORCHESTRATOR.name]["dns_sd_configs"]
    assert (door["names"], door["port"]) == ([ORCHESTRATOR.name], CONTAINER_PORT)
    [worker] = jobs["worker"]["dns_sd_configs"]
    assert (worker["names"], worker["port"]) == (["worker"], 8020)
    shown = {name: job["authorization"]["credentials_file"] for name, job in jobs.items()}
    assert shown["services"] == shown["worker"] != shown[ORCHESTRATOR.name]
