"""Qdrant's engine in this process (`qdrant-edge-py`), in a folder of its own.

It is never asked to optimise: vectors stay in one plain segment, which is searched whole, so what is found is exact, and what is erased can be overwritten in its place.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
import qdrant_edge as edge

from ..base import DIMENSIONS
from .base import INDEXED_FIELDS, POINTS_AT_ONCE, TurnVector, Vicinity, nearest_first

_NOTHING = [0.0] * DIMENSIONS


class EdgeVectors:
    def __init__(self, folder: Path) -> None:
        """Nobody else may have the folder open: the engine itself does not look (`services.index.folder`)."""
        self._lock = Lock()
        self._shard = _opened(folder)

    def put(self, turns: Sequence[TurnVector]) -> None:
        with self._lock:
            for first in range(0, len(turns), POINTS_AT_ONCE):
                some = turns[first : first + POINTS_AT_ONCE]
                points = [
                    edge.Point(str(each.id), each.vector.tolist(), each.payload) for each in some
                ]
                self._shard.update(edge.UpdateOperation.upsert_points(points))
            self._shard.flush()

    def erase(self, tenant: str, recording: str) -> None:
        """Deleted points stay in the file until something takes their place, so they are overwritten first."""
        meant = edge.Filter(must=[_is("tenant", tenant), _is("recording", recording)])
        with self._lock:
            while ids := self._ids(meant):
                emptied = [edge.PointVectors(each, _NOTHING) for each in ids]
                self._shard.update(edge.UpdateOperation.update_vectors(emptied))
                self._shard.update(edge.UpdateOperation.delete_points(ids))
            self._shard.flush()

    def _ids(self, meant: edge.Filter) -> list[Any]:
        wanted = edge.ScrollRequest(
            limit=POINTS_AT_ONCE, filter=meant, with_payload=False, with_vector=False
        )
        found, _ = self._shard.scroll(wanted)
        return [each.id for each in found]

    def nearest(self, vector: np.ndarray, among: Vicinity, *, limit: int) -> list[UUID]:
        conditions: list[edge.ConditionType] = [
            _is(name, value) for name, value in among.values.items()
        ]
        if among.recordings is not None:
            recordings = edge.MatchAny(list(among.recordings))
            conditions.append(edge.FieldCondition("recording", match=recordings))
        wanted = edge.QueryRequest(
            limit=limit,
            query=edge.Query.Nearest(vector.tolist()),
            filter=edge.Filter(must=conditions),
            with_payload=False,
        )
        with self._lock:
            found = self._shard.query(wanted)
        return nearest_first((UUID(str(each.id)), each.score) for each in found)

    def check(self) -> None:
        """It is in this process."""

    def close(self) -> None:
        with self._lock:
            self._shard.close()


def _opened(folder: Path) -> edge.EdgeShard:
    if (folder / "edge_config.json").exists():
        return edge.EdgeShard.load(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    vectors = edge.EdgeVectorParams(size=DIMENSIONS, distance=edge.Distance.Dot)
    # Without a log of writes: each call flushes, and a log would keep what is erased.
    shard = edge.EdgeShard.create(str(folder), edge.EdgeConfig(vectors=vectors, wal_enabled=False))
    for name in INDEXED_FIELDS:
        kind = edge.PayloadSchemaType.Keyword
        shard.update(edge.UpdateOperation.create_field_index(name, kind))
    shard.flush()
    return shard


def _is(name: str, value: str) -> edge.FieldCondition:
    return edge.FieldCondition(name, match=edge.MatchValue(value))
