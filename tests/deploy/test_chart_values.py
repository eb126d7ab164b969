"""What the chart's values name, the fleet has."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from shared.roster import ROSTER

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "agentforge-voice"
VALUES = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
EXAMPLES = {path.stem: path for path in sorted((CHART / "examples").glob("*.yaml"))}
OF_VALUES = ("laptop", "eks", "gke")
SERVICES = [service.name for service in ROSTER]


def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]


def test_values_name_the_services_of_the_roster_in_its_order():
    assert list(VALUES["services"]) == SERVICES
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    assert list(schema["properties"]["services"]["properties"]) == SERVICES


def test_the_chart_is_of_this_release():
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    [version] = re.findall(r'__version__ = "(.+)"', (ROOT / "shared" / "__init__.py").read_text("utf-8"))  # fmt: skip
    assert (chart["version"], chart["appVersion"]) == (version, version)


def test_limits_of_memory_and_who_has_models_are_as_in_compose():
    units = {"512m": "512Mi", "1g": "1Gi", "2g": "2Gi", "1500m": "1500Mi"}
    services = compose()
    for name, service in VALUES["services"].items():
        assert service["resources"]["limits"]["memory"] == units[services[name]["mem_limit"]]
        assert service["models"] == ("models:/models:ro" in services[name].get("volumes", ()))
    assert VALUES["worker"]["resources"]["limits"]["memory"] == units[services["worker"]["mem_limit"]]  # fmt: skip


def test_every_setting_and_secret_of_the_chart_is_one_of_the_fleet():
    named = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))  # fmt: skip
    used = set(VALUES["settings"])
    for values in [VALUES, *(yaml.safe_load(EXAMPLES[each].read_text("utf-8")) for each in OF_VALUES)]:  # fmt: skip
        used |= set(values["settings"])
        for service in values["services"].values():
            used |= {*service.get("settings", {}), *service.get("gpuSettings", {})}
            used |= set(service.get("secrets", ()))
    external = yaml.safe_load(EXAMPLES["external-secret"].read_text("utf-8"))
    used |= {each["secretKey"] for each in external["spec"]["data"]}
    assert sorted(used - named) == []
