"""Settings of what one caller may use: ORCHESTRATOR_*, and where requests are counted."""

from pydantic import Field, field_validator

from shared.settings import ServiceSettings

SHARED_COUNTS = ("redis://", "rediss://")


class LimitSettings(ServiceSettings):
    """Limits of those who come with a key, a session or a JWT; whoever is on this machine without any has none."""

    rate_limits_url: str = Field(default="", validation_alias="RATE_LIMITS_URL", repr=False)
    """Where requests are counted: `redis://…` for all processes together, `memory://` for each by itself. Empty: the Redis of
    QUEUE_URL where that is one, else memory."""
    key_reads_per_minute: int = Field(default=1200, ge=0)
    """Requests of one key that make no work, and as many that erase or cancel; 0: no limit, here and below."""
    key_work_per_minute: int = Field(default=120, ge=0)
    """Requests of one key that make work: recordings, consents, keys, sign-ins."""
    tenant_reads_per_minute: int = Field(default=6000, ge=0)
    tenant_work_per_minute: int = Field(default=600, ge=0)
    """The same of all keys of a tenant together."""
    sign_ins_per_minute: int = Field(default=20, ge=0)
    """Tries of POST /sessions from one address."""
    visits_per_minute: int = Field(default=120, ge=0)
    """Requests for shared results from one address."""
    audio_minutes_per_month: float | None = Field(default=None, ge=0)
    """Of recordings of one tenant, in a month of UTC; empty: as many as come, here and below."""
    recordings_per_day: int | None = Field(default=None, ge=0)
    """Of one tenant, in a day of UTC."""
    stored_mb: int | None = Field(default=None, ge=0)
    """Of one tenant's recordings, voice samples and results, in MB."""

    @field_validator("rate_limits_url")
    @classmethod
    def _is_known(cls, value: str) -> str:
        if value and not value.startswith((*SHARED_COUNTS, "memory://")):
            raise ValueError("RATE_LIMITS_URL is redis://host:6379/0, rediss://… or memory://")
        return value
