"""What a stage keeps of a long recording while it works on it: an object a piece, so that whoever goes on does none again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from shared.storage import ObjectMissing, ObjectStore

from ..domain import keys
from ..domain.claim import Claim
from ..pipelines.spec import PieceProgress

MOST_TOLD = 100
"""Times that is told of one stage in one run, at most one more."""


@dataclass(slots=True)
class StoredPieces:
    """The `PieceBook` of one stage of a claimed task."""

    claim: Claim
    store: ObjectStore
    stage: str
    tell_progress: Callable[[str, PieceProgress], Awaitable[None]]
    _told: int | None = field(default=None, init=False)
    """The step of the last progress that was told."""

    async def kept(self) -> list[bytes]:
        keys_of = await self._keys()
        contents: list[bytes] = []
        while (key := keys_of.get(len(contents))) is not None:
            try:
                contents.append(await self.store.get(key))
            except ObjectMissing:
                break
        return contents

    async def keep(self, index: int, content: bytes, progress: PieceProgress) -> None:
        key = keys.piece_key(self.claim, self.stage, index)
        await self.store.put(key, content, content_type=keys.JSON_TYPE)
        await self.tell(progress)

    async def tell(self, progress: PieceProgress) -> None:
        step = MOST_TOLD * progress.n_done // max(1, progress.n_pieces)
        if step != self._told:
            await self.tell_progress(self.stage, progress)
            self._told = step

    async def discard(self) -> None:
        for key in await self._all():
            await self.store.delete(key)

    async def _keys(self) -> dict[int, str]:
        """By piece; of one that two holders did, the later's."""
        found = await self._all()
        return {index: key for key, (_, index) in sorted(found.items(), key=lambda each: each[1])}

    async def _all(self) -> dict[str, tuple[int, int]]:
        """The number of the claim and of the piece, by key."""
        tenant, task_id = self.claim.tenant, self.claim.task_id
        below = await self.store.keys(keys.folder(tenant, task_id))
        named = {key: keys.piece_of(tenant, task_id, self.stage, key) for key in below}
        return {key: place for key, place in named.items() if place is not None}
