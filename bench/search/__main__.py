"""`make bench-search`: whether the turn that a question means is among the first five of 2,000; how long an answer takes; what is found of an erased call. Into docs/search.md.

The service is asked as it is served, in this process, without a socket. The 60 turns that are looked for were written one by one, two sets of questions apart from them
and before any was asked; by the first set, which has been looked at, the share of the mean was chosen that vectors lose. The other turns are made of templates.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from bench.common.figures import Figure, figure_table
from bench.common.setting import setting
from shared.mount import application
from shared.roster import SEARCH
from shared.settings import REPO_ROOT
from shared.testing import service_client
from training.stats import wilson_interval

from .calls import MadeCall, SearchQuestion, made_calls, questions, sought_turns

PAGE = REPO_ROOT / "docs" / "search.md"
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
SEED = 22
TENANT = "bench"
FIRST = 5
N_ERASED = 20


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    question: SearchQuestion
    rank: int | None
    """Of the turn that it means, from 1; None: not among the first FIRST."""
    took_ms: float
    cpu_ms: float
    """Of a core, whatever else the machine does meanwhile."""
    hits: list[dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="show what is not found")
    parser.add_argument("--write", action="store_true", help="into docs/search.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "LOG_LEVEL": "WARNING", "THREADS": "1"}
        figures = asyncio.run(_measured(show=asked.wrong))
    table = figure_table(figures)
    print(table)
    if asked.write:
        _write(table)
    return 0


async def _measured(*, show: bool) -> list[Figure]:
    calls = made_calls(seed=SEED)
    async with service_client(application(SEARCH)) as client:
        begun = time.process_time()
        for call in calls:
            await _put(client, call)
        indexing_s = time.process_time() - begun
        known = [await _ask(client, each, calls) for each in questions(looked_at=True)]
        asked = [await _ask(client, each, calls) for each in questions()]
        if show:
            _show_missed(asked, calls)
        left = await _erased(client, calls)
    n_turns = sum(len(call.turns) for call in calls)
    n = f"{len(asked)} questions, {n_turns} turns"
    took = [each.took_ms for each in asked]
    return [
        *_found_figures(asked, n),
        _share(f"right turn in the first {FIRST}, questions looked at", [each.rank is not None for each in known], f"{len(known)} questions"),
        _share("right turn first, questions looked at", [each.rank == 1 for each in known], f"{len(known)} questions"),
        Figure("an answer, median, ms", statistics.median(took), None, None, 50, None, n, True),
        Figure("an answer, median, ms of a core", statistics.median(each.cpu_ms for each in asked), None, None, None, None, n, True),
        Figure("an answer, 90 %, ms", statistics.quantiles(took, n=10)[-1], None, None, None, None, n, True),
        Figure("a turn into the index, ms of a core", indexing_s / n_turns * 1000, None, None, None, None, f"{n_turns} turns", True),
        Figure("hits of erased calls", left, None, None, 0, None, f"{N_ERASED} calls, each asked for by itself and among all", True),
    ]  # fmt: skip


async def _put(client: httpx.AsyncClient, call: MadeCall) -> None:
    body = {"kind": "call", "turns": call.turns}
    (await client.put(f"/recordings/{TENANT}/{call.id}", json=body)).raise_for_status()


async def _ask(
    client: httpx.AsyncClient, question: SearchQuestion, calls: Sequence[MadeCall]
) -> AskedQuestion:
    held = next(call for call in calls if call.sought == question.id)
    begun, cpu_begun = time.perf_counter(), time.process_time()
    hits = await _search(client, q=question.text, limit=FIRST)
    took_ms = (time.perf_counter() - begun) * 1000
    cpu_ms = (time.process_time() - cpu_begun) * 1000
    places = [(hit["recording_id"], hit["index"]) for hit in hits]
    meant = (held.id, held.sought_index)
    rank = places.index(meant) + 1 if meant in places else None
    return AskedQuestion(question, rank, took_ms, cpu_ms, hits)


async def _search(client: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.post("/search", json={"tenant": TENANT, **asked})
    return answer.raise_for_status().json()["hits"]


async def _erased(client: httpx.AsyncClient, calls: Sequence[MadeCall]) -> int:
    """Hits that are told of calls after they were erased."""
    gone = [call for call in calls if call.sought][:N_ERASED]
    texts = {each.id: each.text for each in questions()}
    n_hits = 0
    for call in gone:
        (await client.delete(f"/recordings/{TENANT}/{call.id}")).raise_for_status()
    for call in gone:
        question = texts[call.sought or ""]
        n_hits += len(await _search(client, q=question, recording_ids=[call.id], limit=50))
        among = await _search(client, q=question, limit=50)
        n_hits += sum(hit["recording_id"] in {each.id for each in gone} for hit in among)
    return n_hits


def _found_figures(asked: Sequence[AskedQuestion], n: str) -> list[Figure]:
    figures = [
        _share(f"right turn in the first {FIRST}", [each.rank is not None for each in asked], n, floor=0.9),
        _share("right turn first", [each.rank == 1 for each in asked], n),
    ]  # fmt: skip
    hindi = [each for each in asked if _of_hindi(each.question)]
    told = f"{len(hindi)} questions about Hindi turns, in English and Hindi"
    return [*figures, _share(f"right turn in the first {FIRST}, Hindi", [each.rank is not None for each in hindi], told)]  # fmt: skip


def _of_hindi(question: SearchQuestion) -> bool:
    return next(turn.language for turn in sought_turns() if turn.id == question.id) == "hi"


def _share(name: str, right: Sequence[bool], n: str, *, floor: float | None = None) -> Figure:
    low, high = wilson_interval(sum(right), len(right))
    return Figure(
        name, sum(right) / len(right), low, high, floor, None, f"{sum(right)} of {len(right)}: {n}"
    )


def _show_missed(asked: Sequence[AskedQuestion], calls: Sequence[MadeCall]) -> None:
    for each in asked:
        if each.rank is None:
            held = next(call for call in calls if call.sought == each.question.id)
            meant = held.turns[held.sought_index or 0]["text"]
            print(f"{each.question.id} {each.question.text!r} means {meant!r}; told:")
            for hit in each.hits:
                print(f"    {hit['score']:.3f} {hit['matched']:8} {hit['text']}")


def _write(table: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    content = f"{_BEGIN}\n{setting('make bench-search')}\n\n{table}\n{_END}"
    PAGE.write_text(before + content + after, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
