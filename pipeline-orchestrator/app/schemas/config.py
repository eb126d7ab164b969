"""What a client may know of an installation, on the wire."""

from shared.contracts import Contract


class ClientLimits(Contract):
    upload_mb: int
    """Of a recording to be judged."""
    audio_s: float
    """How long such a recording may be, in seconds."""
    long_upload_mb: int
    """Of a recording that is worked on in pieces: a transcript's, a call's."""
    long_audio_s: float
    """How long such a recording may be, in seconds."""


class ClientAbilities(Contract):
    """Null in place of a list: the service can't tell at the moment."""

    recognisers: list[str] | None
    """Models of the recognisers that are loaded; `GET /models` has their languages for operators."""
    voices: list[str] | None
    """Ids of voices; `GET /voices` has more of each."""
    coach_languages: list[str] | None
    """ISO 639-1, that the coach speaks itself; `GET /languages` has those that it is translated into, too."""


class ClientConfig(Contract):
    version: str
    """Release of the orchestrator."""
    environment: str
    """`development`, `test` or `production`."""
    pipelines: list[str]
    """What recordings can be sent for."""
    limits: ClientLimits
    """Of what is sent."""
    abilities: ClientAbilities
    """Of the services that are there."""
    flags: dict[str, bool]
    """What is switched on for your tenant."""
