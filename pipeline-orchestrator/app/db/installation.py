"""The database of this installation, for commands that are run by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread

from shared.settings import CommonSettings

from ..core.config import Settings
from .migrate import migrate
from .session import Database, default_database_url, open_database, refuse_default_secret


@asynccontextmanager
async def open_installation(settings: Settings) -> AsyncIterator[Database]:
    """At its newest schema. Raises ValueError for an address or a secret that can't be used."""
    common = CommonSettings()
    refuse_default_secret(settings.database_url, common)
    url = settings.database_url or default_database_url(common.data_dir)
    database = open_database(url, max_connections=2)
    try:
        await anyio.to_thread.run_sync(migrate, database.engine)
        yield database
    finally:
        database.close()
