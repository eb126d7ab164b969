"""What an operator sees of an installation, on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.contracts import Contract, JsonRequest
from shared.contracts.recognising import RecogniserModel

from ..core.config import MOST_DAYS
from ..domain.retention import RetainedKind
from .registry import RegisteredModel


class ServiceReport(Contract):
    service: str
    """Its name, as in `docker compose ps`."""
    state: str
    """`ready`, `not_ready`, `unreachable`, or `spared` after failures in a row."""
    version: str | None = None
    """Release of its code; null where it can't tell."""
    commit: str | None = None
    """What it was built from."""
    engine: str | None = None
    """Which engine it has loaded; null for one without."""
    model_version: str | None = None
    """Of that engine's models."""
    mock: bool | None = None
    """Whether it makes its answers up."""


class QueueLoad(Contract):
    n_waiting: int
    """Recordings that wait, of all tenants."""
    oldest_wait_s: float
    """For how long the oldest of them has, in seconds."""
    n_running: int
    """Recordings that are worked on."""
    n_erasures_overdue: int
    """Objects that should be erased by now and could not be yet."""


class DiskRoom(Contract):
    free_bytes: int
    """What can still be written."""
    total_bytes: int
    """Its size."""


class InstallationStatus(Contract):
    version: str
    """Release of the orchestrator."""
    commit: str
    """What it was built from."""
    failed: dict[str, str]
    """Part of the orchestrator that can't be used → why; empty while all can."""
    services: list[ServiceReport]
    """The services behind it, in the order of the pipeline."""
    queue: QueueLoad | None
    """Null while the database is away."""
    disk: DiskRoom | None
    """Of DATA_DIR; null where there is none."""


class KnownModel(Contract):
    name: str
    """Its folder in the model store."""
    version: str
    """As its makers call it."""
    about: str
    """What it is for."""
    licence: str
    """Under which it may be used, and whose it is."""
    homepage: str
    """Where it comes from."""
    n_bytes: int
    """Of all its files."""


class KnownModelList(Contract):
    models: list[KnownModel]
    """All that this release can use, fetched or not."""
    recognisers: list[RecogniserModel]
    """Those that are loaded, with their languages; empty while the recogniser can't be asked."""
    registered: list[RegisteredModel]
    """Every version that the registry has, by name, the oldest first."""


class EndingConsent(Contract):
    speaker_id: str
    """Whose it is."""
    given_at: datetime
    """When it was given, with time zone."""
    expires_at: datetime
    """When it ends and what was made under it is erased, with time zone."""


class EndingConsentList(Contract):
    items: list[EndingConsent]
    """The soonest first, at most 200."""


Days = Annotated[int, Field(ge=0, le=MOST_DAYS)] | None


class AskedRetention(JsonRequest):
    """Of each kind the days, 0 for until somebody erases it, or null for as long as everybody's."""

    results: Days = None
    """Of tasks, from when they were made; all that belongs to one goes with it."""
    recordings: Days = None
    """Of what was sent and made of the voice in it; the result stays."""
    references: Days = None
    """Of cached speech."""
    practice: Days = None
    """Of how each sound went."""
    events: Days = None
    """Of what was told while a task ran."""
    consents: Days = None
    """From their end."""
    audit: Days = None
    """Of who did what."""
    sessions: Days = None
    """From their end."""
    usage: Days = None
    """Of what quotas counted, but for the month that they count."""


class ShownRetention(Contract):
    tenant: str
    """Whose."""
    own: dict[RetainedKind, int]
    """Kind → days, of those that were set for this tenant."""
    in_force: dict[RetainedKind, int]
    """Kind → days that hold; 0: until somebody erases it."""


class DueKind(Contract):
    kind: RetainedKind
    """What is kept."""
    n: int
    """How many tasks, cached voices or rows."""
    n_bytes: int
    """Of their objects; rows are not weighed."""


class DueForPurge(Contract):
    tenant: str
    """Whose."""
    items: list[DueKind]
    """What has been kept for long enough by now, of each kind; the next purge erases it."""
