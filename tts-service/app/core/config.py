"""Settings of the TTS service, read from TTS_*."""

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("TTS")

    default_voice: str = "af_heart"
    """The voice of a request that names none."""
