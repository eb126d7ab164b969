"""Spoilt requests of every kind through a running fleet: what was answered, how fast, how large."""

import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from shared.testing.fleet import RunningFleet

from .seeds import Seed, seeds_of
from .spoiling import spoilt

LONGEST_S = 10.0
MOST_BYTES = 8_000_000
"""Of an answer."""
TRUE_ANSWERS = frozenset({200, 201, 202, 400, 401, 403, 404, 409, 413, 415, 422, 503})
SHOWN = 5


@dataclass(slots=True)
class OddTold:
    name: str
    answers: Counter[int] = field(default_factory=Counter)
    slowest_s: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def n_cases(self) -> int:
        return self.answers.total()

    def show(self) -> None:
        answers = " ".join(f"{n}×{status}" for status, n in sorted(self.answers.items()))
        print(f"{self.name:<28} {self.n_cases:>6}  {len(self.wrong):>6}  {self.slowest_s:>6.2f} s  {answers}", flush=True)  # fmt: skip
        for each in self.wrong[:SHOWN]:
            print(f"    {each}", flush=True)


def odd_requests(
    fleet: RunningFleet, n_each: int, *, number: int, headers: dict[str, str]
) -> list[OddTold]:
    told: list[OddTold] = []
    documents = {
        service: httpx.get(f"{address}/openapi.json", timeout=30).raise_for_status().json()
        for service, address in fleet.addresses.items()
    }
    with httpx.Client(timeout=3 * LONGEST_S, headers=headers) as client:
        for seed in seeds_of(documents):
            one = OddTold(seed.name)
            _send(client, fleet, seed, seed.content, one)
            if max(one.answers, default=0) >= httpx.codes.BAD_REQUEST:
                one.wrong.append(f"a right request is refused: {seed.content[:300]!r}")
            for content in spoilt(seed, n_each, number=number):
                _send(client, fleet, seed, content, one)
            one.show()
            told.append(one)
    return told


def _send(
    client: httpx.Client, fleet: RunningFleet, seed: Seed, content: bytes, told: OddTold
) -> None:
    begun = time.monotonic()
    try:
        answer = client.post(
            fleet.addresses[seed.service] + seed.path,
            content=content,
            headers={"content-type": seed.content_type},
        )
    except httpx.HTTPError as error:
        told.wrong.append(f"{type(error).__name__}: {content[:300]!r}")
        return
    taken_s = time.monotonic() - begun
    told.slowest_s = max(told.slowest_s, taken_s)
    told.answers[answer.status_code] += 1
    if answer.status_code not in TRUE_ANSWERS:
        told.wrong.append(f"{answer.status_code} {answer.text[:150]} for {content[:600]!r}")
    elif taken_s > LONGEST_S:
        told.wrong.append(f"{taken_s:.0f} s for {content[:300]!r}")
    elif len(answer.content) > MOST_BYTES:
        told.wrong.append(f"{len(answer.content)} bytes for {content[:300]!r}")
