"""Where vectors are kept: in this process, or by a Qdrant server where one is named."""

from pathlib import Path

from ....core.config import Settings
from .base import TurnVectors


def open_vectors(settings: Settings, folder: Path) -> TurnVectors:
    """Libraries are imported by who uses them. Raises Unavailable."""
    if settings.qdrant_url:
        from .server import connected

        return connected(
            settings.qdrant_url,
            api_key=settings.qdrant_api_key.get_secret_value(),
            timeout_s=settings.qdrant_timeout_s,
        )
    from .edge import EdgeVectors

    return EdgeVectors(folder)
