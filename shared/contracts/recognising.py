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
    """That it is asked for, by their codes: what a listed model serves, all that the service's own knows."""
    name: str = "own"
    """Of a listed model; `own`: the service's own engine."""
    share: float | None = None
    """Of a listed model: of the requests in its languages, those that it is given. 1: it is their model; less: it is on trial. Null for
    the service's own, which is given the rest."""
    licence: str | None = None
    """As its list has it; null where that says nothing, and for the service's own (GET /models of the door has it)."""
    load_s: float | None = None
    """Seconds that loading and warming up took."""


class RecogniserModels(Stamped):
    models: list[RecogniserModel]
    """Those that are loaded; the stamp is of the first, the service's own, that recordings in all other languages are given to."""
