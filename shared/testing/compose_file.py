"""What Compose makes of docker-compose.yml, without Compose: enough of its rules to hold the file to them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from shared.settings import REPO_ROOT

_VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\})")


def compose_services(
    settings: Mapping[str, str], *, gpu: bool = False
) -> dict[str, dict[str, Any]]:
    """Services by name as Compose would start them with `settings` in .env and an empty shell.

    `${NAME}` and `${NAME:-default}` are filled in, a variable without a value is passed on where it is set and left
    out where it isn't, and with `gpu` docker-compose.gpu.yml is laid over the first file.
    """
    services = _read("docker-compose.yml", settings)
    for name, changed in _read("docker-compose.gpu.yml", settings).items() if gpu else ():
        environment = services[name].get("environment", {}) | changed.get("environment", {})
        services[name] |= changed | {"environment": environment}
    for service in services.values():
        declared: dict[str, Any] = service.get("environment", {})
        passed_on = {n: settings[n] if v is None else v for n, v in declared.items() if v is not None or n in settings}  # fmt: skip
        service["environment"] = {name: str(value) for name, value in passed_on.items()}
    return services


def variables_of(file_name: str) -> set[str]:
    """Names that Compose fills in or passes on in a file."""
    text = (REPO_ROOT / file_name).read_text(encoding="utf-8")
    filled_in = {match["name"] for match in _VARIABLE.finditer(text) if match["name"]}
    services = _parsed(file_name).values()
    passed_on = {name for service in services for name, value in service.get("environment", {}).items() if value is None}  # fmt: skip
    return filled_in | passed_on


def _read(file_name: str, settings: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return _interpolated(_parsed(file_name), settings)


@cache
def _parsed(file_name: str) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((REPO_ROOT / file_name).read_text(encoding="utf-8"))["services"]


def _interpolated(node: Any, settings: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _interpolated(value, settings) for key, value in node.items()}
    if isinstance(node, list):
        return [_interpolated(each, settings) for each in node]
    if isinstance(node, str):
        return _VARIABLE.sub(lambda match: _value_of(match, settings), node)
    return node


def _value_of(match: re.Match[str], settings: Mapping[str, str]) -> str:
    if match["escaped"]:
        return "$"
    return settings.get(match["name"]) or match["default"] or ""
