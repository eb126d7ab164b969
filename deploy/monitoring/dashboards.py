"""Grafana's dashboards, written anew with each start: `python dashboards.py FOLDER`. The standard library is enough, so that a plain Python image runs it.

Expressions rest on prometheus/rules/recorded.yml where two places need the same; tests/deploy holds each to the metrics that there are.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = {"type": "prometheus", "uid": "prometheus"}
WIDTH = 24
"""Of Grafana's grid."""


@dataclass(frozen=True, slots=True)
class Curves:
    """One panel."""

    title: str
    lines: dict[str, str]
    """Legend, of Grafana's form, → PromQL."""
    unit: str = "short"
    """Grafana's name: s, percentunit, bytes, reqps, short."""
    most: float | None = None
    """Above it is trouble: a red line."""
    is_one_number: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One dashboard. Its file is named by `uid`."""

    uid: str
    title: str
    rows: dict[str, tuple[Curves, ...]]
    asks: dict[str, str] | None = None
    """Variable → the query for its values."""


DOOR = 'service="pipeline-orchestrator", route!~"/health|/ready|/metrics"'

OVERVIEW = Sheet(
    "afv-overview",
    "Voice: overview",
    {
        "What is promised": (
            Curves(
                "Requests not answered, 1 h",
                {"": "door:unanswered:ratio_rate1h"},
                "percentunit",
                0.0144,
                True,
                "0.1 % may, over a month",
            ),
            Curves(
                "Clips under 6 s not done in 20 s, 1 h",
                {"": "clips:late:ratio_rate1h"},
                "percentunit",
                0.72,
                True,
                "5 % may, over a month",
            ),
            Curves(
                "Of the allowance used, 3 d",
                {
                    "requests": "door:unanswered:ratio_rate3d / 0.001",
                    "clips": "clips:late:ratio_rate3d / 0.05",
                },
                "percentunit",
                1,
            ),
        ),
        "Now": (
            Curves(
                "Requests a second",
                {"{{status}}": f"sum by (status) (rate(http_requests_total{{{DOOR}}}[5m]))"},
                "reqps",
            ),
            Curves(
                "Answers, p95",
                {
                    "{{route}}": f"histogram_quantile(0.95, sum by (route, le) (rate(http_request_seconds_bucket{{{DOOR}}}[5m])))"
                },
                "s",
            ),
            Curves(
                "Tasks that ended, a minute",
                {
                    "{{status}}": '60 * sum by (status) (rate(orchestrator_tasks_total{status!="queued"}[5m]))'
                },
            ),
            Curves(
                "Alerts",
                {
                    "{{alertname}}": 'count by (alertname) (ALERTS{alertstate="firing"}) or vector(0)'
                },
            ),
            Curves("Not scraped", {"{{job}}": "sum by (job) (up == bool 0)"}),
            Curves(
                "Memory",
                {
                    "{{job}}": "job:memory_bytes:max",
                    "{{job}}, children": "job:children_memory_bytes:max",
                },
                "bytes",
            ),
        ),
        "Processes": (
            Curves("Processor", {"{{job}}": "sum by (job) (rate(process_cpu_seconds_total[5m]))"}),
            Curves(
                "Requests in flight", {"{{service}}": "sum by (service) (http_requests_in_flight)"}
            ),
            Curves(
                "Open files",
                {"{{job}}": "max by (job) (process_open_fds / process_max_fds)"},
                "percentunit",
                0.8,
            ),
            Curves(
                "Decoders lost, an hour",
                {
                    "{{job}} {{reason}}": "sum by (job, reason) (increase(audio_decoders_lost_total[1h]))"
                },
            ),
        ),
    },
)

PIPELINE = Sheet(
    "afv-pipeline",
    "Voice: pipeline",
    {
        "Clips under 6 s": (
            Curves(
                "From coming to end",
                {
                    f"p{share}": f"histogram_quantile(0.{share}, sum by (le) (rate(orchestrator_clip_seconds_bucket[15m])))"
                    for share in (50, 95)
                },
                "s",
                20,
            ),
            Curves(
                "Late",
                {window: f"clips:late:ratio_rate{window}" for window in ("30m", "6h", "3d")},
                "percentunit",
                0.05,
            ),
        ),
        "Stages": (
            Curves("Stages, p95", {"{{stage}}": "stage:seconds:p95_15m"}, "s"),
            Curves(
                "Share of the time",
                {
                    "{{stage}}": "sum by (stage) (rate(orchestrator_stage_seconds_sum[15m])) / on () group_left () sum(rate(orchestrator_stage_seconds_sum[15m]))"
                },
                "percentunit",
            ),
            Curves(
                "Stages that fail", {"{{stage}}": "stage:failed:ratio_rate15m"}, "percentunit", 0.1
            ),
        ),
        "Calls of services": (
            Curves(
                "Calls, p95",
                {
                    "{{service}}": "histogram_quantile(0.95, sum by (service, le) (rate(orchestrator_upstream_seconds_bucket[15m])))"
                },
                "s",
            ),
            Curves(
                "Come to nothing",
                {"{{service}}": "upstream:broken:ratio_rate10m"},
                "percentunit",
                0.05,
            ),
            Curves("Spared", {"{{service}}": "max by (service) (orchestrator_upstream_spared)"}),
        ),
    },
)

ENGINES = Sheet(
    "afv-engines",
    "Voice: engines",
    {
        "Lines": (
            Curves("Places taken", {"{{job}} {{line}}": 'job_line:busy:share{job=~"$job"}'}, "percentunit", 1),
            Curves("Waiting", {"{{job}} {{line}}": 'sum by (job, line) (line_waiting{job=~"$job"})'}),
            Curves("Told to come again, in 10 min", {"{{job}} {{line}}": 'sum by (job, line) (increase(line_refused_total{job=~"$job"}[10m]))'}),
            Curves("Until a place was had, p95", {"{{job}} {{line}}": 'histogram_quantile(0.95, sum by (job, line, le) (rate(line_wait_seconds_bucket{job=~"$job"}[15m])))'}, "s"),
        ),
        "Work": (
            Curves("Runs, p95", {"{{job}}": 'job:engine_seconds:p95_15m{job=~"$job"}'}, "s"),
            Curves("Runs, a minute", {"{{job}} {{outcome}}": '60 * sum by (job, outcome) (rate(engine_runs_total{job=~"$job"}[5m]))'}),
            Curves("Runs that fail", {"{{job}}": 'job:engine_failed:ratio_rate15m{job=~"$job"}'}, "percentunit", 0.02),
            Curves("Loaded in", {"{{job}}": 'max by (job) (engine_load_seconds{job=~"$job"})'}, "s"),
            Curves("What is loaded", {"{{job}}: {{engine}} {{model_version}}": 'count by (job, engine, model_version) (engine_info{job=~"$job"})'}),
        ),
        "Live": (
            Curves("Streams", {"{{service}}": "sum by (service) (websockets_open)"}),
            Curves("Behind the sound, p95", {"words": "histogram_quantile(0.95, sum by (le) (rate(live_lag_seconds_bucket[10m])))"}, "s", 1),
            Curves(
                "Words judged behind the word, p95",
                {
                    "words": "histogram_quantile(0.95, sum by (le) (rate(live_words_judged_after_seconds_bucket[10m])))"
                },
                "s",
                5,
            ),
            Curves(
                "Words judged, a minute",
                {"{{state}}": "60 * sum by (state) (rate(live_words_judged_total[5m]))"},
            ),
            Curves(
                "Passes put off and streams resumed, in 10 min",
                {
                    "put off": "sum(increase(live_passes_put_off_total[10m]))",
                    "resumed": "sum(increase(live_resumed_total[10m]))",
                },
            ),
            Curves("Sound heard at once", {"seconds a second": "sum(rate(live_audio_seconds_total[5m]))"}),
            Curves("Streams that ended, in 15 min", {"{{service}} {{code}}": "sum by (service, code) (increase(websockets_total[15m]))"}),
        ),
    },
    asks={"job": "label_values(engine_info, job)"},
)  # fmt: skip

EVENTS = Sheet(
    "afv-queue-and-events",
    "Voice: queue and events",
    {
        "Queue": (
            Curves("Tasks that wait", {"tasks": "queue:depth:max"}),
            Curves("The oldest has waited for", {"oldest": "queue:oldest_seconds:max"}, "s", 120),
            Curves("Worked on", {"{{job}}": "sum by (job) (orchestrator_tasks_running)"}),
        ),
        "Events": (
            Curves(
                "Published, a minute",
                {"{{type}}": "60 * sum by (type) (rate(orchestrator_events_published_total[5m]))"},
            ),
            Curves(
                "Handled, a minute",
                {
                    "{{consumer}} {{outcome}}": "60 * sum by (consumer, outcome) (rate(orchestrator_events_handled_total[5m]))"
                },
            ),
            Curves("Dead letters", {"letters": "max(orchestrator_dead_letters)"}, most=1),
        ),
        "Loops, erasures and consents": (
            Curves("Loops that go on", {"{{loop}}": "sum by (loop) (orchestrator_loops)"}),
            Curves(
                "Loops started again, in an hour",
                {"{{loop}}": "sum by (loop) (increase(orchestrator_loop_restarts_total[1h]))"},
            ),
            Curves("Erasures overdue", {"objects": "max(orchestrator_erasures_overdue)"}, most=1),
            Curves(
                "Consents",
                {
                    "end within a week": "max(orchestrator_consents_ending)",
                    "have ended, samples still there": "max(orchestrator_consents_lapsed)",
                },
            ),
        ),
    },
)

TENANTS = Sheet(
    "afv-tenants",
    "Voice: tenants",
    {
        "Who sends (ORCHESTRATOR_NAMED_TENANTS by name, the others as one)": (
            Curves(
                "Tasks, an hour",
                {
                    "{{tenant}}": 'sum by (tenant) (increase(orchestrator_tenant_tasks_total{status="queued"}[1h]))'
                },
            ),
            Curves(
                "Tasks that fail",
                {
                    "{{tenant}}": (
                        '(sum by (tenant) (rate(orchestrator_tenant_tasks_total{status="failed"}[1h]))'
                        " or 0 * sum by (tenant) (rate(orchestrator_tenant_tasks_total[1h])))"
                        ' / sum by (tenant) (rate(orchestrator_tenant_tasks_total{status=~"succeeded|partial|failed"}[1h]))'
                    ),
                },
                "percentunit",
                0.1,
            ),
        ),
        "Limits": (
            Curves(
                "Refused, in an hour",
                {
                    "{{limit}}": "sum by (limit) (increase(orchestrator_refused_total[1h])) or vector(0)"
                },
            ),
            Curves(
                "Quotas used up to four fifths, in a day",
                {
                    "{{limit}}": "sum by (limit) (increase(orchestrator_quotas_near_total[1d])) or vector(0)"
                },
            ),
            Curves(
                "Counted without Redis, a second",
                {"requests": "sum(rate(orchestrator_rate_counts_away_total[5m]))"},
            ),
        ),
    },
)

MODELS = Sheet(
    "afv-models",
    "Voice: models",
    {
        "Trials": (
            Curves(
                "Tasks, an hour",
                {
                    "{{model}} {{course}}": "sum by (model, course) (increase(orchestrator_model_tasks_total[1h]))"
                },
            ),
            Curves(
                "Rolled back, in a day",
                {
                    "{{model}}: {{why}}": "sum by (model, why) (increase(orchestrator_model_rollbacks_total[1d]))"
                },
            ),
            Curves(
                "Drift",
                {"{{model}} {{measure}}": "max by (model, measure) (orchestrator_model_drift)"},
                most=0.25,
            ),
        ),
        "Side by side": (
            Curves(
                "Runs, p95",
                {
                    "{{job}} {{model}}": "histogram_quantile(0.95, sum by (job, model, le) (rate(model_run_seconds_bucket[15m])))"
                },
                "s",
            ),
            Curves(
                "Runs, a minute",
                {
                    "{{job}} {{model}} {{outcome}}": "60 * sum by (job, model, outcome) (rate(model_runs_total[5m]))"
                },
            ),
            Curves(
                "Translations, a minute",
                {"{{outcome}}": "60 * sum by (outcome) (rate(translated_sentences_total[5m]))"},
            ),
        ),
        "Training jobs": (
            Curves(
                "Unfinished",
                {"{{state}}": "max by (state) (orchestrator_training_jobs_unfinished)"},
            ),
            Curves(
                "Ended, in a day",
                {
                    "{{recipe}} {{state}}": "sum by (recipe, state) (increase(orchestrator_training_jobs_total[1d]))"
                },
            ),
            Curves(
                "Steps, p95",
                {
                    "{{recipe}} {{step}}": "histogram_quantile(0.95, sum by (recipe, step, le) (rate(orchestrator_training_step_seconds_bucket[1d])))"
                },
                "s",
            ),
        ),
    },
)

SHEETS = (OVERVIEW, PIPELINE, ENGINES, EVENTS, TENANTS, MODELS)


def dashboard(sheet: Sheet) -> dict[str, Any]:
    """As Grafana reads it."""
    panels: list[dict[str, Any]] = []
    top = 0
    for title, curves in sheet.rows.items():
        panels.append(
            {
                "id": len(panels) + 1,
                "type": "row",
                "title": title,
                "collapsed": False,
                "panels": [],
                "gridPos": {"x": 0, "y": top, "w": WIDTH, "h": 1},
            }
        )
        top += 1
        for first in range(0, len(curves), 3):
            beside = curves[first : first + 3]
            width = WIDTH // len(beside)
            for at, each in enumerate(beside):
                where = {"x": at * width, "y": top, "w": width, "h": 8}
                panels.append(_panel(len(panels) + 1, each, where))
            top += 8
    asked = [
        {
            "type": "query",
            "name": name,
            "label": name,
            "datasource": SOURCE,
            "query": query,
            "refresh": 2,
            "multi": True,
            "includeAll": True,
            "current": {"text": ["All"], "value": ["$__all"]},
        }
        for name, query in (sheet.asks or {}).items()
    ]
    return {
        "uid": sheet.uid,
        "title": sheet.title,
        "tags": ["agentforge-voice"],
        "schemaVersion": 41,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": asked},
        "panels": panels,
    }


def _panel(number: int, curves: Curves, where: dict[str, int]) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    custom: dict[str, Any] = {}
    if curves.most is not None:
        steps.append({"color": "red", "value": curves.most})
        custom = {"thresholdsStyle": {"mode": "line"}}
    defaults: dict[str, Any] = {
        "unit": curves.unit,
        "min": 0,
        "thresholds": {"mode": "absolute", "steps": steps},
    }
    if not curves.is_one_number:
        defaults["custom"] = custom
    return {
        "id": number,
        "type": "stat" if curves.is_one_number else "timeseries",
        "title": curves.title,
        "description": curves.about,
        "datasource": SOURCE,
        "gridPos": where,
        "fieldConfig": {"defaults": defaults, "overrides": []},
        "targets": [
            {
                "refId": chr(ord("A") + n),
                "datasource": SOURCE,
                "expr": promql,
                "legendFormat": legend or "__auto",
            }
            for n, (legend, promql) in enumerate(curves.lines.items())
        ],
    }


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in SHEETS:
        content = json.dumps(dashboard(sheet), indent=1, ensure_ascii=False)
        (folder / f"{sheet.uid}.json").write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("name the folder: python dashboards.py FOLDER")
    write(Path(sys.argv[1]))
