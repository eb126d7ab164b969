"""Who answers, and where."""

from typing import Literal

from shared.engines import EngineUnavailable

Provider = Literal["openai", "gemini", "local"]
PROVIDERS: dict[Provider, str | None] = {
    "openai": "https://api.openai.com/v1",
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai/",
    "local": None,
}
"""Of `local`, a setting says it."""


def address_of(
    provider: Provider | None, base_url: str, model: str, key: str, *, prefix: str = "LLM"
) -> str:
    """Raises EngineUnavailable naming the setting that is missing; `prefix` is that of their names."""
    if provider is None:
        raise EngineUnavailable(f"llm: {prefix}_PROVIDER must be one of {', '.join(PROVIDERS)}")
    address = base_url or PROVIDERS[provider]
    if address is None:
        raise EngineUnavailable(
            f"llm: {prefix}_BASE_URL must name the local server, as http://127.0.0.1:11434/v1"
        )
    if not model:
        raise EngineUnavailable(f"llm: {prefix}_MODEL must name a model of the provider")
    if not key and provider != "local":
        raise EngineUnavailable(f"llm: {prefix}_API_KEY must hold a key of {provider}")
    return address
