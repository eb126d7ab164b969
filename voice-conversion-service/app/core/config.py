"""Settings of the voice conversion service, read from VC_*."""

from pydantic import Field

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("VC")

    max_sample_seconds: float = Field(default=60.0, gt=1.0)
    """Seconds of the samples that are used, from the first on; more costs time and adds little."""
