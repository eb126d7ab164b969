"""Every setting is where it is looked for, and gets to whoever reads it."""

import re
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from shared.local.launcher import port_of
from shared.mount import settings_of
from shared.roster import CONTAINER_PORT, ORCHESTRATOR, ROSTER, Service
from shared.settings import REPO_ROOT, CommonSettings
from shared.testing.compose_file import compose_services, variables_of

EXAMPLE = (REPO_ROOT / ".env.example").read_text(encoding="utf-8")
NAMED = dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
"""Every setting of .env.example → its value there, commented out or not."""

COMMON = {name.upper() for name in CommonSettings.model_fields}
OF_ENGINES = {"engine", "concurrency", "line_wait_s"}
"""Settings of all services but the orchestrator, which has no engine."""
CONTAINERS = {service.name: service for service in ROSTER} | {
    "worker": ORCHESTRATOR,
    "trainer": ORCHESTRATOR,
}
"""Containers that run our code, and whose settings each reads."""

THE_IMAGE_SAYS = {"MODEL_DIR", "DATA_DIR"}
"""Folders inside the container: those of .env are of another file system."""
ONLY_FETCHING_READS = {"MODEL_MIRROR"}
THE_FILE_SAYS = {service.url_variable for service in ROSTER} | {"DATABASE_URL", "STORAGE_URL"}
"""Addresses of the containers. .env may well hold those of a run without containers."""
COMES_FROM = {
    "S3_ACCESS_KEY": "MINIO_ROOT_USER",
    "S3_SECRET_KEY": "MINIO_ROOT_PASSWORD",
    "STORAGE_URL": "S3_BUCKET",
    "DATABASE_URL": "POSTGRES_PASSWORD",
}
"""Containers get the first by the second, which the server behind it is set up with, too."""
THE_MACHINE_SAYS = {"HOST"} | {f"{service.env_prefix}_PORT" for service in ROSTER}
"""Read by the launcher alone: a container listens on every address, on CONTAINER_PORT."""


def own_settings(service: Service) -> dict[str, str]:
    """Environment name of each setting of the service alone → its field."""
    settings = settings_of(service)
    return {
        str(field.validation_alias or f"{service.env_prefix}_{name}").upper(): name
        for name, field in settings.model_fields.items()
        if not (service is ORCHESTRATOR and name in OF_ENGINES)
    }


def settings_in_containers() -> Iterator[tuple[str, str]]:
    for container, service in CONTAINERS.items():
        passed_on = (COMMON - ONLY_FETCHING_READS) | set(own_settings(service))
        for name in sorted(passed_on - THE_IMAGE_SAYS - THE_FILE_SAYS - set(COMES_FROM)):
            yield container, name


def test_the_roster_is_what_compose_runs():
    services = compose_services({})
    assert {service.name for service in ROSTER} <= set(services)


def test_no_port_leads_past_the_door():
    services = compose_services({})
    published = {name for name in services if "ports" in services[name]}
    monitoring = {"prometheus", "alertmanager", "grafana"}
    assert published == {ORCHESTRATOR.name, "postgres", "redis", "minio"} | monitoring
    assert services[ORCHESTRATOR.name]["ports"] == [f"{ORCHESTRATOR.port}:{CONTAINER_PORT}"]
    elsewhere = compose_services({"ORCHESTRATOR_PUBLISH": "8000"})
    assert elsewhere[ORCHESTRATOR.name]["ports"] == ["8000"]
    for name in ("postgres", "redis", *monitoring):
        assert all(each.startswith("127.0.0.1:") for each in services[name]["ports"])


@pytest.mark.parametrize("container", CONTAINERS)
def test_containers_ask_for_keys_and_tokens_unless_told_otherwise(container: str):
    environment = compose_services({})[container]["environment"]
    assert environment["AUTH"] == "required"
    assert environment["SERVICE_TOKEN"]


def test_every_setting_is_in_the_settings_example():
    """A setting nobody can find is no setting."""
    wanted = COMMON.union(*(own_settings(service) for service in ROSTER))
    assert sorted(wanted - set(NAMED)) == []


def test_every_line_of_the_settings_example_is_read_by_something():
    read = COMMON.union(*(own_settings(service) for service in ROSTER), THE_MACHINE_SAYS)
    read |= variables_of("docker-compose.yml") | variables_of("docker-compose.gpu.yml")
    assert sorted(set(NAMED) - read) == []


def test_whatever_compose_asks_for_is_in_the_settings_example():
    asked_for = variables_of("docker-compose.yml") | variables_of("docker-compose.gpu.yml")
    assert sorted(asked_for - set(NAMED)) == []


def test_the_launcher_reads_its_ports(monkeypatch: pytest.MonkeyPatch):
    for service in ROSTER:
        monkeypatch.setenv(f"{service.env_prefix}_PORT", "9999")
        assert port_of(service) == 9999


@pytest.mark.parametrize(("container", "name"), settings_in_containers())
def test_a_setting_in_env_reaches_the_containers_that_read_it(container: str, name: str):
    with_it = compose_services({name: "as-set"})[container]["environment"]
    assert with_it.get(name) == "as-set"


@pytest.mark.parametrize("container", CONTAINERS)
def test_addresses_and_folders_are_the_containers_whatever_env_has(container: str):
    ours = THE_FILE_SAYS | THE_IMAGE_SAYS | THE_MACHINE_SAYS
    as_set = compose_services(dict.fromkeys(ours, "as-set"))[container]["environment"]
    assert [name for name, value in as_set.items() if "as-set" in value] == []


