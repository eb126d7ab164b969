"""Settings of the search service: SEARCH_ENGINE, SEARCH_CONCURRENCY and its line, and where vectors are kept."""

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("SEARCH")

    qdrant_url: str = ""
    """A Qdrant server, as `http://qdrant:6333`; empty: vectors are kept in this process, below DATA_DIR."""
    qdrant_api_key: SecretStr = SecretStr("")
    """Of that server, where it asks for one."""
    qdrant_timeout_s: float = Field(default=10.0, gt=0)
    """For one request to it."""
