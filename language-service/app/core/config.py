"""Settings of the language service: LANGUAGE_ENGINE, LANGUAGE_CONCURRENCY and its line."""

from shared.settings import ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("LANGUAGE")
