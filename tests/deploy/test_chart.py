"""The chart names things as the fleet does, and what it renders is what Kubernetes takes."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.roster import CONTAINER_PORT, ORCHESTRATOR, ROSTER

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "agentforge-voice"
EXAMPLES = {path.stem: path for path in sorted((CHART / "examples").glob("*.yaml"))}
OF_VALUES = ("laptop", "eks", "gke")
KUBERNETES = ("1.27.0", "1.33.0", "1.37.0")
"""The oldest that Chart.yaml takes, and the newest whose schemas are here."""
FOREIGN = {"ScaledObject", "ServiceMonitor", "PodMonitor", "PrometheusRule"}
"""Kinds of others, which Kubernetes' schemas do not have and packages of tests/deploy/schemas do."""
SERVICES = [service.name for service in ROSTER]


helm = pytest.importorskip("helm_python.chart", reason="make check-deploy has it")
schemas = pytest.importorskip("kubernetes_validate", reason="make check-deploy has it")


def values_of(example: str) -> dict[str, Any]:
    rules = ROOT / "deploy" / "monitoring" / "prometheus" / "rules"
    values = {} if example == "none" else yaml.safe_load(EXAMPLES[example].read_text("utf-8"))
    if "monitoring" in values:
        for name in ("recorded", "alerts"):
            values["monitoring"][name] = (rules / f"{name}.yml").read_text("utf-8")
    return values


def rendered(example: str, **changed: Any) -> list[dict[str, Any]]:
    with helm.Chart.load(CHART) as chart:
        values = values_of(example) | changed
        chart.validate_schema(values)
        files = chart.render(values, name="agentforge-voice", namespace="voice")
    found = [
        document
        for path, content in files.items()
        if path.endswith(".yaml")
        for document in yaml.safe_load_all(content)
    ]
    return [each for each in found if each]


def of_kind(objects: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in objects if each["kind"] == kind}


