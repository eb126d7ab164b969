"""Weights beside the engine's own, by their names: from the object store, for requests that ask for them."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field

import anyio
import anyio.to_thread
import structlog

from shared.contracts.weights import WEIGHTS_UNUSABLE, NamedWeights
from shared.errors import InvalidInput
from shared.storage import ObjectMissing, ObjectStore

from .engines.base import Aligner, TakesWeights

log = structlog.get_logger(__name__)

MOST_LOADED = 2
"""Beside the engine's own: the live one and one on trial. Each takes some 40 MB of memory."""
MAX_WEIGHTS_BYTES = 64_000_000


class WeightsUnusable(InvalidInput):
    slug = WEIGHTS_UNUSABLE
    title = "There are no such weights that this engine can work with"


@dataclass(slots=True)
class WeightsBook:
    """Of one process: those that were asked for last. They are loaded once, however many ask for them meanwhile."""

    own: Aligner
    store: ObjectStore
    _loaded: OrderedDict[tuple[str, str], Aligner] = field(default_factory=OrderedDict)
    """By version and digest."""
    _loading: anyio.Lock = field(default_factory=anyio.Lock)
    """Held by who loads; if they leave, the next in line does it."""

    async def aligner(self, named: NamedWeights) -> Aligner:
        """The engine with these weights. Raises WeightsUnusable, and Unavailable while the store is away."""
        wanted = (named.version, named.sha256)
        if (found := self._found(wanted)) is not None:
            return found
        async with self._loading:
            if (found := self._found(wanted)) is not None:
                return found
            loaded = self._loaded[wanted] = await self._load(named)
            while len(self._loaded) > MOST_LOADED:
                self._loaded.popitem(last=False)
            return loaded

    def _found(self, wanted: tuple[str, str]) -> Aligner | None:
        if (found := self._loaded.get(wanted)) is not None:
            self._loaded.move_to_end(wanted)
        return found

    async def _load(self, named: NamedWeights) -> Aligner:
        own = self.own
        if not isinstance(own, TakesWeights):
            raise _unusable(f"the engine {own.name} takes no weights but its own")
        try:
            content = await self.store.get(named.key)
        except ObjectMissing as error:
            raise _unusable(f"the weights {named.version} are not in the store") from error
        if len(content) > MAX_WEIGHTS_BYTES:
            raise _unusable(f"the weights {named.version} have more than {MAX_WEIGHTS_BYTES} bytes")

        def load() -> Aligner:
            if hashlib.sha256(content).hexdigest() != named.sha256:
                raise _unusable(f"the file of the weights {named.version} has another SHA-256")
            try:
                aligner = own.with_weights(content, named.version)
                aligner.warm_up()  # what doesn't fit the engine shows now, not in a recording
            except Exception as error:
                # numpy raises whatever the file leads it to: what is in it is not ours.
                log.warning("weights_refused", version=named.version, error=type(error).__name__)
                raise _unusable(f"the file of the weights {named.version} is none of this engine's") from error  # fmt: skip
            return aligner

        aligner = await anyio.to_thread.run_sync(load)
        log.info("weights_loaded", version=named.version, n_bytes=len(content))
        return aligner


def _unusable(detail: str) -> WeightsUnusable:
    return WeightsUnusable(detail, field="weights")
