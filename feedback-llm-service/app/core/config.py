"""Settings of the feedback service."""

from pydantic import Field, SecretStr, field_validator, model_validator

from shared.llm.providers import Provider
from shared.settings import REPO_ROOT, RepositoryPath, ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("FEEDBACK")

    prompts_dir: RepositoryPath = REPO_ROOT / "prompts"
    """Folder of the prompt templates and their manifest.toml; checked at the start."""
    languages_dir: RepositoryPath | None = None
    """Folder with your own en.toml, and one file for each further language, in place of the shipped ones."""
    llm_provider: Provider | None = Field(default=None, validation_alias="LLM_PROVIDER")
    """`openai`, `gemini` or `local` (Ollama, llama.cpp, vLLM): the coach `llm`. Empty: the rule coach; nothing leaves the machine."""
    llm_base_url: str = Field(default="", validation_alias="LLM_BASE_URL")
    """Of `local`, as `http://127.0.0.1:11434/v1`; for the others only if they answer elsewhere."""
    llm_model: str = Field(default="", validation_alias="LLM_MODEL")
    llm_api_key: SecretStr = Field(default=SecretStr(""), validation_alias="LLM_API_KEY")
    llm_timeout_s: float = Field(default=20.0, gt=0, validation_alias="LLM_TIMEOUT_S")
    """Without a byte of an answer."""
    llm_deadline_s: float = Field(default=75.0, gt=0, validation_alias="LLM_DEADLINE_S")
    """For all questions and answers of one feedback, retries included; then the rule coach speaks. Below the orchestrator's."""
    llm_retries: int = Field(default=2, ge=0, le=10, validation_alias="LLM_RETRIES")
    """After a cut connection, 408, 409, 429 or 5xx, with growing pauses or as the provider says."""
    llm_max_reply_tokens: int = Field(default=1800, ge=100, validation_alias="LLM_MAX_REPLY_TOKENS")
    llm_tokens_per_task: int = Field(default=12_000, ge=0, validation_alias="LLM_TOKENS_PER_TASK")
    """Questions and answers of one feedback; past it the rule coach speaks."""
    llm_tokens_per_day: int = Field(default=1_000_000, ge=0, validation_alias="LLM_TOKENS_PER_DAY")
    """Of this process, from midnight to midnight UTC."""
    llm_structured: bool = Field(default=True, validation_alias="LLM_STRUCTURED")
    """Send the reply's JSON schema; false for servers that take none."""

    @field_validator("llm_provider", mode="before")
    @classmethod
    def _empty_is_none(cls, provider: object) -> object:
        return provider or None

    @model_validator(mode="after")
    def _a_provider_is_asked_for(self) -> "Settings":
        if self.llm_provider is not None and self.engine == "auto":
            object.__setattr__(self, "engine", "llm")  # frozen for everybody after this
        return self
