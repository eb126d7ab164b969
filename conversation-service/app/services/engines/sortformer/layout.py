"""How a recording goes through the network: chunks with a little around them, behind what is remembered of speakers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

MELS_PER_FRAME = 8
FRAME_S = 0.08
N_SPEAKERS = 4
SILENT_PER_SPEAKER = 3
"""Frames of silence that the cache keeps behind each speaker's."""


@dataclass(frozen=True, slots=True)
class StreamLayout:
    """In frames of 80 ms. Raises ValueError where no cache of this length has room for its speakers."""

    chunk: int
    left: int
    """Frames before a chunk that are read with it, and told nothing of."""
    right: int
    fifo: int
    """The latest frames, whole."""
    update: int
    """Frames that leave the FIFO for the cache at a time, if there are so many."""
    cache: int
    """Of all speakers."""

    def __post_init__(self) -> None:
        if self.chunk < 1 or self.update < 1 or min(self.left, self.right, self.fifo) < 0:
            raise ValueError(f"no stream has {self}")
        if self.cache < (1 + SILENT_PER_SPEAKER) * N_SPEAKERS:
            raise ValueError(f"a cache of {self.cache} frames has no room for {N_SPEAKERS}")

    @property
    def mels_at_once(self) -> int:
        return MELS_PER_FRAME * (self.left + self.chunk + self.right)


LATE = StreamLayout(chunk=340, left=1, right=40, fifo=40, update=300, cache=188)
"""30 s behind: of the model card's four the one with the fewest errors and the least work."""
SOONER = StreamLayout(chunk=124, left=1, right=1, fifo=124, update=124, cache=188)
"""10 s behind, which community exports are made for."""
_TOLD = {"chunk": "chunk_len", "left": "left_context", "right": "right_context", "fifo": "fifo_len", "update": "spkcache_update_period", "cache": "spkcache_len"}  # fmt: skip


def layout_of(metadata: Mapping[str, str]) -> StreamLayout:
    """What an export says of itself; LATE where it says nothing, and SOONER's lengths beside others that it says. Raises ValueError."""
    told = {name: int(metadata[key]) for name, key in _TOLD.items() if key in metadata}
    return replace(SOONER, **told) if told else LATE
