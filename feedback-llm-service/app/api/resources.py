"""What the service holds beside its engine: the prompts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.web import Runtime

from ..services.prompts import load_prompts


@asynccontextmanager
async def hold_prompts(runtime: Runtime) -> AsyncIterator[None]:
    """Load and check the prompts; a broken template stops the start with its file and line."""
    runtime.resources["prompts"] = load_prompts(runtime.settings.prompts_dir)
    yield
