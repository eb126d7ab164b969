"""Asking flags of a caller's tenant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from openfeature import api
from openfeature.client import OpenFeatureClient
from openfeature.evaluation_context import EvaluationContext
from openfeature.provider.no_op_provider import NoOpProvider

from ..domain.principal import Principal
from .file import FlagFile
from .known import FLAGS, FlagName


@dataclass(frozen=True, slots=True)
class Flags:
    client: OpenFeatureClient

    def is_on(self, name: FlagName, principal: Principal) -> bool:
        """For the caller's tenant; what nobody has said anything of is as FLAGS has it."""
        context = EvaluationContext(
            principal.tenant, {"tenant": principal.tenant, "role": principal.role}
        )
        return self.client.get_boolean_value(name, FLAGS[name].is_on, context)

    def told(self, principal: Principal) -> dict[FlagName, bool]:
        return {name: self.is_on(name, principal) for name in FLAGS}


@contextmanager
def open_flags(path: Path | None) -> Iterator[Flags]:
    """None: every flag is as it is by default. Raises FlagsUnreadable.

    The SDK keeps its providers for the whole process, by domain: each application that runs in it has one of its own.
    """
    domain = f"orchestrator-{uuid4()}"
    api.set_provider_and_wait(NoOpProvider() if path is None else FlagFile(path), domain)
    try:
        yield Flags(api.get_client(domain))
    finally:
        api.set_provider(NoOpProvider(), domain)
