"""What the service checks beside its engine: the prompts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.web import Runtime

from ..services.prompts import load_prompts


@asynccontextmanager
async def check_prompts(runtime: Runtime) -> AsyncIterator[None]:
    """Load and check the prompts; a broken template stops the start with its file and line."""
    load_prompts(runtime.settings.prompts_dir)
    yield