def pods(objects: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for each in objects:
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if each["kind"] in {"Deployment", "Job", "CronJob"}:
            yield each["metadata"]["name"], spec["template"]["spec"]


@pytest.fixture(scope="module", params=["none", *OF_VALUES])
def example(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def objects(example: str) -> list[dict[str, Any]]:
    return rendered(example)


def test_helm_finds_nothing_but_a_missing_icon(example):
    told = helm.lint(CHART, values=values_of(example), namespace="voice")["messages"]
    assert [each["error"] for each in told] == ["icon is recommended"]


@pytest.mark.parametrize("version", KUBERNETES)
def test_kubernetes_takes_every_object(objects, version):
    seen = set()
    for each in objects:
        if each["kind"] not in FOREIGN:
            schemas.validate(each, version, strict=True)
            seen.add(each["kind"])
    assert {"Deployment", "Service", "PodDisruptionBudget", "Job", "ConfigMap"} <= seen


NODE = ROOT / ".venv-node" / "bin" / "node"
PACKAGES = ROOT / ".venv-deploy" / "schemas"


def told_by_their_own(objects: list[dict[str, Any]]) -> list[str | None]:
    """What KEDA and Prometheus' operator have against each."""
    if not (PACKAGES / "installed").exists():
        pytest.skip("make check-deploy has them")
    command = [NODE, PACKAGES / "check.mjs"]
    done = subprocess.run(
        command, input=json.dumps(objects), capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_keda_and_prometheus_operator_take_what_is_theirs(objects):
    theirs = [each for each in objects if each["kind"] in FOREIGN]
    assert [each for each in told_by_their_own(theirs) if each] == []


def test_keda_and_prometheus_operator_refuse_what_is_not():
    theirs = [each for each in rendered("eks") if each["kind"] in FOREIGN]
    scaled = next(each for each in theirs if each["kind"] == "ScaledObject")
    monitor = next(each for each in theirs if each["kind"] == "ServiceMonitor")
    scaled["spec"]["minReplicaCount"] = "none"
    monitor["spec"]["endpoints"] = "http"
    first, second = told_by_their_own([scaled, monitor])
    assert first is not None
    assert "minReplicaCount" in first
    assert second is not None
    assert "endpoints" in second


def test_no_two_objects_have_one_name(objects):
    named = [(each["kind"], each["metadata"]["name"]) for each in objects]
    assert len(set(named)) == len(named)


def test_each_service_and_the_workers_have_what_they_need(objects):
    assert set(of_kind(objects, "Deployment")) == {*SERVICES, "worker"}
    assert set(of_kind(objects, "PodDisruptionBudget")) == {*SERVICES, "worker"}
    assert set(of_kind(objects, "ServiceAccount")) == {*SERVICES, "worker"}
    services = of_kind(objects, "Service")
    assert sorted(services) == sorted(SERVICES)
    assert {port["port"] for each in services.values() for port in each["spec"]["ports"]} == {CONTAINER_PORT}  # fmt: skip


def test_no_pod_may_more_than_it_needs(objects):
    for _, pod in pods(objects):
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in [*pod.get("initContainers", ()), *pod["containers"]]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert container["resources"]["limits"]["memory"]
            assert not container["image"].endswith(":latest")
    for account in of_kind(objects, "ServiceAccount").values():
        assert account["automountServiceAccountToken"] is False


def test_the_trainer_is_there_when_asked_for_on_nodes_that_may_go():
    assert "trainer" not in of_kind(rendered("eks"), "Deployment")
    trainer = {"enabled": True}
    objects = rendered("eks", trainer=trainer)
    for each in objects:
        if each["kind"] not in FOREIGN:
            schemas.validate(each, KUBERNETES[-1], strict=True)
    spec = of_kind(objects, "Deployment")["trainer"]["spec"]["template"]["spec"]
    assert spec["nodeSelector"] == {"eks.amazonaws.com/capacityType": "SPOT"}
    [container] = spec["containers"]
    assert container["command"][-1] == "agentforge.training"
    assert container["resources"]["limits"]["memory"] == "2Gi"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert {"DATABASE_URL", "QUEUE_URL"} <= {each["name"] for each in container["env"]}
    for kind in ("ServiceAccount", "NetworkPolicy", "PodMonitor"):
        assert "trainer" in of_kind(objects, kind)


def test_secrets_are_named_and_never_written(objects):
    for name, pod in pods(objects):
        for container in pod["containers"]:
            by_name = {each["name"]: each for each in container["env"]}
            assert {"SERVICE_TOKEN", "URL_SIGNING_KEY"} <= by_name.keys()
            for key in ("DATABASE_URL", "QUEUE_URL"):
                is_of_pipeline = name in {ORCHESTRATOR.name, "worker", "migrate", "retention"}
                assert (key in by_name) == is_of_pipeline
            secret = {key for key in by_name if "secretKeyRef" in by_name[key].get("valueFrom", {})}
            assert {key for key in by_name if key.endswith(("_TOKEN", "_KEY", "_SECRET"))} <= secret


def test_probes_ask_what_needs_no_token(objects):
    for name, deployment in of_kind(objects, "Deployment").items():
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        if name == "worker":
            assert "ping" in container["livenessProbe"]["exec"]["command"][-1]
            continue
        paths = [container[each]["httpGet"]["path"] for each in ("startupProbe", "livenessProbe", "readinessProbe")]  # fmt: skip
        assert paths == ["/health", "/health", "/ready"]
        pause_s = int(container["lifecycle"]["preStop"]["exec"]["command"][-1].split()[-1])
        grace_s = deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
        assert pause_s + 15 < grace_s  # a service ends by itself after 15 s


def test_services_are_found_by_the_names_that_they_have(objects):
    settings = of_kind(objects, "ConfigMap")
    for name in (ORCHESTRATOR.name, "asr-service"):
        found = settings[f"agentforge-voice-{name}"]["data"]["DISCOVERY"]
        assert found == "dns:{service}.voice.svc"
    for job in ("migrate",):
        [container] = of_kind(objects, "Job")[job]["spec"]["template"]["spec"]["containers"]
        assert {"name": "DISCOVERY", "value": "dns:{service}.voice.svc"} in container["env"]
        assert container["command"] == ["alembic", "upgrade", "head"]


def test_only_the_door_is_reached_from_outside_and_services_from_the_pipeline():
    policies = of_kind(rendered("none"), "NetworkPolicy")
    assert policies.keys() == {"nobody-else", *SERVICES, "worker"}
    assert policies["nobody-else"]["spec"].get("ingress") is None
    read_along = {"alignment-service", "phoneme-map-service", "phoneme-diff-service"}
    for name in SERVICES:
        [rule] = policies[name]["spec"]["ingress"]
        namespaces = [each for each in rule["from"] if "podSelector" not in each]
        fleet = [each["podSelector"] for each in rule["from"] if "podSelector" in each]
        if name == ORCHESTRATOR.name:
            assert (len(namespaces), fleet) == (2, [])
            continue
        assert len(namespaces) == 1
        asking = fleet[0]["matchExpressions"][0]["values"]
        more = ["asr-service"] if name in read_along else []
        assert asking == [ORCHESTRATOR.name, "worker", *more]
    [ingress] = of_kind(rendered("none"), "Ingress").values()
    assert ingress["spec"]["tls"][0]["secretName"]
    [path] = ingress["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"]["name"] == ORCHESTRATOR.name


def test_a_pod_of_the_gpu_pool_asks_for_one_on_its_own_nodes():
    deployment = of_kind(rendered("eks"), "Deployment")["asr-service"]
    pod = deployment["spec"]["template"]["spec"]
    [container] = pod["containers"]
    assert container["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert container["image"].endswith("/agentforge/asr-service:gpu")
    assert pod["nodeSelector"] == {"eks.amazonaws.com/nodegroup": "gpu"}
    assert pod["tolerations"][0]["key"] == "nvidia.com/gpu"
    settings = of_kind(rendered("eks"), "ConfigMap")["agentforge-voice-asr-service"]["data"]
    assert settings["ASR_DEVICE"] == "cuda"
    other = of_kind(rendered("eks"), "Deployment")["tts-service"]["spec"]["template"]["spec"]
    assert "nvidia.com/gpu" not in other["containers"][0]["resources"]["limits"]


def test_an_image_is_named_by_its_digest_where_one_is_given():
    digest = "sha256:" + "ab" * 32
    image = {"registry": "r.example.org", "tag": "7", "digests": {"tts-service": digest}}
    images = {
        name: deployment["spec"]["template"]["spec"]["containers"][0]["image"]
        for name, deployment in of_kind(rendered("none", image=image), "Deployment").items()
    }
    assert images["tts-service"] == f"r.example.org/agentforge/tts-service@{digest}"
    assert images["asr-service"] == "r.example.org/agentforge/asr-service:7"
    assert images["worker"] == "r.example.org/agentforge/pipeline-orchestrator:7"


def test_what_a_task_cannot_do_without_is_never_scaled_to_none():
    gpus = {name: {"pool": "gpu", "gpuTag": "gpu"} for name in ("asr-service", "tts-service")}
    scaled = of_kind(rendered("gke", services=gpus), "ScaledObject")
    assert scaled["asr-service"]["spec"]["minReplicaCount"] == 1
    assert scaled["tts-service"]["spec"]["minReplicaCount"] == 0
    assert {each["spec"]["scaleTargetRef"]["name"] for each in scaled.values()} == {
        "worker",
        *SERVICES,
    } - {"search-service"}


def test_what_keda_scales_has_no_number_of_its_own():
    objects = rendered("eks")
    scaled = of_kind(objects, "ScaledObject")
    for name, deployment in of_kind(objects, "Deployment").items():
        assert ("replicas" in deployment["spec"]) == (name not in scaled)


def test_what_keda_asks_prometheus_is_of_metrics_that_there_are(documented):
    promql = pytest.importorskip("promql_parser", reason="make check-deploy has it")
    asked = [
        trigger["metadata"]["query"]
        for each in of_kind(rendered("gke"), "ScaledObject").values()
        for trigger in each["spec"]["triggers"]
        if trigger["type"] == "prometheus"
    ]
    for query in asked:
        promql.parse(query)
        named = set(re.findall(r"\b(?:orchestrator|line|engine)_[a-z_]+", query))
        assert named
        assert named <= documented.keys()
    jobs = {job for query in asked for job in re.findall(r'job="([^"]+)"', query)}
    assert jobs == {*SERVICES, "worker"} - {"search-service"}


def test_keda_watches_the_stream_that_the_fleet_writes():
    bus = (ROOT / ORCHESTRATOR.name / "app" / "eventing" / "nats_bus.py").read_text("utf-8")
    door = of_kind(rendered("gke"), "ScaledObject")[ORCHESTRATOR.name]
    [stream] = [each for each in door["spec"]["triggers"] if each["type"] == "nats-jetstream"]
    assert f'STREAM = "{stream["metadata"]["stream"]}"' in bus
    consumer = (ROOT / ORCHESTRATOR.name / "app" / "eventing" / "searching.py").read_text("utf-8")
    assert f'NAME = "{stream["metadata"]["consumer"]}"' in consumer


def test_the_rules_of_monitoring_are_those_of_the_chart():
    [rules] = of_kind(rendered("eks"), "PrometheusRule").values()
    alerts = {rule["alert"] for group in rules["spec"]["groups"] for rule in group["rules"] if "alert" in rule}  # fmt: skip
    text = (ROOT / "deploy/monitoring/prometheus/rules/alerts.yml").read_text("utf-8")
    assert alerts == set(re.findall(r"alert: (\w+)", text))


def test_every_service_and_worker_is_scraped_once_and_named_by_its_component():
    objects = rendered("eks")
    monitors = {**of_kind(objects, "ServiceMonitor"), **of_kind(objects, "PodMonitor")}
    assert monitors.keys() == {"pipeline-orchestrator", "services", "worker"}
    component = "app.kubernetes.io/component"
    assert {each["spec"]["jobLabel"] for each in monitors.values()} == {component}
    [but] = monitors["services"]["spec"]["selector"]["matchExpressions"]
    assert (but["key"], but["operator"], but["values"]) == (component, "NotIn", [ORCHESTRATOR.name])
    for name in (ORCHESTRATOR.name, "worker"):
        assert monitors[name]["spec"]["selector"]["matchLabels"][component] == name
    ports = {each["metadata"]["name"]: each["spec"]["ports"][0]["name"] for each in objects if each["kind"] == "Service"}  # fmt: skip
    assert set(ports.values()) == {"http"}
    endpoints = [each["spec"].get("endpoints") or each["spec"]["podMetricsEndpoints"] for each in monitors.values()]  # fmt: skip
    shown = {name: each[0]["authorization"]["credentials"]["key"] for name, each in zip(monitors, endpoints, strict=True)}  # fmt: skip
    assert shown == {ORCHESTRATOR.name: "METRICS_KEY", "services": "SERVICE_TOKEN", "worker": "SERVICE_TOKEN"}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"settings": {"SERVICE_TOKEN": "in the clear"}},
        {"services": {"search-service": {"replicas": 2}}},
        {"services": {"no-such-service": {"replicas": 1}}},
        {"services": {"asr-service": {"pool": "tpu"}}},
        {"services": {"asr-service": {"keda": {"min": 0, "max": 2}}}},
        {"services": {"alignment-service": {"pool": "gpu"}}},
        {"image": {"tag": "latest"}},
        {"replica": 3},
    ],
    ids=json.dumps,
)
def test_the_schema_refuses(wrong):
    errors = pytest.importorskip("helm_python.errors")
    with helm.Chart.load(CHART) as chart, pytest.raises(errors.HelmError):
        chart.validate_schema(wrong)
