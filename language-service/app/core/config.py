"""Settings of the language service: LANGUAGE_ENGINE, LANGUAGE_CONCURRENCY and its line, and of its translator."""

from typing import Literal

from pydantic import Field

from shared.llm.settings import ModelEndpointSettings
from shared.settings import service_settings_config
from shared.triton.settings import TritonSettings


class Settings(TritonSettings, ModelEndpointSettings):
    model_config = service_settings_config("LANGUAGE")

    translator: str = "auto"
    """Name of a translator, or `auto` for the best that is installed."""
    translators: str = ""
    """A TOML file of translators beside that one (shared.models.listed); their languages are pairs, `en>hi`."""
    translator_model: str = ""
    """For `ctranslate2`: the folder of a converted model, with its `translator.toml`."""
    translator_device: Literal["cpu", "cuda", "auto"] = "cpu"
    llm_max_reply_tokens: int = Field(default=8000, ge=100)
    llm_tokens_per_turn: int = Field(default=24_000, ge=0)
    """Of 16 sentences that are asked for at once. Past `LANGUAGE_LLM_TOKENS_PER_DAY` sentences are refused as `away`."""
    translations_kept: int = Field(default=2000, ge=0)
    """Sentences whose translations are kept in memory, the last asked for; 0: none."""
