"""Callers who come at once, and come again when they are told to."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from .recordings import SpokenText

STAGES = ("asr,align,phonemap,diff,feedback", "asr,align,phonemap,diff,tts,feedback")
RATES = 400
"""Different speaking rates of references, so that none comes out of a cache."""


@dataclass(slots=True)
class CrowdTold:
    answered_s: list[float] = field(default_factory=list)
    refused_s: list[float] = field(default_factory=list)
    retry_after_s: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What callers got that was neither a result nor a 503 with Retry-After."""
    states: dict[str, int] = field(default_factory=dict)
    """Of all tasks when the callers have gone."""


def requests(recordings: Sequence[SpokenText]) -> Iterator[dict[str, Any]]:
    """Requests without an end, of many kinds."""
    for n, each in enumerate(itertools.cycle(recordings)):
        yield {
            "files": {"file": ("speech.wav", each.wav)},
            "data": {
                "reference_text": each.text,
                "stages": STAGES[n % len(STAGES)],
                "speaking_rate": str(0.8 + (n % RATES) / 1000),
            },
        }


async def crowd(
    url: str, recordings: Sequence[SpokenText], n_callers: int, seconds: float, deadline_s: float
) -> CrowdTold:
    told, sent = CrowdTold(), requests(recordings)
    ends = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=n_callers + 5)
    async with httpx.AsyncClient(base_url=url, timeout=deadline_s, limits=limits) as client:
        async with asyncio.TaskGroup() as group:
            for _ in range(n_callers):
                group.create_task(_come(client, sent, ends, told))
        told.states = await _states(client)
    return told


async def _come(
    client: httpx.AsyncClient, sent: Iterator[dict[str, Any]], ends: float, told: CrowdTold
) -> None:
    while time.perf_counter() < ends:
        begun = time.perf_counter()
        try:
            answer = await client.post("/process", **next(sent))
        except httpx.HTTPError as error:
            told.wrong.append(type(error).__name__)
            continue
        taken_s = time.perf_counter() - begun
        wait = answer.headers.get("retry-after", "")
        if answer.status_code == httpx.codes.OK:
            told.answered_s.append(taken_s)
        elif answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and wait.isdecimal():
            told.refused_s.append(taken_s)
            told.retry_after_s.append(int(wait))
            await asyncio.sleep(min(int(wait), max(0.0, ends - time.perf_counter())))
        else:
            told.wrong.append(f"{answer.status_code} {answer.text[:200]}")


async def _states(client: httpx.AsyncClient) -> dict[str, int]:
    counted: Counter[str] = Counter()
    cursor: dict[str, str] = {}
    while True:
        page = (await client.get("/tasks", params={"limit": 100, **cursor})).json()
        counted.update(each["status"] for each in page["items"])
        if not page["next_cursor"]:
            return dict(counted)
        cursor = {"cursor": page["next_cursor"]}
