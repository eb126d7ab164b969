"""Settings of the language service: LANGUAGE_ENGINE, LANGUAGE_CONCURRENCY and its line, and of its translator."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr

from shared.llm.providers import Provider
from shared.settings import service_settings_config
from shared.triton.settings import TritonSettings


class Settings(TritonSettings):
    model_config = service_settings_config("LANGUAGE")

    translator: str = "auto"
    """Name of a translator, or `auto` for the best that is installed."""
    translators: str = ""
    """A TOML file of translators beside that one (shared.models.listed); their languages are pairs, `en>hi`."""
    translator_model: str = ""
    """For `ctranslate2`: the folder of a converted model, with its `translator.toml`."""
    translator_device: Literal["cpu", "cuda", "auto"] = "cpu"
    llm_provider: Annotated[Provider | None, BeforeValidator(lambda given: given or None)] = None
    """For `llm`: `openai`, `gemini` or `local`. Sentences are sent there, and nowhere else."""
    llm_base_url: str = ""
    """Of `local`, as `http://127.0.0.1:11434/v1`; for the others only if they answer elsewhere."""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout_s: float = Field(default=15.0, gt=0)
    """Without a byte of an answer."""
    llm_deadline_s: float = Field(default=25.0, gt=0)
    """For one turn of 16 sentences, retries included; below the orchestrator's."""
    llm_retries: int = Field(default=1, ge=0, le=10)
    llm_max_reply_tokens: int = Field(default=8000, ge=100)
    llm_tokens_per_turn: int = Field(default=24_000, ge=0)
    llm_tokens_per_day: int = Field(default=1_000_000, ge=0)
    """Of this process, from midnight to midnight UTC; past it sentences are refused as `away`."""
    llm_structured: bool = True
    """Send the reply's JSON schema; false for servers that take none."""
    translations_kept: int = Field(default=2000, ge=0)
    """Sentences whose translations are kept in memory, the last asked for; 0: none."""
