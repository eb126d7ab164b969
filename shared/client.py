"""The one way services call each other: httpx with retries, jitter and a total deadline.

Retried: connect errors, 429 and 502–504. Nothing else: a read that broke after the request was sent
may have been acted on, and is reported instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from shared.errors import UpstreamDown, UpstreamFailed, UpstreamRefused, UpstreamTimedOut

RETRIED_STATUSES = frozenset({429, 502, 503, 504})


class _Retryable(Exception):
    """Carries the failure that may pass when tried again."""

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


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

        Raises UpstreamRefused (it answered 4xx), UpstreamDown (not there, however often it was asked),
        UpstreamTimedOut (deadline) or UpstreamFailed.
        """
        names = {"service": self.service, "stage": self.stage}
        try:
            with anyio.fail_after(self.deadline_s):
                async for attempt in AsyncRetrying(
                    stop=stop_after_attempt(self.retry.attempts),
                    wait=lambda state: _wait(self.retry, state),
                    retry=retry_if_exception_type(_Retryable),
                    reraise=True,
                ):
                    with attempt:
                        response = await self._send(path, json, data, files, headers)
                        return self._read(response)
        except TimeoutError as error:
            raise UpstreamTimedOut(
                f"{self.service} did not answer within {self.deadline_s:g} s", **names
            ) from error
        except _Retryable as error:
            raise UpstreamDown(f"{self.service} is not available: {error}", **names) from error
        raise AssertionError("unreachable: the retry loop returns or raises")

    async def _send(
        self,
        path: str,
        json: Any,
        data: Mapping[str, Any] | None,
        files: Any,
        headers: Mapping[str, str] | None,
    ) -> httpx.Response:
        context = structlog.contextvars.get_contextvars()
        trace = {
            header: str(context[key])
            for key, header in (("request_id", "x-request-id"), ("task_id", "x-task-id"))
            if key in context
        }
        try:
            return await self.http.post(
                self.base_url + path,
                json=json,
                data=data,
                files=files,
                headers={**trace, **(headers or {})},
                timeout=self.deadline_s,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _Retryable(f"no connection to {self.base_url}") from error
        except httpx.TimeoutException as error:
            raise TimeoutError from error
        except httpx.HTTPError as error:
            raise UpstreamDown(
                f"the connection to {self.service} broke: {type(error).__name__}",
                service=self.service,
                stage=self.stage,
            ) from error

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        names = {"service": self.service, "stage": self.stage}
        if response.status_code in RETRIED_STATUSES:
            raise _Retryable(
                f"it answered {response.status_code}",
                retry_after_s=_retry_after_s(response),
            )
        if 400 <= response.status_code < 500:
            problem = _problem_of(response)
            raise UpstreamRefused(
                problem.get("detail") or f"{self.service} answered {response.status_code}",
                problem=problem,
                **names,
            )
        if response.status_code >= 500:
            raise UpstreamFailed(
                _problem_of(response).get("detail")
                or f"{self.service} answered {response.status_code}",
                **names,
            )
        try:
            return response.json()
        except ValueError as error:
            raise UpstreamFailed(f"{self.service} answered no JSON", **names) from error


def _retry_after_s(response: httpx.Response) -> float | None:
    try:
        return float(response.headers["retry-after"])
    except (KeyError, ValueError):
        return None


def _problem_of(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
