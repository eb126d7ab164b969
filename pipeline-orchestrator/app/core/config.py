"""Settings of the orchestrator: ORCHESTRATOR_*, and those the whole fleet knows by a plain name."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model, model_validator

from shared.discovery import ROSTER_SAYS, address_of, checked_discovery
from shared.roster import ASKED, STAGED, Service
from shared.settings import REPO_ROOT, RepositoryPath, service_settings_config

from .limits import LimitSettings
from .oidc import OidcSettings


def _address_field(service: Service) -> str:
    return service.url_variable.lower()


def _deadline_field(service: Service) -> str:
    return service.deadline_variable.removeprefix("ORCHESTRATOR_").lower()


def _of_services() -> dict[str, Any]:
    """Fields: where each service is, and how long it may take to answer; so they are in the roster alone."""
    addresses = {
        _address_field(service): (
            str,
            Field(default=service.local_url, validation_alias=service.url_variable),
        )
        for service in ASKED
    }
    deadlines = {
        _deadline_field(service): (float, Field(default=service.deadline_s, gt=0))
        for service in ASKED
    }
    return addresses | deadlines


class _OfCallers(OidcSettings, LimitSettings):
    """Who they are, and what they may use."""


_ServicesAsked = create_model("_ServicesAsked", __base__=_OfCallers, **_of_services())
"""`ASR_URL`, `ORCHESTRATOR_ASR_DEADLINE_S` and so on."""


MOST_DAYS = 36_500


def _days(default: int) -> Any:
    return Field(default=default, ge=0, le=MOST_DAYS)


class Settings(_ServicesAsked):
    model_config = service_settings_config("ORCHESTRATOR")

    database_url: str = Field(default="", validation_alias="DATABASE_URL", repr=False)
    """`sqlite:///…` or `postgresql+psycopg2://…`. Empty: `orchestrator.db` below DATA_DIR."""
    queue_url: str = Field(default="inline://", validation_alias="QUEUE_URL", repr=False)
    """`inline://`: tasks run in this process. `redis://…`: Celery workers run those of POST /tasks."""
    database_connections: int = Field(default=8, ge=2, le=100)
    """Open connections of one process at most; a worker process of Celery has 2."""
    workers: int = Field(default=2, ge=1, le=64)
    """Tasks worked on at once."""
    long_workers: int = Field(default=1, ge=1, le=64)
    """Long recordings worked on at once beside them; with Celery as many of all workers together."""
    long_uploads: int = Field(default=2, ge=0, le=64)
    """Long recordings taken in at once; more are told to come again. Each is kept in TMPDIR until it is stored, 115 MB an hour."""
    longest_s: float = Field(default=7200.0, gt=0)
    """The longest recording that POST /transcripts takes, in seconds; its file may have MAX_LONG_UPLOAD_MB."""
    line: int = Field(default=16, ge=0)
    """How many callers of POST /process may wait beside those whose tasks are worked on; others are told when to come
    again (503)."""
    line_stay_s: float = Field(default=45.0, gt=0)
    """A caller of POST /process whose answer would take longer, as answers have taken of late, is told so as well."""
    most_queued: int = Field(default=2000, ge=1)
    """Tasks that may wait; beyond that POST /tasks answers 503, too."""
    most_waiting_recordings: int = Field(default=1000, ge=1)
    """Recordings of a tenant that may wait to be taken in; beyond that POST /recordings answers 503, and the inbox waits."""
    inbox_poll_s: float = Field(default=10.0, ge=0)
    """How often the inbox of the store is looked through; a file is taken when two looks saw the same of it. 0: never."""
    lease_s: float = Field(default=30.0, gt=0)
    """Seconds. A task whose worker was seen to stand still for this long is taken up by another."""
    poll_s: float = Field(default=2.0, gt=0)
    """How often a process looks for what other processes did: new, left and cancelled tasks."""
    max_attempts: int = Field(default=5, ge=1)
    """A task that took this many processes down with it is given up. Standing still and stopping don't count."""
    task_retries: int = Field(default=5, ge=0)
    """How often a task is put off while a service it can't do without is down; never one of POST /process.
    For the store and the database it is put off as often as need be."""
    retry_wait_s: float = Field(default=5.0, gt=0)
    """Before the first of those; it doubles with each, up to five minutes."""
    services_start_s: float = Field(default=30.0, ge=0)
    """So long after its own start a worker waits for a service that a task could do without: it may be starting, too.
    Later, and for a caller who waits, the task ends `partial`."""
    visibility_timeout_s: float = Field(default=3600.0, gt=0)
    """When the broker hands a message out again that no worker has finished. Above the longest task."""
    process_timeout_s: float = Field(default=600.0, gt=0)
    """POST /process waits this long; the task goes on and can be asked for."""

    events_url: str = Field(default="", validation_alias="EVENTS_URL", repr=False)
    """`nats://…`: a NATS server with JetStream carries events. Empty: the database does, for the processes that share it."""
    events_replicas: int = Field(default=1, ge=1, le=5)
    """Of the stream of events, on as many servers of a NATS cluster."""
    event_log_days: int = _days(0)
    """So long events are kept to be told again; those of what is erased go with it. 0: for good."""
    webhook_hosts: str = Field(default="", validation_alias="WEBHOOK_HOSTS")
    """Hosts that tenants may have told of events, comma-separated, `*.example.org` for all below; empty: none."""
    webhook_networks: str = Field(default="", validation_alias="WEBHOOK_NETWORKS")
    """Networks, as 10.0.0.0/8, in which they may be beside the public internet; with any, http:// is taken as well."""
    webhooks_per_tenant: int = Field(default=20, ge=0, le=1000)

    streams_per_tenant: int = Field(default=0, ge=0)
    """Live streams, of words and of speech, that a tenant may have open in this process; more are told to come again (429).
    0: as many as the services take."""
    named_tenants: int = Field(default=0, ge=0, le=1000)
    """How many tenants /metrics names, the first that send something; others are `other`. Whoever reads it sees them all."""
    worker_metrics_port: int = Field(default=8020, ge=0, le=65535)
    """Where a Celery worker answers /metrics; 0: nowhere. Without SERVICE_TOKEN on 127.0.0.1 alone."""
    web_dir: RepositoryPath = REPO_ROOT / "web" / "dist"
    """Where the built web client is; where there is none, / says how it is built."""

    canary_least: int = Field(default=50, ge=10)
    """Tasks of a model that is tried, and of the live one, before what they judged is compared."""
    canary_failed: float = Field(default=0.05, ge=0, le=1)
    """A trial ends when so large a share more of its tasks fails, or can't be given its weights; this and what follows beyond chance."""
    canary_refused: float = Field(default=0.1, ge=0, le=1)
    """…when so large a share of recordings more, or less, can't be judged."""
    canary_score: float = Field(default=3.0, ge=0, le=100)
    """…when the mean overall score differs by so many points."""
    canary_slower: float = Field(default=2.0, ge=1)
    """…when it takes so many times as long."""

    training_at_once: int = Field(default=1, ge=0, le=64)
    """Training jobs worked on at once, of all processes together; 0: none, they wait."""
    training_memory_mb: int = Field(default=1024, ge=64)
    """Memory that a step of a training job may take, in MB beside the interpreter and its libraries."""
    training_cpu_s: int = Field(default=1800, ge=1)
    """Processor time that it may take, in seconds."""
    training_threads: int = Field(default=1, ge=1, le=64)
    """That it may use for linear algebra. With another number the last digits of what it makes may differ."""

    flags_file: RepositoryPath | None = None
    """A JSON file of feature flags in flagd's form, read again when it changes; unset: every flag is as it is by default."""
    discovery: Annotated[str, AfterValidator(checked_discovery)] = Field(
        default=ROSTER_SAYS, validation_alias="DISCOVERY"
    )
    """Where services are whose address isn't set: `roster`, on this machine, or `dns:{service}.example.svc`."""

    session_idle_s: float = Field(default=43_200.0, gt=0)
    """A browser that is signed in and not used for so long has to sign in again."""
    session_max_s: float = Field(default=604_800.0, gt=0)
    """So does one after so long, however much it is used."""

    retention_recordings_days: int = _days(0)
    """So long a learner's voice is kept: recordings, samples of tasks, conversions. Here and below 0 is until somebody
    erases it; a tenant may have days of its own (`python -m app.retention`)."""
    retention_results_days: int = _days(0)
    """So long a task is kept, with all that hangs on it."""
    retention_references_days: int = _days(30)
    """Reference voices that are used again; each task keeps a copy."""
    retention_practice_days: int = _days(0)
    """What progress is told from; no longer than the task that it is of."""
    retention_events_days: int = _days(90)
    """What `GET /tasks/{id}/events` tells of a task that has ended; its end is told as long as there is the task."""
    retention_consents_days: int = _days(1095)
    """That a standing consent was given, from its end on: to be able to show it. What was kept under it goes at its end."""
    retention_audit_days: int = _days(730)
    """The audit."""
    retention_sessions_days: int = _days(1)
    """Sessions of browsers, from their end on."""
    retention_usage_days: int = _days(400)
    """What was recorded in a day, of a tenant and of a key; what a quota still counts is kept however few days these are."""
    retention_every_s: float = Field(default=21_600.0, gt=0)
    """How often is looked for what has been kept for long enough."""

    def url(self, service: Service) -> str:
        """Where the service answers."""
        field = _address_field(service)
        by_hand = getattr(self, field) if field in self.model_fields_set else None
        return address_of(service, discovery=self.discovery, set_by_hand=by_hand)

    def deadline_s(self, service: Service) -> float:
        """Total seconds in which the service has to answer, waits and retries included."""
        return getattr(self, _deadline_field(service))

    @model_validator(mode="after")
    def _no_task_outlasts_its_message(self) -> "Settings":
        longest_s = sum(map(self.deadline_s, STAGED))
        if self.visibility_timeout_s <= longest_s:
            raise ValueError(
                f"ORCHESTRATOR_VISIBILITY_TIMEOUT_S must be above {longest_s:g} s, the sum of the deadlines"
            )
        return self
