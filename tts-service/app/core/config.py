"""Settings of the TTS service, read from TTS_*."""

from pydantic import Field

from shared.settings import RepositoryPath, service_settings_config
from shared.triton.settings import TritonSettings


class Settings(TritonSettings):
    model_config = service_settings_config("TTS")

    default_voice: str = "af_heart"
    """The voice of a request that names none."""
    max_speech_s: float = Field(default=480.0, gt=0)
    """Seconds of the longest speech that is made; how long it would be is told before, by its phones and pauses."""
    kokoro_dir: RepositoryPath | None = None
    """For `kokoro`: another folder than the model store's, with `model.onnx` and `voices/<voice>.bin`; its name is told as the version."""
    device: str = "cpu"
    """Where torch runs, for engines that need it: `cpu`, `cuda`, `cuda:1`."""
    xtts_dir: RepositoryPath | None = None
    """For `xtts`: folder with the model's config.json, model.pth and vocab.json."""
    xtts_voices_dir: RepositoryPath | None = None
    """For `xtts`: folder with a recording of 6 to 30 s a voice, named like `af_jane.wav`: a American or b British, f or m."""
    xtts_licence_accepted: bool = False
    """XTTS-v2's weights are under the Coqui Public Model License: no commercial use, of what they speak either. True says
    that you have read it and may use them."""
    parler_dir: RepositoryPath | None = None
    """For `parler`: folder of ai4bharat/indic-parler-tts or another Parler-TTS, with `description_tokenizer` in it where its text
    encoder has a tokenizer of its own."""
    models: str = ""
    """A TOML file of models beside the service's own (shared.models.listed), each for languages of its own, or on trial."""
    models_loaded: int = Field(default=2, ge=1)
    """Of these, so many are in memory at once: each is loaded when it is first asked for, what was asked for longest ago is let go first."""
