"""What the loaded recognisers hear, and how well: GET /models of asr-service, and of the door."""

from .base import Contract, Stamped


class ModelThatHears(Contract):
    """What hears a language that a loaded model is refused for. It is no part of this release."""

    engine: str
    """To be set by whoever runs the service."""
    model: str
    """To be brought by them."""


class RecognisedLanguage(Contract):
    language: str
    """ISO 639-1."""
    name: str
    """In English."""
    accepted: bool
    """Whether recordings in it are recognised: else the model's words can't be relied on, and it is refused."""
    wer: float | None
    """Words wrong, of all that were said; null where nobody measured it, or nothing came that could be counted."""
    measured_on: str | None
    """What it was measured on; null where nobody did."""
    use_instead: ModelThatHears | None
    """For a language that isn't accepted."""


class RecogniserModel(Contract):
    engine: str
    """Name of the engine that it is loaded by."""
    model_version: str
    """Version of the engine's model."""
    languages: list[RecognisedLanguage]
    """That the model knows, by their codes."""


class RecogniserModels(Stamped):
    models: list[RecogniserModel]
    """Those that are loaded; the stamp is of the one that recordings are given to."""
