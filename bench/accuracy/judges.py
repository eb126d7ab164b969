"""Who judges: the services as they are served, and a second diff that holds nothing back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.common.engines import DiffOutcome, open_differ
from bench.common.served import Services, open_services
from shared.contracts import Alignment, PhonemeMap
from shared.roster import ASR

LOWEST_GATE = 0.02
"""Of the second diff, which tells what the rules would flag at any gate."""


@dataclass(frozen=True, slots=True)
class Judges:
    services: Services
    diff_at_any_gate: Callable[[Alignment, PhonemeMap], DiffOutcome]
    """The diff with its gates at LOWEST_GATE: every issue it could raise."""


@asynccontextmanager
async def open_judges(model_dir: Path) -> AsyncIterator[Judges]:
    async with open_services(model_dir, also=[ASR]) as services:
        yield Judges(services, open_differ(model_dir, gate=LOWEST_GATE))
