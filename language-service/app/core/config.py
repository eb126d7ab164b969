"""Settings of the language service: LANGUAGE_ENGINE, LANGUAGE_CONCURRENCY and its line, and of its translator."""

from pydantic import Field

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("LANGUAGE")

    translator: str = "auto"
    """Name of a translator, or `auto` for the best that is installed."""
    translations_kept: int = Field(default=2000, ge=0)
    """Sentences whose translations are kept in memory, the last asked for; 0: none."""
