"""Every expression of rules and dashboards is PromQL, of metrics and labels that there are.

Those of the table in docs/operations.md, which tests/integration/test_metrics.py holds to what the services tell.
"""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

promql = pytest.importorskip("promql_parser", reason="make check-deploy has it")

NOT_WATCHED = {
    "process_virtual_memory_bytes",
    "websocket_seconds",
}
"""Read where something else has been seen."""
OF_TARGETS = {"job", "instance"}
OF_PROMETHEUS = {"up": set(), "ALERTS": {"alertname", "alertstate"}}
PARTS = {"_bucket": {"le"}, "_count": set(), "_sum": set(), "": set()}


PROGRAM = runpy.run_path(str(Path(__file__).parents[2] / "deploy" / "monitoring" / "dashboards.py"))
SHEETS, WIDTH, dashboard = PROGRAM["SHEETS"], PROGRAM["WIDTH"], PROGRAM["dashboard"]
SHOWN = [
    (sheet.uid, curves.title, line)
    for sheet in SHEETS
    for row in sheet.rows.values()
    for curves in row
    for line in curves.lines.values()
]


def parsed(expression: str) -> Any:
    """Grafana fills its variables in."""
    return promql.parse(expression.replace('"$job"', '".*"'))


def selectors(node: Any) -> Iterator[Any]:
    if isinstance(node, promql.VectorSelector):
        yield node
        return
    if isinstance(node, promql.MatrixSelector):
        yield from selectors(node.vector_selector)
        return
    if isinstance(node, promql.Call):
        for each in node.args:
            yield from selectors(each)
        return
    for name in ("expr", "lhs", "rhs"):
        inner = getattr(node, name, None)
        if inner is not None:
            yield from selectors(inner)


def grouped_by(node: Any) -> Iterator[tuple[Any, set[str]]]:
    """Aggregations with the labels that they keep."""
    if isinstance(node, promql.AggregateExpr) and node.modifier is not None:
        yield node, set(node.modifier.labels)
    for name in ("expr", "lhs", "rhs", "args"):
        inner = getattr(node, name, None)
        for each in inner if isinstance(inner, list) else [inner]:
            if each is not None and not isinstance(each, str):
                yield from grouped_by(each)


@pytest.fixture(scope="session")
def labels_of(documented, rules) -> dict[str, set[str]]:
    """Of every series that there is: those told, and those recorded."""
    found = {name: labels | OF_TARGETS for name, labels in OF_PROMETHEUS.items()}
    for name, labels in documented.items():
        for part, more in PARTS.items():
            found[name + part] = labels | more | OF_TARGETS
    for rule in rules:
        if "record" in rule:
            kept = [labels for _, labels in grouped_by(parsed(rule["expr"]))]
            found[rule["record"]] = set().union(*kept) - {"le"}
    return found


def unknown(expression: str, labels_of: dict[str, set[str]]) -> list[str]:
    tree = parsed(expression)
    wrong = []
    for selector in selectors(tree):
        if selector.name not in labels_of:
            wrong.append(selector.name)
            continue
        asked = {matcher.name for matcher in selector.matchers.matchers}
        wrong += [f"{selector.name}{{{each}}}" for each in asked - labels_of[selector.name]]
    for node, labels in grouped_by(tree):
        within = [labels_of.get(each.name, set()) for each in selectors(node.expr)]
        wrong += [f"by ({each})" for each in labels if not any(each in have for have in within)]
    return wrong


def test_a_metric_and_a_label_that_nobody_tells_are_seen(labels_of):
    assert unknown("sum(rate(http_request_total[5m]))", labels_of) == ["http_request_total"]
    assert unknown('sum by (stag) (http_requests_total{code="5"})', labels_of) == [
        "http_requests_total{code}",
        "by (stag)",
    ]
    assert unknown("sum by (stage) (orchestrator_stage_seconds_count)", labels_of) == []


def test_rules_are_of_metrics_that_there_are(rules, labels_of):
    wrong = {
        rule.get("alert") or rule["record"]: unknown(rule["expr"], labels_of) for rule in rules
    }
    assert {name: each for name, each in wrong.items() if each} == {}


@pytest.mark.parametrize(("sheet", "title", "line"), SHOWN)
def test_a_panel_is_of_metrics_that_there_are(sheet, title, line, labels_of):
    assert unknown(line, labels_of) == []


def test_each_metric_that_operations_tells_to_look_at_is_shown_or_warned_of(documented, rules):
    lines = [rule["expr"] for rule in rules] + [line for _, _, line in SHOWN]
    named = {selector.name for line in lines for selector in selectors(parsed(line))}
    seen = {name for name in documented if any(name + part in named for part in PARTS)}
    assert documented.keys() - seen == NOT_WATCHED


def test_a_summary_names_labels_that_its_alert_has(alerts, labels_of):
    for rule in alerts.values():
        tree = parsed(rule["expr"])
        have = set().union(*(labels for _, labels in grouped_by(tree)))
        have |= set().union(*(labels_of[each.name] for each in selectors(tree)))
        assert set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"])) <= have


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.uid)
def test_grafanas_own_types_read_a_dashboard(sheet):
    dashboards = pytest.importorskip("grafana_foundation_sdk.models.dashboard")
    read = dashboards.Dashboard.from_json(dashboard(sheet))
    assert (read.uid, read.title) == (sheet.uid, sheet.title)
    n_curves = sum(map(len, sheet.rows.values()))
    assert len(read.panels) == len(sheet.rows) + n_curves


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.uid)
def test_no_panel_lies_over_another(sheet):
    taken: set[tuple[int, int]] = set()
    for panel in dashboard(sheet)["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken
        assert at["x"] + at["w"] <= WIDTH
        taken |= cells
