"""What an answer tells of limits: RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-11), Quota-Warning."""

from collections.abc import Sequence
from datetime import datetime

from fastapi import Response
from starlette.types import Message

from ..access.rates import RateState
from ..domain.quotas import Standing, seconds_until

QUOTA_WARNING = "Quota-Warning"


def set_rates(message: Message, states: Sequence[RateState]) -> None:
    """Adds them to the start of an answer; none where there are no limits."""
    if states:
        message["headers"] = [
            *message.get("headers", []),
            (b"ratelimit-policy", ", ".join(each.policy for each in states).encode()),
            (b"ratelimit", ", ".join(each.service_limit for each in states).encode()),
        ]


def warn_of_quotas(response: Response, near: Sequence[Standing], at: datetime) -> None:
    """A list as RateLimit has it, but for what is used: `"tenant-recordings";used=81;limit=100;t=3600`."""
    if near:
        response.headers[QUOTA_WARNING] = ", ".join(_written(each, at) for each in near)


def _written(standing: Standing, at: datetime) -> str:
    used, limit = (
        f"{each:.2f}".rstrip("0").rstrip(".")
        for each in (standing.used + standing.asked, standing.limit)
    )
    until = "" if standing.resets_at is None else f";t={seconds_until(standing.resets_at, at)}"
    return f'"{standing.name}";used={used};limit={limit}{until}'
