"""A Qdrant server, by its own client."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException

from shared.errors import Unavailable

from ..base import DIMENSIONS
from .base import INDEXED_FIELDS, POINTS_AT_ONCE, TurnVector, Vicinity, nearest_first

COLLECTION = "agentforge_turns"


class ServerVectors:
    def __init__(self, client: QdrantClient) -> None:
        """Raises Unavailable."""
        self._client = client
        with _asked():
            if not client.collection_exists(COLLECTION):
                _make_collection(client)

    def put(self, turns: Sequence[TurnVector]) -> None:
        with _asked():
            for first in range(0, len(turns), POINTS_AT_ONCE):
                some = turns[first : first + POINTS_AT_ONCE]
                points = [
                    models.PointStruct(
                        id=str(each.id), vector=each.vector.tolist(), payload=each.payload
                    )
                    for each in some
                ]
                self._client.upsert(COLLECTION, points, wait=True)

    def erase(self, tenant: str, recording: str) -> None:
        meant = models.Filter(must=[_is("tenant", tenant), _is("recording", recording)])
        with _asked():
            self._client.delete(COLLECTION, models.FilterSelector(filter=meant), wait=True)

    def nearest(self, vector: np.ndarray, among: Vicinity, *, limit: int) -> list[UUID]:
        conditions: list[models.Condition] = [
            _is(name, value) for name, value in among.values.items()
        ]
        if among.recordings is not None:
            recordings = models.MatchAny(any=list(among.recordings))
            conditions.append(models.FieldCondition(key="recording", match=recordings))
        with _asked():
            found = self._client.query_points(
                COLLECTION,
                query=vector.tolist(),
                query_filter=models.Filter(must=conditions),
                limit=limit,
                with_payload=False,
            )
        return nearest_first((UUID(str(each.id)), each.score) for each in found.points)

    def check(self) -> None:
        with _asked():
            self._client.collection_exists(COLLECTION)

    def close(self) -> None:
        self._client.close()


def connected(url: str, *, api_key: str, timeout_s: float) -> ServerVectors:
    """Raises Unavailable."""
    client = QdrantClient(
        url=url,
        api_key=api_key or None,
        timeout=max(1, round(timeout_s)),
        check_compatibility=False,
    )
    return ServerVectors(client)


def _make_collection(client: QdrantClient) -> None:
    vectors = models.VectorParams(size=DIMENSIONS, distance=models.Distance.DOT)
    client.create_collection(COLLECTION, vectors_config=vectors)
    for name in INDEXED_FIELDS:
        client.create_payload_index(COLLECTION, name, models.PayloadSchemaType.KEYWORD)


def _is(name: str, value: str) -> models.FieldCondition:
    return models.FieldCondition(key=name, match=models.MatchValue(value=value))


@contextmanager
def _asked() -> Iterator[None]:
    try:
        yield
    except (ApiException, OSError) as error:
        raise Unavailable("the Qdrant server could not be asked: see SEARCH_QDRANT_URL") from error
