"""What /metrics tells is what docs/operations.md says, and stays bounded whatever callers make up."""

import re
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.roster import ORCHESTRATOR, ROSTER, STAGED
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

GOOD = REPO_ROOT / "tests" / "audio" / "good.wav"
FORM = {"reference_text": "Very good.", "consent_voice_cloning": "true"}


@pytest.fixture(scope="module")
def used_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    """One that has judged a recording."""
    settings = {"MOCK_MODE": "true", "ORCHESTRATOR_NAMED_TENANTS": "2"}
    with running_fleet(tmp_path_factory.mktemp("measured"), settings) as fleet:
        files = {"file": (GOOD.name, GOOD.read_bytes())}
        answer = httpx.post(f"{fleet.url}/process", files=files, data=FORM, timeout=120)
        assert answer.json()["status"] == "succeeded"
        yield fleet


def documented() -> dict[str, set[str]]:
    """Metric → its labels, as the table has them."""
    document = (REPO_ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [table] = re.findall(r"^\| metric \|.*?\n\n", document, re.MULTILINE | re.DOTALL)
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line]
    return {
        name: {each for each in labels.split(",") if each}
        for cell in cells
        for name, labels in re.findall(r"`([a-z_]+)(?:\{([a-z_,]+)\})?`", cell)
    }


def page(fleet: RunningFleet, service) -> str:
    return httpx.get(f"{fleet.addresses[service]}/metrics").raise_for_status().text


def told(text: str) -> dict[str, set[str]]:
    """Metric → its labels, but for those that every histogram has."""
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = found.setdefault(name, set())
        for sample in family.samples:
            labels |= set(sample.labels) - {"le"}
    return {
        f"{name}_info" if f"{name}_info" in text else name: labels
        for name, labels in found.items()
        if not name.endswith("_created")
    }


def test_every_metric_is_documented_and_every_documented_one_is_told(used_fleet: RunningFleet):
    found: dict[str, set[str]] = {}
    for service in ROSTER:
        for name, labels in told(page(used_fleet, service)).items():
            found.setdefault(name, set()).update(labels)
    table = documented()
    assert set(found) == set(table)
    # Counters without a sample yet have no labels to show.
    differing = {name: (labels, table[name]) for name, labels in found.items() if labels}
    assert {name: each for name, each in differing.items() if each[0] != each[1]} == {}


def test_a_run_is_counted_where_it_was_done(used_fleet: RunningFleet):
    orchestrator = page(used_fleet, ORCHESTRATOR)
    assert 'orchestrator_tasks_total{status="succeeded"} 1.0' in orchestrator
    counted = 'orchestrator_tenant_tasks_total{status="succeeded",tenant="local"} 1.0'
    assert counted in orchestrator
    for service in ROSTER:
        text = page(used_fleet, service)
        assert "process_resident_memory_bytes" in text
        if service is ORCHESTRATOR:
            continue
        assert 'engine_loads_total{outcome="succeeded"} 1.0' in text
        if service not in STAGED:
            continue
        assert re.search(r'engine_runs_total\{outcome="succeeded"\} [1-9]', text)
        assert f'orchestrator_upstream_calls_total{{outcome="answered",service="{service.name}"}}' in orchestrator  # fmt: skip
        assert f'orchestrator_stage_seconds_count{{stage="{service.stage}",status="succeeded"}} 1.0' in orchestrator  # fmt: skip


@pytest.mark.parametrize("service", ROSTER, ids=lambda service: service.name)
def test_a_page_does_not_grow_with_what_callers_make_up(used_fleet: RunningFleet, service):
    """Once each kind of odd request was seen, three hundred more add not one series."""
    address = used_fleet.addresses[service]
    odd = [
        ("BREW{n}", "/process", {}),
        ("GET", "/no/such/{n}", {}),
        ("GET", "/tasks/{n}", {}),
        ("DELETE", "/speakers/speaker-{n}", {}),
        ("GET", "/health?{n}={n}", {}),
        ("POST", f"{service.endpoint}?tenant={{n}}", {}),
        ("GET", "/voices/{n}/sample", {}),
        ("HEAD", "/api/v1/tasks/{n}", {}),
        ("GET", "/%00{n}", {}),
        ("GET", "/version", {"x-tenant": "tenant-{n}", "x-task-id": "{n}", "x-request-id": "r{n}"}),
        ("GET", "/version", {"traceparent": "00-{n}", "user-agent": "agent {n}"}),
    ]
    with httpx.Client(base_url=address, timeout=30) as client:

        def hammer(numbers: range) -> int:
            for n in numbers:
                method, path, headers = odd[n % len(odd)]
                sent = {name: value.format(n=n) for name, value in headers.items()}
                client.request(method.format(n=n), path.format(n=n), headers=sent)
            text = client.get("/metrics").text
            assert "BREW" not in text
            assert "tenant-" not in text
            return len([line for line in text.splitlines() if not line.startswith("#")])

        client.get("/metrics")  # the page counts who asks for it, from the next time on
        warm = hammer(range(len(odd)))
        assert hammer(range(1000, 1000 + 300)) == warm
    assert warm < 1500
