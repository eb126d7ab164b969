"""The one way services call each other: httpx with retries, jitter and a total deadline.

Retried: connect errors, 429 and 502–504, and once a request that was sent on a kept connection which then broke
before a byte of the answer: as a rule the other side had just closed it. It may have been acted on all the same, so
a service must bear the same request twice; each does, since it computes its answer from the request and stores what
it makes under a key that follows from it. A new connection that breaks is not that: it is reported.

A service that was away, or answered nothing in time, several times in a row is spared for a while: who asks for it
hears that at once.
"""

import json
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import anyio
import httpx
from circuitbreaker import CircuitBreaker
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from shared.contracts.pieces import LINES
from shared.errors import (
    Busy,
    UpstreamBusy,
    UpstreamDown,
    UpstreamFailed,
    UpstreamRefused,
    UpstreamTimedOut,
)
from shared.request_context import context_headers
from shared.tracing import span, trace_headers
from shared.upstream_answer import (
    MAX_ANSWER_BYTES,
    AnswerTooLarge,
    UpstreamAnswer,
    json_lines,
)

KEEP_ALIVE_S = 5.0
"""Below HTTP_KEEP_ALIVE_S, so that as a rule it is this side that closes an idle connection."""
POOL_LIMITS = httpx.Limits(
    max_connections=100, max_keepalive_connections=20, keepalive_expiry=KEEP_ALIVE_S
)
RETRIED_STATUSES = frozenset({429, 502, 503, 504})


class _Retryable(Exception):
    """Carries the failure that may pass when tried again."""

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


@dataclass(slots=True)
class _Course:
    """How far a request came, as httpcore's `trace` extension tells it."""

    connected: bool = False
    answer_began: bool = False

    async def note(self, event: str, _: Mapping[str, Any]) -> None:
        self.connected |= event == "connection.connect_tcp.complete"
        self.answer_began |= event == "http11.receive_response_headers.complete"

    @property
    def was_kept_and_mute(self) -> bool:
        """The connection was there before the request, and nothing was answered on it."""
        return not (self.connected or self.answer_began)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    attempts: int = 3
    first_wait_s: float = 0.2
    longest_wait_s: float = 5.0


def _wait(policy: RetryPolicy, state: RetryCallState) -> float:
    backoff = wait_random_exponential(multiplier=policy.first_wait_s, max=policy.longest_wait_s)
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _Retryable) and error.retry_after_s is not None:
        return min(error.retry_after_s, policy.longest_wait_s)
    return backoff(state)


CallOutcome = Literal["answered", "refused", "down", "timed_out", "failed", "spared", "abandoned"]
"""`refused`: it answered 4xx; `spared`: it was not asked; `abandoned`: nobody waited any more."""
_OUTCOMES: Mapping[type[UpstreamFailed], CallOutcome] = {
    UpstreamRefused: "refused",
    UpstreamDown: "down",
    UpstreamTimedOut: "timed_out",
}

SPARED_AFTER = 3
"""Failures in a row."""
SPARED_S = 10.0
"""Then it is tried again; the next failure spares it as long once more."""


