"""Settings of the conversation service: CONVERSATION_ENGINE, CONVERSATION_CONCURRENCY and its line, of its recordings, and of what tells sentiment."""

from pydantic import Field

from shared.llm.settings import ModelEndpointSettings
from shared.settings import RepositoryPath, service_settings_config


class Settings(ModelEndpointSettings):
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
    """Name of what tells sentiment, or `auto` for the best that is installed. `llm` is asked about 32 turns at once."""
