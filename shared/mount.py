"""The one place where a service is imported by its folder's name, which no import statement can say."""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from shared.roster import Service
from shared.settings import REPO_ROOT, ServiceSettings

if TYPE_CHECKING:  # training mounts what speaks, in an environment without a web framework
    from fastapi import FastAPI


def application(service: Service) -> "FastAPI":
    """What its `app/main.py` makes; importing it loads no engine."""
    return module_of(service, "main").app


def settings_of(service: Service) -> type[ServiceSettings]:
    """The class that reads its settings."""
    return module_of(service, "core.config").Settings


def module_of(service: Service, name: str) -> ModuleType:
    """A module of its `app`, such as `services.engines.mock`; its types are not known to who calls this.

    For benches, training and tests that measure or run an engine without its service. Services talk over HTTP.
    """
    if str(REPO_ROOT) not in sys.path:
        sys.path.insert(0, str(REPO_ROOT))
    return importlib.import_module(f"{service.name}.app.{name}")
