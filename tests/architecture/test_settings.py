"""Every setting is where it is looked for, and gets to whoever reads it."""

import pytest
import yaml

from shared.mount import settings_of
from shared.roster import CONTAINER_PORT, ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT, CommonSettings


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((REPO_ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_the_roster_is_what_compose_runs(compose: dict):
    services = {service.name: service for service in ROSTER}
    assert set(services) <= set(compose["services"])
    for name, service in services.items():
        published = [str(port) for port in compose["services"][name]["ports"]]
        default = f"{service.port}:{CONTAINER_PORT}"
        assert published == [f"${{{service.env_prefix}_PUBLISH:-{default}}}"]


def test_every_service_address_is_in_the_settings_example():
    example = (REPO_ROOT / ".env.example").read_text(encoding="utf-8")
    missing = [
        s.url_variable for s in ROSTER if s is not ORCHESTRATOR and s.url_variable not in example
    ]
    assert missing == []


def test_every_setting_is_in_the_settings_example():
    """A setting nobody can find is no setting."""
    example = (REPO_ROOT / ".env.example").read_text(encoding="utf-8")
    named = {line.lstrip("# ").split("=")[0] for line in example.splitlines() if "=" in line}
    wanted = {name.upper() for name in CommonSettings.model_fields}
    for service in ROSTER:
        settings = settings_of(service)
        for name, field in settings.model_fields.items():
            if service is ORCHESTRATOR and name in {"engine", "concurrency"}:
                continue  # it has no engine
            alias = field.validation_alias
            wanted.add(str(alias).upper() if alias else f"{service.env_prefix}_{name}".upper())
    assert sorted(wanted - named) == []
