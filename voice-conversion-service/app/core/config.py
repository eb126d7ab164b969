"""Settings of the voice conversion service, read from VC_*."""

from pydantic import Field

from shared.settings import RepositoryPath, ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("VC")

    max_sample_seconds: float = Field(default=60.0, gt=1.0)
    """Seconds of the samples that are used, from the first on; more costs time and adds little."""
    device: str = "cpu"
    """Where torch runs, for engines that need it: `cpu`, `cuda`, `cuda:1`."""
    chatterbox_dir: RepositoryPath | None = None
    """For `chatterbox`: folder with s3gen.safetensors of ResembleAI/chatterbox."""
    rvc_model: RepositoryPath | None = None
    """For `rvc`: the .pth file of a voice trained for the speaker."""
    rvc_index: RepositoryPath | None = None
    """For `rvc`: the voice's .index file, if there is one."""
    rvc_hubert_dir: RepositoryPath | None = None
    """For `rvc`: folder of the content encoder in transformers' format, such as r3gm/hubert_base."""
