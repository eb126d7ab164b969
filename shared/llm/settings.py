"""Settings of a service that may ask a language model about the texts it is given, many of them in one turn."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr

from shared.llm.providers import Provider
from shared.settings import ServiceSettings


class ModelEndpointSettings(ServiceSettings):
    llm_provider: Annotated[Provider | None, BeforeValidator(lambda given: given or None)] = None
    """For `llm`: `openai`, `gemini` or `local`. The texts are sent there, and nowhere else."""
    llm_base_url: str = ""
    """Of `local`, as `http://127.0.0.1:11434/v1`; for the others only if they answer elsewhere."""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout_s: float = Field(default=15.0, gt=0)
    """Without a byte of an answer."""
    llm_deadline_s: float = Field(default=25.0, gt=0)
    """For one turn, retries included; below the orchestrator's."""
    llm_retries: int = Field(default=1, ge=0, le=10)
    llm_max_reply_tokens: int = Field(default=4000, ge=100)
    llm_tokens_per_turn: int = Field(default=16_000, ge=0)
    """Of the texts that are asked about at once."""
    llm_tokens_per_day: int = Field(default=1_000_000, ge=0)
    """Of this process, from midnight to midnight UTC; past it there is no answer until then."""
    llm_structured: bool = True
    """Send the reply's JSON schema; false for servers that take none."""
