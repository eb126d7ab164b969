"""Who answers, and where."""

from typing import Literal, Protocol

from pydantic import SecretStr

from shared.engines import EngineUnavailable
from shared.llm.endpoint import ModelEndpoint

Provider = Literal["openai", "gemini", "local"]
PROVIDERS: dict[Provider, str | None] = {
    "openai": "https://api.openai.com/v1",
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai/",
    "local": None,
}
"""Of `local`, a setting says it."""


class ModelSettings(Protocol):
    """What the settings of each service that asks a language model hold; they say there what each is."""

    @property
    def llm_provider(self) -> Provider | None: ...
    @property
    def llm_base_url(self) -> str: ...
    @property
    def llm_model(self) -> str: ...
    @property
    def llm_api_key(self) -> SecretStr: ...
    @property
    def llm_timeout_s(self) -> float: ...
    @property
    def llm_deadline_s(self) -> float: ...
    @property
    def llm_retries(self) -> int: ...
    @property
    def llm_max_reply_tokens(self) -> int: ...
    @property
    def llm_structured(self) -> bool: ...


def endpoint_of(settings: ModelSettings, *, prefix: str = "LLM") -> ModelEndpoint:
    """Raises EngineUnavailable naming the setting that is missing; `prefix` is that of their names."""
    key = settings.llm_api_key.get_secret_value()
    return ModelEndpoint(
        name=settings.llm_model,
        base_url=_address(settings, key, prefix),
        key=key or "none",
        timeout_s=settings.llm_timeout_s,
        retries=settings.llm_retries,
        deadline_s=settings.llm_deadline_s,
        max_reply_tokens=settings.llm_max_reply_tokens,
        structured=settings.llm_structured,
    )


def _address(settings: ModelSettings, key: str, prefix: str) -> str:
    provider = settings.llm_provider
    if provider is None:
        raise EngineUnavailable(f"llm: {prefix}_PROVIDER must be one of {', '.join(PROVIDERS)}")
    address = settings.llm_base_url or PROVIDERS[provider]
    if address is None:
        raise EngineUnavailable(
            f"llm: {prefix}_BASE_URL must name the local server, as http://127.0.0.1:11434/v1"
        )
    if not settings.llm_model:
        raise EngineUnavailable(f"llm: {prefix}_MODEL must name a model of the provider")
    if not key and provider != "local":
        raise EngineUnavailable(f"llm: {prefix}_API_KEY must hold a key of {provider}")
    return address
