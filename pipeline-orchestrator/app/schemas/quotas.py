"""Quotas and what was used of them on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.contracts import Contract, JsonRequest

from ..domain.quotas import MOST

Unlimited = Literal["unlimited"]
Figure = Annotated[int, Field(ge=0, le=MOST)] | Unlimited | None
PerMinute = Annotated[int, Field(ge=1, le=MOST)] | Unlimited | None


class AskedQuota(JsonRequest):
    """Each a figure, `unlimited`, or null for what the installation has by default."""

    audio_minutes_per_month: Annotated[float, Field(ge=0, le=MOST)] | Unlimited | None = None
    """Minutes of recordings in a month of UTC."""
    recordings_per_day: Figure = None
    """Recordings in a day of UTC."""
    stored_mb: Figure = None
    """MB of recordings, voice samples and results that are kept; of tenants alone."""
    reads_per_minute: PerMinute = None
    """Requests a minute that make no work, and as many that erase or cancel."""
    work_per_minute: PerMinute = None
    """Requests a minute that make work."""


class QuotaFigures(Contract):
    """Each a figure, `unlimited`, or null where nothing was set."""

    audio_minutes_per_month: float | Unlimited | None
    """Minutes of recordings in a month of UTC."""
    recordings_per_day: int | Unlimited | None
    """Recordings in a day of UTC."""
    stored_mb: int | Unlimited | None
    """MB of recordings, voice samples and results that are kept."""
    reads_per_minute: int | Unlimited | None
    """Requests a minute that make no work, and as many that erase or cancel."""
    work_per_minute: int | Unlimited | None
    """Requests a minute that make work."""


class ShownQuota(Contract):
    tenant: str
    """Whose it is."""
    key_id: str | None
    """Of which key; null: of the tenant as a whole."""
    own: QuotaFigures
    """What was set by hand."""
    in_force: QuotaFigures
    """What holds: that, and the installation's defaults."""


class UsedQuota(Contract):
    quota: Literal["audio_minutes", "recordings", "stored_mb"]
    """What is counted: minutes of recordings this month, recordings today, MB that are kept."""
    used: float
    """Up to now."""
    limit: float | None
    """What may be used; null: no limit."""
    warning: bool
    """Whether four fifths of it were used."""
    resets_at: datetime | None
    """When the count starts anew, with time zone; null where only erasing helps."""


class ShownUsage(Contract):
    tenant: str
    """Whose it is."""
    key_id: str | None
    """Of the key that was shown; null where none was."""
    of_tenant: list[UsedQuota]
    """What all of the tenant used."""
    of_key: list[UsedQuota]
    """What was used with this key; empty where none was shown."""
    per_minute: QuotaFigures | None
    """Limits of this key; null where none was shown. What is left of them is in each answer's RateLimit."""
