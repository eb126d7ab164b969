"""Settings of the language service: LANGUAGE_ENGINE, LANGUAGE_CONCURRENCY and its line, and of its translator."""

from typing import Literal

from pydantic import Field

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("LANGUAGE")

    translator: str = "auto"
    """Name of a translator, or `auto` for the best that is installed."""
    translator_model: str = ""
    """For `ctranslate2`: the folder of a converted model, with its `translator.toml`."""
    translator_device: Literal["cpu", "cuda", "auto"] = "cpu"
    translations_kept: int = Field(default=2000, ge=0)
    """Sentences whose translations are kept in memory, the last asked for; 0: none."""