@dataclass(slots=True)
class ServiceClient:
    """Calls one service. `stage` and `service` name it in every error."""

    http: httpx.AsyncClient
    base_url: str
    service: str
    stage: str
    deadline_s: float = 60.0
    """Total seconds for one call, waits and retries included."""
    retry: RetryPolicy = RetryPolicy()
    called: Callable[[CallOutcome, float], None] = lambda outcome, seconds: None
    """Told of each call: how it ended, and its seconds."""
    _breaker: CircuitBreaker = field(init=False)

    def __post_init__(self) -> None:
        self._breaker = CircuitBreaker(
            SPARED_AFTER,
            SPARED_S,
            expected_exception=(UpstreamDown, UpstreamTimedOut),
            name=f"{self.service} at {self.base_url}",
        )

    @property
    def is_spared(self) -> bool:
        """It failed so often that it isn't asked for now."""
        return self._breaker.opened

    async def post(
        self,
        path: str,
        *,
        json: Any = None,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """POST and return the JSON body.

        Raises UpstreamRefused (it answered 4xx), UpstreamDown (not there, however often it was asked, or spared),
        UpstreamTimedOut (deadline) or UpstreamFailed.
        """
        self._require_unspared()
        with self._told(), self._breaker:
            return await self._call(
                "POST", path, json=json, data=data, files=files, headers=headers or {}
            )

    async def put(self, path: str, *, json: Any) -> dict[str, Any]:
        """PUT and return the JSON body. Raises as `post` does."""
        self._require_unspared()
        with self._told(), self._breaker:
            return await self._call("PUT", path, json=json)

    async def delete(self, path: str) -> dict[str, Any]:
        """DELETE and return the JSON body. Raises as `post` does."""
        self._require_unspared()
        with self._told(), self._breaker:
            return await self._call("DELETE", path)

    async def get(self, path: str, *, params: Mapping[str, str]) -> dict[str, Any]:
        """GET and return the JSON body. Raises as `post` does."""
        self._require_unspared()
        with self._told(), self._breaker:
            return await self._call("GET", path, params=params)

    @asynccontextmanager
    async def lines(
        self,
        path: str,
        *,
        patience_s: float,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        json: Any = None,
    ) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """POST a form or JSON, and the lines of JSON of the answer, each as it comes.

        `patience_s`: for the first, and from one line to the next. Raises as `post` does, before the first line and instead of
        any later one, and UpstreamBusy; a line that tells a problem is raised as what it would have been as an answer.
        """
        self._require_unspared()
        told = {"peer.service": self.service}
        with self._told(), self._breaker, span(f"POST {self.service}", "client", told):
            async with AsyncExitStack() as stack:
                with self._named_faults(patience_s):
                    sent = {"data": data, "files": files, "json": json}
                    response = await self._opened(stack, path, sent, patience_s)
                yield self._lines_of(response, patience_s)

    async def _opened(
        self,
        stack: AsyncExitStack,
        path: str,
        body: Mapping[str, Any],
        patience_s: float,
    ) -> httpx.Response:
        """The answer of a request that was taken, its body unread. Raises as `_read` does."""
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(self.retry.attempts),
            wait=lambda state: _wait(self.retry, state),
            retry=retry_if_exception_type(_Retryable),
            reraise=True,
        ):
            with attempt:
                async with AsyncExitStack() as this_time:
                    sent = self.http.stream(
                        "POST",
                        self.base_url + path,
                        **body,
                        headers=_told_on({"accept": LINES}),
                        timeout=patience_s,
                    )
                    try:
                        response = await this_time.enter_async_context(sent)
                    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                        raise _Retryable(f"no connection to {self.base_url}") from error
                    if not response.is_success:
                        answer = await UpstreamAnswer.of(response)
                        self._refuse_busy(answer.status, answer.problem())
                        self._refuse(answer)
                    stack.push_async_exit(this_time.pop_all())
                    return response
        raise AssertionError("unreachable: the retry loop returns or raises")

    async def _lines_of(
        self, response: httpx.Response, patience_s: float
    ) -> AsyncIterator[dict[str, Any]]:
        with self._named_faults(patience_s):
            async for line in json_lines(response):
                if line.get("type") == "problem":
                    problem = line.get("problem")
                    self._refuse_line(problem if isinstance(problem, dict) else {})
                yield line

    def _refuse_line(self, problem: dict[str, Any]) -> None:
        """Raises what the problem would have been as an answer."""
        status = problem.get("status")
        status = status if isinstance(status, int) else 500
        self._refuse_busy(status, problem)
        self._refuse(UpstreamAnswer(status, httpx.Headers(), json.dumps(problem).encode()))

    def _refuse_busy(self, status: int, problem: Mapping[str, Any]) -> None:
        if status == Busy.status and problem.get("type") == Busy.slug:
            raise UpstreamBusy(f"{self.service} has as much to do as it may", **self._names)

    @contextmanager
    def _named_faults(self, patience_s: float) -> Iterator[None]:
        """Of a connection, and of what came over it."""
        try:
            yield
        except _Retryable as error:
            raise UpstreamDown(
                f"{self.service} is not available: {error}", **self._names
            ) from error
        except httpx.TimeoutException as error:
            raise UpstreamTimedOut(
                f"{self.service} told nothing for {patience_s:g} s", **self._names
            ) from error
        except AnswerTooLarge as error:
            raise self._too_large() from error
        except httpx.HTTPError as error:
            raise self._broken() from error
        except ValueError as error:
            raise UpstreamFailed(f"{self.service} answered no JSON", **self._names) from error

    @property
    def _names(self) -> dict[str, str]:
        return {"service": self.service, "stage": self.stage}

    def _too_large(self) -> UpstreamFailed:
        return UpstreamFailed(
            f"{self.service} answered more than {MAX_ANSWER_BYTES >> 20} MB", **self._names
        )

    def _broken(self) -> UpstreamDown:
        return UpstreamDown(
            f"the connection to {self.service} broke before it had answered", **self._names
        )

    def _require_unspared(self) -> None:
        """Raises UpstreamDown."""
        if self.is_spared:
            self.called("spared", 0.0)
            raise UpstreamDown(
                f"{self.service} failed {SPARED_AFTER} times in a row; it is asked again in "
                f"{math.ceil(self._breaker.open_remaining)} s",
                **self._names,
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        begun = time.perf_counter()
        outcome: CallOutcome = "abandoned"
        try:
            yield
            outcome = "answered"
        except UpstreamFailed as error:
            outcome = _OUTCOMES.get(type(error), "failed")
            raise
        finally:
            self.called(outcome, time.perf_counter() - begun)

    async def _call(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        names = self._names
        try:
            with anyio.fail_after(self.deadline_s):
                async for attempt in AsyncRetrying(
                    stop=stop_after_attempt(self.retry.attempts),
                    wait=lambda state: _wait(self.retry, state),
                    retry=retry_if_exception_type(_Retryable),
                    reraise=True,
                ):
                    with attempt:
                        return self._read(await self._send(method, path, request))
        except TimeoutError as error:
            raise UpstreamTimedOut(
                f"{self.service} did not answer within {self.deadline_s:g} s", **names
            ) from error
        except _Retryable as error:
            raise UpstreamDown(f"{self.service} is not available: {error}", **names) from error
        raise AssertionError("unreachable: the retry loop returns or raises")

    async def _send(
        self,
        method: str,
        path: str,
        request: Mapping[str, Any],
        *,
        may_repeat: bool = True,
    ) -> UpstreamAnswer:
        course = _Course()
        try:
            told = {"peer.service": self.service}
            with span(f"{method} {self.service}", "client", told) as call:
                headers = _told_on(request.get("headers", {}))
                sent = self.http.stream(
                    method,
                    self.base_url + path,
                    **{**request, "headers": headers},
                    timeout=self.deadline_s,
                    extensions={"trace": course.note},
                )
                async with sent as response:
                    if call is not None:
                        call.tell({"http.response.status_code": response.status_code})
                    return await UpstreamAnswer.of(response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _Retryable(f"no connection to {self.base_url}") from error
        except httpx.TimeoutException as error:
            raise TimeoutError from error
        except AnswerTooLarge as error:
            raise self._too_large() from error
        except httpx.HTTPError as error:
            broke = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
            if may_repeat and broke and course.was_kept_and_mute:
                return await self._send(method, path, request, may_repeat=False)
            raise self._broken() from error

    def _read(self, answer: UpstreamAnswer) -> dict[str, Any]:
        self._refuse(answer)
        try:
            return answer.body()
        except ValueError as error:
            raise UpstreamFailed(f"{self.service} answered no JSON", **self._names) from error

    def _refuse(self, answer: UpstreamAnswer) -> None:
        """Raises what an answer other than success means."""
        names = self._names
        if answer.status in RETRIED_STATUSES:
            raise _Retryable(
                f"it answered {answer.status}",
                retry_after_s=answer.retry_after_s,
            )
        if 400 <= answer.status < 500:
            problem = answer.problem()
            raise UpstreamRefused(
                problem.get("detail") or f"{self.service} answered {answer.status}",
                problem=problem,
                **names,
            )
        if answer.status >= 500:
            raise UpstreamFailed(
                answer.problem().get("detail") or f"{self.service} answered {answer.status}",
                **names,
            )


def _told_on(headers: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a request says beside its body."""
    told = {**context_headers(), **trace_headers(), **(headers or {})}
    return told | {"accept-encoding": "identity"}
