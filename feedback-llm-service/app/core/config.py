"""Settings of the feedback service."""

from pathlib import Path

from shared.settings import REPO_ROOT, ServiceSettings, service_settings_config


class Settings(ServiceSettings):
    model_config = service_settings_config("FEEDBACK")

    prompts_dir: Path = REPO_ROOT / "prompts"
    """Folder of the prompt templates and their manifest.toml; checked at the start."""
    tips_dir: Path | None = None
    """Folder with your own en.toml and wording.toml in place of the shipped ones."""
