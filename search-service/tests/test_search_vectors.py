"""What keeps vectors: one suite for Qdrant's engine in this process and for a server behind its client."""

import struct
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from qdrant_client import QdrantClient

from shared.errors import Unavailable

from ..app.core.config import Settings
from ..app.services.engines.base import DIMENSIONS
from ..app.services.engines.vectors import open_vectors
from ..app.services.engines.vectors.base import TurnVector, TurnVectors, Vicinity, turn_id
from ..app.services.engines.vectors.edge import EdgeVectors
from ..app.services.engines.vectors.server import ServerVectors

MADE_BY = "e5-small-1"
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant")


@pytest.fixture(params=["edge", "server"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TurnVectors]:
    """Of the server, the client's own local mode stands in: the same calls, answered in this process."""
    made = (
        EdgeVectors(tmp_path / "vectors")
        if request.param == "edge"
        else ServerVectors(QdrantClient(":memory:"))
    )
    yield made
    made.close()


def towards(*axes: int) -> np.ndarray:
    """Of length 1, and equally far along these axes."""
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[list(axes)] = 1
    return vector / np.linalg.norm(vector)


def turn(recording: str, index: int, *axes: int, **more: str | None) -> TurnVector:
    told: dict[str, str | None] = {
        "tenant": "north", "made_by": MADE_BY, "speaker": "agent", "sentiment": None, **more,
    }  # fmt: skip
    return TurnVector(
        id=turn_id(str(told["tenant"]), recording, index),
        vector=towards(*axes),
        recording=recording,
        **told,  # pyright: ignore[reportArgumentType]
    )


def ids(*turns: TurnVector) -> list[UUID]:
    return [each.id for each in turns]


NORTH = Vicinity("north", MADE_BY)


def test_the_nearest_come_first(vectors: TurnVectors):
    far, near, nearest = turn("a", 0, 5), turn("a", 1, 1, 2, 3), turn("b", 0, 1, 2)
    vectors.put([far, near, nearest])
    assert vectors.nearest(towards(1, 2), NORTH, limit=2) == ids(nearest, near)
    assert vectors.nearest(towards(1, 2), NORTH, limit=9) == ids(nearest, near, far)


def test_equally_near_ones_come_by_their_ids_whichever_was_put_first(vectors: TurnVectors):
    turns = [turn(recording, 0, 1) for recording in "abcdef"]
    in_their_order = sorted(ids(*turns))
    for order in (turns, turns[::-1]):
        for each in order:
            vectors.erase("north", each.recording)
        for each in order:
            vectors.put([each])
        assert vectors.nearest(towards(1), NORTH, limit=9) == in_their_order


def test_another_tenants_are_never_found(vectors: TurnVectors):
    ours, theirs = turn("a", 0, 1, 2), turn("a", 0, 1, tenant="south")
    vectors.put([ours, theirs])
    assert ours.id != theirs.id
    assert vectors.nearest(towards(1), NORTH, limit=9) == ids(ours)
    assert vectors.nearest(towards(1), Vicinity("south", MADE_BY), limit=9) == ids(theirs)
    assert vectors.nearest(towards(1), Vicinity("nort", MADE_BY), limit=9) == []


@pytest.mark.parametrize(
    ("among", "expected"),
    [
        (Vicinity("north", MADE_BY, recordings=["b"]), ["b0"]),
        (Vicinity("north", MADE_BY, recordings=["a", "b", "gone"]), ["a0", "a1", "b0"]),
        (Vicinity("north", MADE_BY, speaker="customer"), ["a1"]),
        (Vicinity("north", MADE_BY, sentiment="negative"), ["a1", "b0"]),
        (Vicinity("north", MADE_BY, speaker="agent", sentiment="negative"), ["b0"]),
        (Vicinity("north", "another-encoder"), []),
    ],
)
def test_what_is_asked_for_bounds_what_is_found(
    vectors: TurnVectors, among: Vicinity, expected: list[str]
):
    turns = {
        "a0": turn("a", 0, 1),
        "a1": turn("a", 1, 1, 2, speaker="customer", sentiment="negative"),
        "b0": turn("b", 0, 1, 2, 3, sentiment="negative"),
    }
    vectors.put(list(turns.values()))
    found = vectors.nearest(towards(1), among, limit=9)
    assert found == [turns[name].id for name in expected]


def test_a_turn_that_is_put_again_is_there_once(vectors: TurnVectors):
    vectors.put([turn("a", 0, 1)])
    vectors.put([turn("a", 0, 7)])
    assert len(vectors.nearest(towards(7), NORTH, limit=9)) == 1


def test_a_recording_is_erased_whoever_made_its_vectors(vectors: TurnVectors):
    kept = turn("b", 0, 1)
    vectors.put([turn("a", n, 1, made_by=f"encoder-{n % 2}") for n in range(600)])
    vectors.put([kept, turn("a", 0, 1, tenant="south")])
    vectors.erase("north", "a")
    vectors.erase("north", "a")
    assert vectors.nearest(towards(1), NORTH, limit=9) == ids(kept)
    for n in range(2):
        assert vectors.nearest(towards(1), Vicinity("north", f"encoder-{n}"), limit=9) == []
    assert len(vectors.nearest(towards(1), Vicinity("south", MADE_BY), limit=9)) == 1


def test_more_turns_than_go_at_once_are_all_put(vectors: TurnVectors):
    vectors.put([turn("a", n, n % DIMENSIONS) for n in range(700)])
    assert len(vectors.nearest(towards(1), NORTH, limit=1000)) == 700


def test_vectors_outlive_who_put_them(tmp_path: Path):
    first = EdgeVectors(tmp_path)
    first.put([turn("a", 0, 1)])
    first.close()
    again = EdgeVectors(tmp_path)
    assert again.nearest(towards(1), NORTH, limit=9) == ids(turn("a", 0, 1))
    again.close()


def test_an_erased_vector_is_in_no_file(tmp_path: Path):
    """A deleted point stays in the engine's file until something takes its place."""
    rng = np.random.default_rng(1)
    drawn = rng.standard_normal((2, DIMENSIONS)).astype(np.float32)
    erased, kept = [
        TurnVector(turn_id("north", name, 0), vector, "north", name, MADE_BY, "agent", None)
        for name, vector in zip("ab", drawn, strict=True)
    ]
    vectors = EdgeVectors(tmp_path)
    vectors.put([erased, kept])

    def holds(vector: np.ndarray) -> bool:
        some = struct.pack("<8f", *vector[:8])
        return any(some in each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())

    assert (holds(erased.vector), holds(kept.vector)) == (True, True)
    vectors.erase("north", "a")
    assert (holds(erased.vector), holds(kept.vector)) == (False, True)
    vectors.close()


def test_a_server_that_is_away_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEARCH_QDRANT_URL", "http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="SEARCH_QDRANT_URL"):
        open_vectors(Settings(), tmp_path)
    assert not any(tmp_path.iterdir())
