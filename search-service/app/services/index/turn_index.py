"""Recordings into the index and out of it, and the turns that answer a question. Everything here blocks: it runs in the engine's threads."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from uuid import UUID

import numpy as np

from shared.contracts.search import RecordingToIndex, TurnsToFind, TurnToIndex
from shared.errors import Conflict
from shared.lazily import Lazily

from ..engines.vectors.base import TurnVector, TurnVectors, Vicinity, digest_of
from .catalogue import Catalogue, CataloguedTurn, opened
from .folder import HeldFolder
from .fusion import RankedTurn, fused

_CANDIDATES = 100
"""Of each way of finding, twice the most hits that anybody gets."""


@dataclass(slots=True)
class OngoingWrite:
    """A recording on its way into the index."""

    tenant: str
    recording_id: str
    is_unwanted: bool = False
    """It was erased meanwhile."""


@dataclass(frozen=True, slots=True)
class _OpenedIndex:
    folder: HeldFolder
    vectors: TurnVectors


class TurnIndex:
    """Opened when first asked, and held until `close`. Raises Unavailable where another process has its folder or a store is away."""

    def __init__(self, folder: Path, open_vectors: Callable[[Path], TurnVectors]) -> None:
        self._folder = folder
        self._open_vectors = open_vectors
        self._parts = Lazily(self._open)
        self._writing = Lock()
        self._ongoing: list[OngoingWrite] = []

    def _open(self) -> _OpenedIndex:
        with ExitStack() as stack:
            folder = HeldFolder(self._folder)
            stack.callback(folder.release)
            (folder.path / "turns").mkdir(exist_ok=True)
            vectors = self._open_vectors(folder.path / "vectors")
            stack.pop_all()
            return _OpenedIndex(folder, vectors)

    @contextmanager
    def write(self, tenant: str, recording_id: str) -> Iterator[OngoingWrite]:
        """From before its vectors are made, so that an erasure in between is not undone."""
        ongoing = OngoingWrite(tenant, recording_id)
        self._ongoing.append(ongoing)
        try:
            yield ongoing
        finally:
            self._ongoing.remove(ongoing)

    def replace(
        self,
        ongoing: OngoingWrite,
        recording: RecordingToIndex,
        turns: Mapping[UUID, TurnToIndex],
        vectors: np.ndarray,
        made_by: str,
    ) -> int:
        """How many turns were there before. Of `vectors` (n_turns, DIMENSIONS) the order is that of `turns`. Raises Conflict where the recording was erased since
        the writing began."""
        tenant, recording_id = ongoing.tenant, ongoing.recording_id
        points = [
            TurnVector(
                id=turn_id,
                vector=vector,
                tenant=tenant,
                recording=recording_id,
                made_by=made_by,
                speaker=digest_of(turn.speaker),
                sentiment=turn.sentiment,
            )
            for (turn_id, turn), vector in zip(turns.items(), vectors, strict=True)
        ]
        with self._writing:
            if ongoing.is_unwanted:
                raise Conflict("the recording was erased while it was being indexed")
            n_before = self._remove(tenant, recording_id)
            # Until both have it, it is in neither: a stop in between leaves nothing that is half a recording.
            self._parts.get().vectors.put(points)
            with self._catalogue(tenant) as catalogue:
                catalogue.add(recording_id, recording, turns)
            return n_before

    def erase(self, tenant: str, recording_id: str) -> int:
        """How many turns there were. Whoever is writing the recording meanwhile is refused in the end."""
        with self._writing:
            for each in list(self._ongoing):
                if (each.tenant, each.recording_id) == (tenant, recording_id):
                    each.is_unwanted = True
            return self._remove(tenant, recording_id)

    def _remove(self, tenant: str, recording_id: str) -> int:
        """The catalogue first: from then on nobody finds it, whatever becomes of the vectors."""
        n_turns = 0
        if self._file(tenant).exists():
            with self._catalogue(tenant) as catalogue:
                n_turns = catalogue.remove(recording_id)
        self._parts.get().vectors.erase(tenant, recording_id)
        return n_turns

    def find(
        self, asked: TurnsToFind, vector: np.ndarray, made_by: str
    ) -> list[tuple[RankedTurn, CataloguedTurn]]:
        """At most `asked.limit`, best first; of the tenant's own file alone."""
        if not self._file(asked.tenant).exists():
            return []
        with self._catalogue(asked.tenant) as catalogue:
            recordings = catalogue.recordings(asked)
            if recordings == []:
                return []
            by_words = catalogue.with_words(asked, limit=_CANDIDATES)
            among = Vicinity(
                asked.tenant,
                made_by,
                recordings,
                None if asked.speaker is None else digest_of(asked.speaker),
                asked.sentiment,
            )
            near = self._parts.get().vectors.nearest(vector, among, limit=_CANDIDATES)
            ids = list(dict.fromkeys([*by_words, *near]))
            known = catalogue.turns(ids, asked)
        ranked = fused(by_words, [each for each in near if each in known])
        return [(each, known[each.id]) for each in ranked if each.id in known][: asked.limit]

    def check(self) -> None:
        """Whether the vectors can be asked, where anybody has asked before."""
        if self._parts.is_loaded:
            self._parts.get().vectors.check()

    def close(self) -> None:
        if self._parts.is_loaded:
            parts = self._parts.get()
            parts.vectors.close()
            parts.folder.release()

    @contextmanager
    def _catalogue(self, tenant: str) -> Iterator[Catalogue]:
        with opened(self._file(tenant)) as catalogue:
            yield catalogue

    def _file(self, tenant: str) -> Path:
        """Names of tenants are such that they can be names of files (TENANT_FORM)."""
        return self._parts.get().folder.path / "turns" / f"{tenant}.db"
