"""A service's application, started and stopped, behind an HTTP client; no socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from asgi_lifespan import LifespanManager
from fastapi import FastAPI


@asynccontextmanager
async def service_client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Run the application's lifespan and yield a client that talks to it in process."""
    async with (
        LifespanManager(app, startup_timeout=120, shutdown_timeout=30),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
            base_url="http://service",
            timeout=120,
        ) as client,
    ):
        yield client
