"""Settings of the phoneme map: PHONEME_MAP_ENGINE and PHONEME_MAP_CONCURRENCY."""

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("PHONEME_MAP")
