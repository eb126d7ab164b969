"""The use cases: a recording into the index, out of it, and a question to it."""

import time
from functools import partial
from uuid import UUID

import numpy as np

from shared.contracts.search import (
    ErasedRecording,
    FoundTurn,
    FoundTurns,
    IndexedRecording,
    RecordingToIndex,
    TurnsToFind,
    TurnToIndex,
)
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.line import patiently

from .engines.base import DIMENSIONS, TextEncoder
from .engines.vectors.base import turn_id
from .index.turn_index import TurnIndex
from .words import words_of

TEXTS_AT_ONCE = 8
"""Vectors that are made between two questions of others: a quarter of a second of a core."""


async def index_recording(
    tenant: str,
    recording_id: str,
    recording: RecordingToIndex,
    *,
    host: EngineHost[TextEncoder],
    index: TurnIndex,
) -> IndexedRecording:
    """Raises InvalidInput naming a turn that can't be, Conflict where the recording was erased meanwhile, Busy, Unavailable."""
    _require_turns(recording)
    turns = {
        turn_id(tenant, recording_id, turn.index): turn
        for turn in recording.turns
        if words_of(turn.text)
    }
    with index.write(tenant, recording_id) as ongoing:
        vectors = await _vectors(turns, host)
        made_by = host.engine.model_version
        replace = partial(index.replace, ongoing, recording, turns, vectors, made_by)
        n_before = await patiently(lambda: host.run(replace))
    return IndexedRecording(**host.stamp(), n_turns=len(turns), n_replaced=n_before)


def _require_turns(recording: RecordingToIndex) -> None:
    places: set[int] = set()
    for number, turn in enumerate(recording.turns):
        if turn.index in places:
            raise InvalidInput("two turns have this index", field=f"turns.{number}.index")
        if turn.end_s < turn.start_s:
            raise InvalidInput("a turn ends before it begins", field=f"turns.{number}.end_s")
        places.add(turn.index)


async def _vectors(turns: dict[UUID, TurnToIndex], host: EngineHost[TextEncoder]) -> np.ndarray:
    """float32 (n_turns, DIMENSIONS). The first of them raises Busy; who has begun waits their turn."""
    texts = [turn.text for turn in turns.values()]
    made = np.zeros((len(texts), DIMENSIONS), np.float32)
    for first in range(0, len(texts), TEXTS_AT_ONCE):
        some = texts[first : first + TEXTS_AT_ONCE]
        run = partial(_passages, host, some)
        made[first : first + len(some)] = await (patiently(run) if first else run())
    return made


async def _passages(host: EngineHost[TextEncoder], texts: list[str]) -> np.ndarray:
    return await host.run(host.engine.passages, texts)


async def erase_recording(
    tenant: str, recording_id: str, *, host: EngineHost[TextEncoder], index: TurnIndex
) -> ErasedRecording:
    """Raises Busy, Unavailable."""
    n_turns = await host.run(index.erase, tenant, recording_id)
    return ErasedRecording(**host.stamp(), n_turns=n_turns)


async def find_turns(
    asked: TurnsToFind, *, host: EngineHost[TextEncoder], index: TurnIndex
) -> FoundTurns:
    """Raises InvalidInput for a question without words, Busy, Unavailable."""
    begun = time.perf_counter()
    if not words_of(asked.q):
        raise InvalidInput("there is no word in it to look for", field="q")
    hits = await host.run(_hits, asked, host.engine, index)
    took_ms = round((time.perf_counter() - begun) * 1000, 1)
    return FoundTurns(**host.stamp(), hits=hits, took_ms=took_ms)


def _hits(asked: TurnsToFind, encoder: TextEncoder, index: TurnIndex) -> list[FoundTurn]:
    (vector,) = encoder.questions([asked.q])
    return [
        FoundTurn.model_validate(
            {
                "recording_id": turn.recording,
                "index": turn.place,
                "speaker": turn.speaker,
                "text": turn.text,
                "start_s": turn.start_s,
                "end_s": turn.end_s,
                "sentiment": turn.sentiment,
                "score": ranked.score,
                "matched": ranked.matched,
            }
        )
        for ranked, turn in index.find(asked, vector, encoder.model_version)
    ]
