"""Settings of the conversation service: CONVERSATION_ENGINE, CONVERSATION_CONCURRENCY and its line, of its recordings, and of what tells sentiment."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr

from shared.llm.providers import Provider
from shared.settings import RepositoryPath, ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("CONVERSATION")

    longest_s: float = Field(default=7200.0, gt=0)
    """The longest recording that POST /diarize takes, in seconds."""
    long_recordings: int = Field(default=2, ge=0)
    """Recordings that POST /diarize works on at once; more are told to come again. Each is kept in TMPDIR meanwhile, 115 MB an
    hour and channel."""
    device: str = "cpu"
    """Where torch and onnxruntime run, for engines that need them: `cpu`, `cuda`, `cuda:1`."""
    pyannote_model: RepositoryPath | None = None
    """For `pyannote`: the folder of pyannote/speaker-diarization-community-1, with its `config.yaml`."""
    sortformer_model: RepositoryPath | None = None
    """For `sortformer`: an ONNX export of nvidia/diar_streaming_sortformer_4spk-v2."""
    sentiment: str = "auto"
    """Name of what tells sentiment, or `auto` for the best that is installed."""
    llm_provider: Annotated[Provider | None, BeforeValidator(lambda given: given or None)] = None
    """For `llm`: `openai`, `gemini` or `local`. Turns are sent there, and nowhere else."""
    llm_base_url: str = ""
    """Of `local`, as `http://127.0.0.1:11434/v1`; for the others only if they answer elsewhere."""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout_s: float = Field(default=15.0, gt=0)
    """Without a byte of an answer."""
    llm_deadline_s: float = Field(default=25.0, gt=0)
    """For 32 turns, retries included."""
    llm_retries: int = Field(default=1, ge=0, le=10)
    llm_max_reply_tokens: int = Field(default=4000, ge=100)
    llm_tokens_per_turn: int = Field(default=16_000, ge=0)
    """Of 32 turns that are asked at once."""
    llm_tokens_per_day: int = Field(default=1_000_000, ge=0)
    """Of this process, from midnight to midnight UTC; past it turns have no sentiment."""
    llm_structured: bool = True
    """Send the reply's JSON schema; false for servers that take none."""
