"""Settings every service has. A service adds its own in app/core/config.py with its env prefix."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REPO_ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development-only"  # noqa: S105 - so that it can be refused
"""What .env.example has for every secret; nothing that production may run with."""
RepositoryPath = Annotated[Path, AfterValidator(lambda path: REPO_ROOT / path)]
"""A relative path counts from the repository, wherever a service was started."""

# Read from the same .env wherever a service is started; what stands there empty keeps its default. Refused settings
# are told without what they hold: keys and passwords are among them.
_READING = SettingsConfigDict(
    env_file=REPO_ROOT / ".env",
    env_ignore_empty=True,
    extra="ignore",
    frozen=True,
    hide_input_in_errors=True,
)


class CommonSettings(BaseSettings):
    """Read from the environment without a prefix: the same for every service of a fleet."""

    model_config = _READING

    app_env: Literal["development", "test", "production"] = "development"
    mock_mode: bool = False
    """All engines are the deterministic mock; no models are needed."""
    log_format: Literal["console", "json"] = "console"
    log_level: str = "INFO"
    model_dir: RepositoryPath = REPO_ROOT / ".models"
    """Where the model store keeps its files."""
    model_mirror: str = ""
    """A folder laid out like model_dir, which `make models` asks before any network."""
    data_dir: RepositoryPath = REPO_ROOT / ".data"
    storage_url: str = ""
    """`file:///…` or `s3://bucket`. Empty: `objects` below data_dir."""
    public_url: str = "http://127.0.0.1:8010"
    """How callers reach the orchestrator; signed audio URLs start with it."""
    auth: Literal["auto", "required", "none"] = "auto"
    """Who may use the services. `auto`: on this machine alone whoever reaches them, until there is a key or OIDC_ISSUER;
    listening for others without either is refused. `required`: nobody without a key. `none`: everybody, said aloud."""
    service_token: SecretStr = SecretStr("")
    """What the orchestrator shows the services behind it, and they ask for; empty on one machine. Several, comma-separated,
    while it is changed: the first is shown, all are taken."""
    url_signing_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    url_ttl_s: int = Field(default=3600, ge=1)
    max_upload_mb: int = Field(default=25, ge=1)
    max_audio_seconds: float = Field(default=120.0, gt=0)
    max_long_upload_mb: int = Field(default=250, ge=1)
    """Of a recording that is worked on in pieces; two hours of 16-bit WAV at 16 kHz have 230 MB."""
    audio_decoders: int = Field(default=0, ge=0, le=16)
    """Processes that decode uploads, started when needed, some 65 MB each; 0: one a core, at most 2."""
    audio_decode_cpu_s: float = Field(default=4.0, gt=0)
    """Seconds of processor time that an upload may take to decode; two minutes of speech take less than one."""
    audio_decode_memory_mb: int = Field(default=192, ge=64)
    """MB of memory that decoding an upload may take beside what the process has."""
    threads: int = Field(default=0, ge=0)
    """Threads an engine may use for one request, the recogniser half of them; 0: the number of cores, at most 4."""
    http_max_connections: int = Field(default=0, ge=0)
    """Open connections to the services of one process; 0: what its limit of open files leaves, at most 1000."""
    http_head_timeout_s: float = Field(default=10.0, gt=0)
    """From a connection's opening, or a request's first byte, to the end of the request's head."""
    http_stall_timeout_s: float = Field(default=20.0, gt=0)
    """A request whose body stands still for so long is ended; so is one below 16 kB/s after its first minute."""
    http_unread_timeout_s: float = Field(default=60.0, gt=0)
    """A caller who takes nothing of an answer for so long is cut off."""
    http_keep_alive_s: float = Field(default=15.0, gt=0)
    """An idle connection is kept so long; above the 5 s for which the services keep theirs to each other."""
    forwarded_allow_ips: str = "127.0.0.1"
    """Comma-separated addresses and networks of proxies in front, whose X-Forwarded-For says where a request comes from; `*`
    believes everybody."""
    cors_allowed_origins: str = ""
    """Comma-separated origins whose pages may use the services from a browser, `https://app.example.org`; `*` is every page,
    empty none."""
    otel_exporter_otlp_endpoint: str = ""
    """Where spans are sent by OTLP over HTTP, `http://collector:4318`; empty: there are none, and nothing is imported for them."""
    otel_exporter_otlp_headers: SecretStr = SecretStr("")
    """`name=value`, comma-separated: what the collector asks for."""
    otel_traces_sampler_arg: float = Field(default=1.0, ge=0, le=1)
    """Share of requests whose spans are kept; all of a request's or none."""
    s3_endpoint: str = "localhost:9000"
    s3_public_endpoint: str = ""
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_region: str = "us-east-1"
    s3_secure: bool = False
    s3_sse: Literal["", "AES256", "aws:kms"] = ""
    """How the S3 server is asked, with every write, to encrypt what it keeps. Empty: as the bucket has it."""
    s3_sse_key_id: str = ""
    """Of `aws:kms`: the key."""
    files_key: SecretStr = SecretStr("")
    """32 random bytes in base64 or hexadecimal: objects of a folder are encrypted with them (AES-256-GCM)."""
    files_key_file: RepositoryPath | None = None
    """A file that holds it, instead."""

    @model_validator(mode="after")
    def _encryption_is_whole(self) -> "CommonSettings":
        if (self.s3_sse == "aws:kms") != bool(self.s3_sse_key_id):
            raise ValueError("S3_SSE=aws:kms and S3_SSE_KEY_ID belong together: set both")
        if self.s3_sse == "aws:kms" and not self.s3_secure:
            raise ValueError("S3_SSE=aws:kms needs TLS to the store: set S3_SECURE=true")
        if self.files_key.get_secret_value() and self.files_key_file is not None:
            raise ValueError("set FILES_KEY or FILES_KEY_FILE, not both")
        return self

    @model_validator(mode="after")
    def _no_default_secret_in_production(self) -> "CommonSettings":
        for name in ("url_signing_key", "s3_secret_key", "service_token"):
            is_default = DEVELOPMENT_SECRET in getattr(self, name).get_secret_value().split(",")
            if self.app_env == "production" and is_default:
                raise ValueError(f"set {name.upper()}: the default is refused in production")
        return self

    @cached_property
    def effective_storage_url(self) -> str:
        return self.storage_url or (self.data_dir / "objects").absolute().as_uri()


class ServiceSettings(BaseSettings):
    """Base of a service's own settings: `model_config` of the subclass sets the env prefix."""

    model_config = _READING

    engine: str = "auto"
    """Name of an engine, or `auto` for the best that is installed."""
    concurrency: int = Field(default=1, ge=1)
    """How many requests the engine works on at once."""
    line: int = Field(default=16, ge=0)
    """How many more may wait for it; others are told when to come again (503)."""
    line_wait_s: float = Field(default=60.0, gt=0)
    """Seconds after which one that waits is told so, too."""


def service_settings_config(env_prefix: str) -> SettingsConfigDict:
    """Settings config for a service: `ASR` gives `ASR_ENGINE`, `ASR_CONCURRENCY` and so on."""
    return _READING | SettingsConfigDict(env_prefix=f"{env_prefix}_")
