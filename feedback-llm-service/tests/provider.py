"""The coach that asks a provider on loopback (shared.testing.llm_provider)."""

from typing import Any

from shared.engines import EngineContext
from shared.settings import CommonSettings
from shared.testing.llm_provider import FakeProvider as Provider
from shared.testing.llm_provider import completion, serving

from ..app.core.config import Settings
from ..app.services.engines import llm

__all__ = ["Provider", "completion", "load_coach", "serving"]


def load_coach(provider: Provider, **changed: Any) -> llm.LlmCoach:
    """One that asks it."""
    usual = {
        "LLM_PROVIDER": "local", "LLM_BASE_URL": provider.address, "LLM_MODEL": "tiny",
        "LLM_RETRIES": 0, "LLM_TIMEOUT_S": 5,
    }  # fmt: skip
    settings = Settings(**usual | changed)
    return llm.load(EngineContext(settings, CommonSettings().model_dir, 1))