def test_the_orchestrator_calls_the_containers():
    for container in ("pipeline-orchestrator", "worker"):
        environment = compose_services({})[container]["environment"]
        for service in ROSTER:
            if service is not ORCHESTRATOR:
                expected = f"http://{service.name}:{CONTAINER_PORT}"
                assert environment[service.url_variable] == expected


@pytest.mark.parametrize(("name", "source"), COMES_FROM.items())
def test_keys_and_addresses_follow_the_servers_they_are_for(name: str, source: str):
    environment = compose_services({source: "as-set"})["pipeline-orchestrator"]["environment"]
    assert "as-set" in environment[name]


def test_the_folder_of_models_is_mounted_where_they_are_fetched():
    models = compose_services({"MODEL_MIRROR": "/srv/models"})["models"]
    mounted = f"/srv/models:{models['environment']['MODEL_MIRROR']}:ro"
    assert mounted in models["volumes"]


@pytest.mark.parametrize("gpu", [False, True])
@pytest.mark.parametrize("container", CONTAINERS)
def test_a_container_gets_no_setting_that_it_does_not_read(container: str, gpu: bool):
    """Above all no key of another service."""
    everything = dict.fromkeys(NAMED, "as-set")
    environment = compose_services(everything, gpu=gpu)[container]["environment"]
    assert sorted(set(environment) - COMMON - set(own_settings(CONTAINERS[container]))) == []


def test_a_key_is_given_to_its_service_alone():
    keys = {
        name: service.name
        for service in ROSTER
        for name, field in own_settings(service).items()
        if settings_of(service).model_fields[field].annotation is SecretStr
    }
    assert set(keys) == {
        "ASR_HUB_TOKEN",
        "LLM_API_KEY",
        "LANGUAGE_LLM_API_KEY",
        "CONVERSATION_LLM_API_KEY",
        "SEARCH_QDRANT_API_KEY",
    }
    services = compose_services(dict.fromkeys(keys, "as-set"))
    for key, owner in keys.items():
        assert [name for name, each in services.items() if key in each["environment"]] == [owner]


@pytest.mark.parametrize("service", ROSTER, ids=lambda service: service.name)
@pytest.mark.parametrize("source", ["nothing is set", "the example is copied"])
def test_a_container_starts_with_the_defaults(
    service: Service, source: str, monkeypatch: pytest.MonkeyPatch
):
    """Without .env, and with .env.example for it: not one setting but the addresses is another than in the code."""
    uncommented = dict(re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    given = {} if source == "nothing is set" else uncommented
    for name in NAMED:
        monkeypatch.delenv(name, raising=False)
    defaults = settings_of(service)(), CommonSettings()
    for name, value in compose_services(given)[service.name]["environment"].items():
        monkeypatch.setenv(name, value)
    in_container = settings_of(service)(), CommonSettings()
    differing = {
        name
        for here, there in zip(defaults, in_container, strict=True)
        for name in type(here).model_fields
        if getattr(here, name) != getattr(there, name)
    }
    addresses = THE_FILE_SAYS | set(COMES_FROM) | {"QUEUE_URL", "LOG_FORMAT"}
    addresses |= {"AUTH", "SERVICE_TOKEN"}  # there others can reach them
    addresses |= {"PUBLIC_URL", "S3_ENDPOINT", "S3_PUBLIC_ENDPOINT"}
    assert differing <= {name.lower() for name in addresses}


def test_every_line_of_the_settings_example_keeps_the_default(monkeypatch: pytest.MonkeyPatch):
    """It says so at its head; a line that is uncommented as it stands changes nothing."""
    for name in NAMED:
        monkeypatch.delenv(name, raising=False)
    classes = [CommonSettings, *map(settings_of, ROSTER)]
    defaults = [each() for each in classes]
    for name, value in NAMED.items():
        monkeypatch.setenv(name, value)
    assert [each() for each in classes] == defaults


IMAGE = re.compile(r"^(?:[\w./-]+):(?P<tag>[\w.-]+)(?:@sha256:[0-9a-f]{64})?$")


def test_no_image_comes_by_a_floating_tag():
    """A tag such as `16-alpine` or `latest` is another image tomorrow; a full version isn't."""
    dockerfile = (REPO_ROOT / "Dockerfile").read_text(encoding="utf-8")
    foreign = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", dockerfile, re.MULTILINE)
    foreign += [
        service["image"] for service in compose_services({}).values() if "build" not in service
    ]
    assert len(foreign) == 8
    for image in foreign:
        named = IMAGE.match(image)
        assert named is not None, image
        assert re.match(r"(v?\d+\.\d+\.\d+|\d\d\.\d+-|RELEASE\.\d{4}-\d\d-\d\dT)", named["tag"]), (
            image
        )
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {
        "${PYTHON_IMAGE}",
        "page-${PAGE}",
    }


def test_every_image_is_told_its_commit():
    services = compose_services({"GIT_COMMIT": "c0ffee"}, gpu=True)
    built = [service["build"]["args"] for service in services.values() if "build" in service]
    assert len(built) == len(CONTAINERS) + 2  # `models` and `migrate` run our code, too
    assert {arguments["GIT_COMMIT"] for arguments in built} == {"c0ffee"}
