"""Tenants in metrics are few and chosen, and a Celery worker tells what its child processes did."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from ..app.domain.claim import Claim
from ..app.runs.metrics import TaskMetrics


def page_after(tenants: list[str], **settings: int) -> list[str]:
    """Lines of the tenants' family."""
    registry = CollectorRegistry()
    metrics = TaskMetrics(registry, **settings)
    for tenant in tenants:
        metrics.reached("succeeded", tenant)
    lines = generate_latest(registry).decode().splitlines()
    return [line for line in lines if line.startswith("orchestrator_tenant_tasks_total")]


def test_no_tenant_is_named_unless_somebody_says_so():
    [line] = page_after([f"school-{n}" for n in range(1000)])
    assert line == 'orchestrator_tenant_tasks_total{status="succeeded",tenant="other"} 1000.0'


def test_only_so_many_tenants_are_named_and_the_others_are_one():
    lines = page_after(["ada", "bo", *(f"school-{n}" for n in range(500)), "ada"], named_tenants=2)
    assert sorted(lines) == [
        'orchestrator_tenant_tasks_total{status="succeeded",tenant="ada"} 2.0',
        'orchestrator_tenant_tasks_total{status="succeeded",tenant="bo"} 1.0',
        'orchestrator_tenant_tasks_total{status="succeeded",tenant="other"} 500.0',
    ]


@pytest.mark.parametrize(
    ("audio_ms", "counted"), [(5_999, {"20.0": 1.0, "10.0": 0.0}), (6_000, {}), (None, {})]
)
def test_the_time_of_short_clips_alone_is_counted(audio_ms: int | None, counted: dict[str, float]):
    registry = CollectorRegistry()
    came_at = datetime.now(UTC) - timedelta(seconds=16)
    claim = Claim("ada", uuid4(), "worker", 1, audio_ms=audio_ms, came_at=came_at)
    TaskMetrics(registry).ended("succeeded", claim)
    found = {
        sample.labels["le"]: sample.value
        for family in registry.collect()
        for sample in family.samples
        if sample.name == "orchestrator_clip_seconds_bucket"
    }
    assert {each: found[each] for each in ("20.0", "10.0") if each in found} == counted
