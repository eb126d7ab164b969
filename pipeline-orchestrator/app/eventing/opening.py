"""The bus that a setting names."""

from ..core.config import Settings
from ..db.session import Database
from .bus import EventBus
from .in_process import InProcessBus

NATS = ("nats://", "tls://")
STREAM_KEPT_S = 30 * 86_400.0
"""Far above what a consumer may be behind; what is told again later comes from the database."""


def open_bus(settings: Settings, database: Database, name: str) -> EventBus:
    """Raises ValueError for a bus there is no code for."""
    url = settings.events_url
    if not url:
        return InProcessBus(database, name)
    if url.startswith(NATS):
        from .nats_bus import NatsBus  # nats is imported by who uses it

        return NatsBus(url, max_age_s=STREAM_KEPT_S, replicas=settings.events_replicas)
    scheme = url.split("://")[0]
    raise ValueError(f"EVENTS_URL={scheme}://… is no bus: set nats://host:4222, or nothing")
