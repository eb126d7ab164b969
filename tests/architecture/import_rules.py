"""Who may import whom (`make imports`). What import-linter is told is made of the roster, so that a service which enters it is
held to the rules of all."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from importlinter.cli import lint_imports

from shared.roster import ORCHESTRATOR, ROSTER, Service


def _list(modules: Iterable[str]) -> str:
    return "".join(f"\n    {module}" for module in modules)


def _packages(services: Iterable[Service]) -> str:
    return _list(f"{service.name}.app" for service in services)


RULES = f"""\
[importlinter]
root_packages ={_list(["shared"])}{_packages(ROSTER)}
include_external_packages = False

[importlinter:contract:independence]
name = services never import each other
type = independence
modules ={_packages(ROSTER)}

[importlinter:contract:shared]
name = shared knows no service
type = forbidden
source_modules = shared
forbidden_modules ={_packages(ROSTER)}

[importlinter:contract:layers-of-a-service]
name = a service: main → api → services → schemas → core → utils
type = layers
containers ={_packages(service for service in ROSTER if service is not ORCHESTRATOR)}
layers =
    main
    api
    services
    schemas
    core
    (utils)

[importlinter:contract:layers-pipeline-orchestrator]
name = pipeline-orchestrator: entry points → api, bootstrap → use cases (recordings above classes and webhooks, those above tasks), access → eventing, training → runs → erasing, registry, flags → db → pipelines → schemas → domain → core → utils
type = layers
containers ={_packages([ORCHESTRATOR])}
layers =
    main | worker | keys | models | quotas | retention | events
    api | bootstrap
    recordings
    classes | webhooks
    tasks | speakers | access
    app
    eventing | training
    runs
    erasing | registry | flags
    db
    pipelines
    schemas
    domain
    core
    utils
"""


def main() -> int:
    """0 where every rule is kept."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "importlinter.ini"
        config.write_text(RULES, encoding="utf-8")
        return lint_imports(config_filename=str(config))


if __name__ == "__main__":
    sys.exit(main())
