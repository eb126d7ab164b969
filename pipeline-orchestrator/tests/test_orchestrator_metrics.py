"""Tenants in metrics are few and chosen, and a Celery worker tells what its child processes did."""

from prometheus_client import CollectorRegistry, generate_latest

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
