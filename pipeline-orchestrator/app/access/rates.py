"""How many requests a minute: of a key, of its tenant, and sign-ins of an address.

Counted in Redis for all processes together where there is one, else in this process. A Redis that is away stops nobody: meanwhile
each process counts by itself, which refuses no one whom the common count would have let in.
"""

import ipaddress
import math
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError

from shared.errors import LimitReached

from ..core.limits import SHARED_COUNTS, LimitSettings
from ..domain.principal import LOCAL, Principal
from ..domain.quotas import Weight
from ..runs.metrics import TaskMetrics
from . import secrets
from .quotas import QuotaBook

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

log = structlog.get_logger(__name__)

WINDOW_S = 60
REDIS_PATIENCE_S = 0.25
SPARED_S = 5.0
"""For which a Redis that did not answer isn't asked."""
TOLD_EVERY_S = 60.0
KEY_PREFIX = "agentforge.limits"


@dataclass(frozen=True, slots=True)
class RateState:
    """What is left of a limit."""

    name: str
    limit: int
    remaining: int
    reset_s: int
    """Whole seconds after which there is more."""

    @property
    def policy(self) -> str:
        """As RateLimit-Policy has it (draft-ietf-httpapi-ratelimit-headers-11)."""
        return f'"{self.name}";q={self.limit};w={WINDOW_S}'

    @property
    def service_limit(self) -> str:
        """As RateLimit has it."""
        return f'"{self.name}";r={self.remaining};t={self.reset_s}'


@dataclass(slots=True)
class RequestCounts:
    """Sliding windows of a minute, in one store or the other."""

    near: SlidingWindowCounterRateLimiter
    shared: SlidingWindowCounterRateLimiter | None = None
    away: Callable[[], None] = lambda: None
    """Told of each request that only this process counted, though there is a Redis."""
    clock: Callable[[], float] = time.monotonic
    _ask_again_at: float = float("-inf")
    _tell_again_at: float = float("-inf")

    async def take(self, name: str, limit: int, whose: str) -> tuple[bool, RateState]:
        """Count a request, if there is room; whether there was, and what is left."""
        item = RateLimitItemPerMinute(limit)
        if self.shared is not None:
            if self.clock() >= self._ask_again_at:
                try:
                    return await _take(self.shared, item, name, whose)
                except StorageError as error:
                    self._note_away(error)
            self.away()
        return await _take(self.near, item, name, whose)

    def _note_away(self, error: StorageError) -> None:
        self._ask_again_at = self.clock() + SPARED_S
        if self.clock() >= self._tell_again_at:
            self._tell_again_at = self.clock() + TOLD_EVERY_S
            cause = type(error.storage_error).__name__
            log.warning("rate_counts_away", error=cause, detail="each process counts by itself")


async def _take(
    limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, name: str, whose: str
) -> tuple[bool, RateState]:
    has_room = await limiter.hit(item, name, whose)
    left = await limiter.get_window_stats(item, name, whose)
    reset_s = min(WINDOW_S, max(1, math.ceil(left.reset_time - time.time())))
    return has_room, RateState(name, item.amount, left.remaining if has_room else 0, reset_s)


@dataclass(slots=True)
class RateLimits:
    book: QuotaBook
    counts: RequestCounts
    metrics: TaskMetrics
    sign_ins_per_minute: int
    visits_per_minute: int

    async def admit(self, principal: Principal, weight: Weight) -> list[RateState]:
        """Count a request of a key and of its tenant; what is left of both. Raises LimitReached, with them as `states`."""
        if principal == LOCAL:
            return []
        allowed = await self.book.allowance(principal)
        # The key comes first: what it sends beyond its own limit does not count against the others of its tenant.
        # A subject may be a speaker's id, which has no place in a store.
        whose = principal.key_id or secrets.hash_of(principal.subject)
        states: list[RateState] = []
        for owner, quota, name in (
            ("key", allowed.key, f"{principal.tenant}/{whose}"),
            ("tenant", allowed.tenant, principal.tenant),
        ):
            limit = quota.work_per_minute if weight == "work" else quota.reads_per_minute
            if limit is not None:
                await self._take(f"{owner}-{weight}", limit, name, states)
        return states

    async def admit_sign_in(self, address: str | None) -> list[RateState]:
        """The same of an address that tries a key; None: of no network."""
        return await self._admit_address("address-sign-ins", self.sign_ins_per_minute, address)

    async def admit_visitor(self, address: str | None) -> list[RateState]:
        """The same of an address that follows links to shared results."""
        return await self._admit_address("address-visits", self.visits_per_minute, address)

    async def _admit_address(self, name: str, limit: int, address: str | None) -> list[RateState]:
        states: list[RateState] = []
        if limit and address is not None:
            await self._take(name, limit, network_of(address), states)
        return states

    async def _take(self, name: str, limit: int, whose: str, states: list[RateState]) -> None:
        """Adds to `states`. Raises LimitReached."""
        has_room, state = await self.counts.take(name, limit, whose)
        states.append(state)
        if not has_room:
            self.metrics.refused.labels(name).inc()
            raise TooManyRequests(state, states)


class TooManyRequests(LimitReached):
    """A LimitReached that knows what its answer's headers tell."""

    def __init__(self, state: RateState, states: Sequence[RateState]) -> None:
        owner, _, what = state.name.partition("-")
        whose = {"key": "this key", "tenant": "your tenant", "address": "this address"}[owner]
        told = {
            "work": "requests that make work",
            "reads": "requests",
            "endings": "erasures",
            "visits": "requests for shared results",
        }
        wait_s = state.reset_s + math.ceil(WINDOW_S / state.limit)
        super().__init__(
            f"{whose} may send {state.limit} {told.get(what, what)} a minute: come again in {wait_s} s",
            name=state.name,
            retry_after_s=wait_s,
            limit=state.limit,
            **{"violated-policies": [state.name]},
        )
        self.states = states


def network_of(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


@asynccontextmanager
async def open_counts(
    settings: LimitSettings, queue_url: str, metrics: TaskMetrics
) -> AsyncIterator[RequestCounts]:
    """A Redis that can't be reached now is asked later."""
    near = SlidingWindowCounterRateLimiter(MemoryStorage())
    url = settings.rate_limits_url or (queue_url if queue_url.startswith(SHARED_COUNTS) else "")
    if not url.startswith(SHARED_COUNTS):
        yield RequestCounts(near)
        return
    storage, pool = _open_redis(url)
    try:
        shared = SlidingWindowCounterRateLimiter(storage)
        yield RequestCounts(near, shared, metrics.counts_away.inc)
    finally:
        await pool.aclose()


def _open_redis(url: str) -> "tuple[RedisStorage, ConnectionPool]":
    from redis.asyncio import ConnectionPool  # redis is imported by who uses it
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    pool = ConnectionPool.from_url(
        url,
        socket_timeout=REDIS_PATIENCE_S,
        socket_connect_timeout=REDIS_PATIENCE_S,
        retry=Retry(NoBackoff(), 0),
    )
    storage = RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix=KEY_PREFIX,
        connection_pool=pool,  # pyright: ignore[reportArgumentType]
    )
    return storage, pool
